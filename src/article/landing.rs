//! Where attacks land.

use crate::{
    article::{
        awaiting,
        chapter::{Aside, Chapter},
        figure::attack_shares::AttackSharesFigure,
        formula::{block, inline, name, sign, squared, sub, sum},
        glossary::Word,
        number::{coefficients, span, upper_thirds},
        records::AttackShares,
        story::attack_files,
        verdict::VerdictLines,
        view::Props,
    },
    charts::small_scale::Unit,
    platform::stored_result::StoredResult,
    shell::section::Section,
    text::{percent, significant, thousands},
};
use freqscope_core::{attack::Method, spectrum::frequency_range::FrequencyRange};
use std::rc::Rc;
use yew::prelude::*;

const CLAIMS: [&str; 4] = ["fig2-energy", "fig2-raw", "fig2-guarded", "fig2-absolute"];

#[component]
pub fn Landing(props: &Props) -> Html {
    let Props { story, on_act, on_read } = props.clone();
    let attacks = awaiting::all(&story.attacks());
    let needs = [attack_files(), vec![StoredResult::Claims]].concat();
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Landing} text={text(attacks.as_deref())} aside={aside(attacks.as_deref())} formula={formula()}
            {needs} figure={html! { <AttackSharesFigure story={story.clone()} on_act={on_act.clone()} /> }}
            task={task()} look={html! { { attacks.as_deref().map_or("Where the curve leaves the dashed one.".into(), look) } }}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={CLAIMS.to_vec()} /> }} {on_act} {on_read}
        />
    }
}

fn text(attacks: Option<&[Rc<AttackShares>]>) -> Html {
    html! {
        <>
            <p translate="yes">
                { "An attack changes a picture so little that we hardly see it, at most by " }{ Word::Epsilon.term() }{ " in " }
                { Word::Norms.term() }
                { ", and the network answers something else. The paper says that such changes lie mostly at middle and fine \
                   frequencies, where our eyes are weak." }
            </p>
            <p>
                { "They do. But so does " }{ Word::WhiteNoise.term() }{ ", which aims at nothing" }
                { attacks.and_then(<[_]>::first).map(|attack| noise_clause(attack)).unwrap_or_default() }
                { ". The question is what an attack does beyond that." }
            </p>
        </>
    }
}

/// Where noise lies, and why.
fn noise_clause(attack: &AttackShares) -> String {
    let noise = [FrequencyRange::Middle, FrequencyRange::Highest].map(|range| range.sum(&attack.noise)).iter().sum();
    let bands = upper_thirds();
    format!(
        ": {} of it lies in {}, because {} of all coefficients do",
        percent(noise),
        span(bands),
        percent(coefficients(bands))
    )
}

fn task() -> Html {
    html! {
        <>
            { "Choose “Over noise”: each curve is divided by the dashed one, and where it leaves 1 the attack prefers or avoids a \
               band. Or " }
            <a href={format!("#{}", Section::Attack.name())}>{ "attack the picture of this page" }</a>
            { " yourself; with the same " }{ Word::Seed.term() }{ " an attack comes out the same." }
        </>
    }
}

/// What each attack has of what noise has, in the coarse and in the fine third.
fn look(attacks: &[Rc<AttackShares>]) -> String {
    let part = |attack: &Rc<AttackShares>| {
        let [coarse, fine] =
            [FrequencyRange::Lowest, FrequencyRange::Highest].map(|range| Unit::Ratio.number(attack.ratio(range)));
        format!("{} {coarse} and {fine}", attack.method.kind().name())
    };
    let parts: Vec<String> = attacks.iter().map(part).collect();
    format!(
        "How much an attack has of what noise has, in the coarsest and in the finest third: {}. At 1 it only follows the coefficients.",
        parts.join("; ")
    )
}

fn aside(attacks: Option<&[Rc<AttackShares>]>) -> Aside {
    let here = attacks.and_then(<[_]>::first).map(|first| {
        let radii = attacks.into_iter().flatten().filter_map(|attack| radius(attack)).collect::<Vec<_>>().join(", ");
        format!(
            "Here: ResNet-18, natural, the {} of the first {} test images that it classifies rightly, seed {}; {radii}. ",
            thousands(first.attacked as u64),
            thousands(first.images as u64),
            first.seed
        )
    });
    Aside {
        title: "The paper’s Fig. 2",
        text: html! {
            <>
                { "There: maps of " }{ Word::Rct.term() }{ " for four attacks on a VGG-19, 200 images, no noise to compare with. " }
                { here }
                <a href={format!("#{}", Section::Attack.name())}>{ "The maps themselves" }</a>
            </>
        },
    }
}

/// What an attack may do; none of CW, which looks for the smallest change.
fn radius(attack: &AttackShares) -> Option<String> {
    let epsilon = match &attack.method {
        Method::Fgsm { epsilon } => *epsilon,
        Method::Pgd(pgd) => pgd.threat.epsilon,
        Method::Simba(simba) => simba.epsilon,
        Method::Cw(_) => return None,
    };
    Some(format!("{} with ε = {}", attack.method.kind().name(), significant(epsilon, 2)))
}

fn formula() -> Html {
    let energy = || squared("c", "uv");
    html! {
        <>
            <p>
                { "With " }{ inline([sub("c", "uv")]) }{ " the coefficients of the change, the share of band " }{ inline([name("k")]) }
                { " is" }
            </p>
            { block([sub("e", "k"), sign("="), sum("u+v=k"), energy(), sign("/"), sum("u,v"), energy(), sign(".")]) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::records::tests::attacks;

    #[test]
    fn sentences_have_the_stored_numbers() {
        let attacks: Vec<Rc<AttackShares>> = attacks().into_iter().map(Rc::new).collect();
        let clause = noise_clause(&attacks[0]);
        assert!(clause.contains("77.3 % of it") && clause.contains("77.4 % of all coefficients"), "{clause}");
        let look = look(&attacks);
        assert!(look.contains("CW 0.812 × and 1.43 ×") && look.contains("PGD ℓ∞ 1.30 × and 0.829 ×"), "{look}");
        let radii: Vec<Option<String>> = attacks.iter().map(|attack| radius(attack)).collect();
        assert_eq!(radii[..2], [None, Some("FGSM with ε = 0.15".into())]);
    }
}
