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
    words::{article::Case, words},
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
            task={task()} look={html! { { attacks.as_deref().map_or(words().article.landing_look().into(), look) } }}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={CLAIMS.to_vec()} /> }} {on_act} {on_read}
        />
    }
}

fn text(attacks: Option<&[Rc<AttackShares>]>) -> Html {
    let clause = attacks.and_then(<[_]>::first).map(|attack| noise_clause(attack)).unwrap_or_default();
    html! {
        <>
            <p translate="yes">{ words().article.landing_small(Word::Epsilon.term(), Word::Norms.term()) }</p>
            <p>{ words().article.landing_noise(Word::WhiteNoise.term(), &clause) }</p>
        </>
    }
}

/// Where noise lies, and why.
fn noise_clause(attack: &AttackShares) -> String {
    let noise = [FrequencyRange::Middle, FrequencyRange::Highest].map(|range| range.sum(&attack.noise)).iter().sum();
    let bands = upper_thirds();
    words().article.landing_noise_clause(&percent(noise), &span(Case::In, bands), &percent(coefficients(bands)))
}

fn task() -> Html {
    let link = html! { <a href={format!("#{}", Section::Attack.name())}>{ words().article.landing_attack() }</a> };
    words().article.landing_task(link, Word::Seed.term())
}

/// What each attack has of what noise has, in the coarse and in the fine third.
fn look(attacks: &[Rc<AttackShares>]) -> String {
    let part = |attack: &Rc<AttackShares>| {
        let [coarse, fine] =
            [FrequencyRange::Lowest, FrequencyRange::Highest].map(|range| Unit::Ratio.number(attack.ratio(range)));
        words().article.landing_part(attack.method.kind().name(), &coarse, &fine)
    };
    let parts: Vec<String> = attacks.iter().map(part).collect();
    words().article.landing_look_with(&parts.join("; "))
}

fn aside(attacks: Option<&[Rc<AttackShares>]>) -> Aside {
    let here = attacks.and_then(<[_]>::first).map(|first| {
        let radii = attacks.into_iter().flatten().filter_map(|attack| radius(attack)).collect::<Vec<_>>().join(", ");
        let (attacked, images) = (thousands(first.attacked as u64), thousands(first.images as u64));
        words().article.landing_here(&attacked, &images, first.seed, &radii)
    });
    let link = html! { <a href={format!("#{}", Section::Attack.name())}>{ words().article.landing_maps() }</a> };
    Aside {
        title: words().article.landing_aside(),
        text: words().article.landing_aside_text(Word::Rct.term(), &here.unwrap_or_default(), link),
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
    Some(words().article.landing_radius(attack.method.kind().name(), &significant(epsilon, 2)))
}

fn formula() -> Html {
    let energy = || squared("c", "uv");
    html! {
        <>
            <p>{ words().article.landing_formula(inline([sub("c", "uv")]), inline([name("k")])) }</p>
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
        assert!(clause.contains("77.3\u{a0}% of it") && clause.contains("77.4\u{a0}% of all coefficients"), "{clause}");
        let look = look(&attacks);
        assert!(look.contains("CW 0.812 × and 1.43 ×") && look.contains("PGD ℓ∞ 1.30 × and 0.829 ×"), "{look}");
        let radii: Vec<Option<String>> = attacks.iter().map(|attack| radius(attack)).collect();
        assert_eq!(radii[..2], [None, Some("FGSM with ε = 0.15".into())]);
    }
}
