//! What adversarial training changes.

use crate::{
    action::Action,
    article::{
        chapter::{Aside, Chapter, paragraph},
        figure::{
            accuracies::{Accuracies, attacked, clean},
            filters::Filters,
            mean_curves::{MeanCurves, all_means},
        },
        formula::{block, chars, inline, name, sign, sub, sum, under},
        glossary::Word,
        network::Network,
        number::span,
        records::MeanScores,
        story::{Story, filter_files, network_files},
        verdict::VerdictLines,
        view::Props,
    },
    networks::{
        model_summary::{THREATS, radius},
        side::Side,
    },
    platform::stored_result::StoredResult,
    probes::{
        agreement::sentences,
        filter_curves::{NamedCurves, rate},
    },
    shell::section::Section,
    text::{percent, thousands},
    words::{article::Case, words},
};
use freqscope_core::{
    model::ModelCard,
    spectrum::{
        band::{Band, Bands},
        frequency_range::FrequencyRange,
        partition::Partition,
    },
};
use yew::prelude::*;

#[component]
pub fn Training(props: &Props) -> Html {
    let Props { story, on_act, on_read } = props.clone();
    let figure = html! {
        <>
            <MeanCurves story={story.clone()} on_act={on_act.clone()} />
            <Filters story={story.clone()} on_act={on_act.clone()} />
            <Accuracies story={story.clone()} on_act={on_act.clone()} />
        </>
    };
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Training} text={text(&story)} aside={aside(&story)} formula={formula()} {figure}
            needs={[network_files(StoredResult::Profile), filter_files(), vec![StoredResult::Claims, StoredResult::Agreement]].concat()} task={task(&on_act)}
            look={html! { { all_means(&story).map_or(words().article.training_look().into(), |means| look(&means)) } }}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={vec!["fig1-shift", "fig1-zero"]} /> }}
            {on_act} {on_read}
        />
    }
}

fn text(story: &Story) -> Html {
    let cards = story.card(Network::Natural).zip(story.card(Network::L2Half));
    let price = cards.and_then(|(natural, robust)| price(natural, robust)).unwrap_or_default();
    let shift = all_means(story).and_then(|means| shift(&means)).unwrap_or_default();
    html! {
        <>
            <p>{ words().article.training_ball(Word::Ball.term(), &price) }</p>
            <p>{ words().article.training_shift(&shift) }</p>
            { paragraph(story.filter_curves().and_then(|curves| filtered(&curves))) }
            { paragraph(story.agreement.get().map(|found| words().article.training_tools(&sentences::agreement(found)))) }
        </>
    }
}

/// What it gains under attack, and what that costs.
fn price(natural: &ModelCard, robust: &ModelCard) -> Option<String> {
    let [before, after] = [attacked(natural)?, attacked(robust)?].map(percent);
    let [full, paid] = [clean(natural)?, clean(robust)?].map(percent);
    Some(words().article.training_price(&radius(&THREATS[0]), &after, &before, &paid, &full))
}

/// How often both networks are right without the fine bands, and without the low ones.
fn filtered(networks: &[NamedCurves]) -> Option<String> {
    let [natural, robust] = networks else { return None };
    let low = Partition::Diagonal.low();
    let kept = |one: &NamedCurves| Some(percent(rate(&one.curves, &one.curves.low, low - 1)?.value));
    let left = |one: &NamedCurves| Some(percent(rate(&one.curves, &one.curves.high, low)?.value));
    let without_fine = words().article.training_low_pass(
        &thousands(natural.curves.question.data.images as u64),
        &span(Case::Bare, Bands::span(Band::LOWEST, Band::nearest(low - 1))),
        &kept(natural)?,
        &kept(robust)?,
    );
    let without_low = words().article.training_high_pass(&left(natural)?, &left(robust)?);
    Some(format!("{without_fine} {without_low}"))
}

/// Where the scores lie.
fn shift(means: &[MeanScores]) -> Option<String> {
    let [natural, robust] = [Network::Natural, Network::L2Half].map(|network| means.get(network as usize));
    let low = Bands::span(Band::LOWEST, Band::nearest(Partition::Diagonal.low() - 1));
    let [natural, robust] = [natural?, robust?].map(|means| percent(means.low_share));
    Some(words().article.training_shares(&span(Case::Bare, low), &natural, &robust))
}

fn look(means: &[MeanScores]) -> String {
    let fine = |network: Network| {
        let share = FrequencyRange::Highest.sum(&means.get(network as usize)?.shares());
        Some(format!("{}: {}", network.name(), percent(share)))
    };
    let parts: Vec<String> = Network::ALL.into_iter().filter_map(fine).collect();
    words().article.training_look_with(&parts.join("; "))
}

fn task(on_act: &Callback<Action>) -> Html {
    let onclick = on_act.reform(|_: MouseEvent| Action::ShowModel(Side::B, Network::Linf.id().into()));
    let compare = words().article.training_compare();
    words().article.training_task(html! {
        <button type="button" class="quiet" data-testid="training-compare" {onclick}>{ compare }</button>
    })
}

fn aside(story: &Story) -> Aside {
    let images = all_means(story).and_then(|means| means.first().map(|means| means.images));
    let here = images.map(|images| words().article.training_here(&thousands(images as u64)));
    let link = html! { <a href={format!("#{}", Section::Survey.name())}>{ words().article.training_by_class() }</a> };
    Aside {
        title: words().article.training_aside(),
        text: words().article.training_aside_text(&here.unwrap_or_default(), link),
    }
}

fn formula() -> Html {
    let inner = chars("(x+δ),y).");
    let start = [under("min", "θ"), sum("(x,y)"), under("max", "‖δ‖≤ε"), name("CE"), sign("("), sub("f", "θ")];
    html! {
        <>
            <p>{ words().article.training_formula(inline([name("θ")]), Word::CrossEntropy.term(), inline([name("δ")])) }</p>
            { block(start.into_iter().chain(inner)) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::records::tests::means, probes::tests::stored};

    #[test]
    fn filters_are_told_with_the_stored_numbers() {
        let curves = |(network, side): (Network, Side)| {
            let curves = stored(network.id()).curves.get().unwrap().clone();
            NamedCurves { side, name: network.name().into(), curves }
        };
        let networks: Vec<NamedCurves> = Network::FILTERED.into_iter().zip(Side::ALL).map(curves).collect();
        let text = filtered(&networks).unwrap();
        for NamedCurves { curves, .. } in &networks {
            let n = curves.question.data.images;
            for right in [curves.low[15], curves.high[16]] {
                assert!(text.contains(&percent(right as f64 / n as f64)), "{text}");
            }
            assert!(text.contains(&format!("{n} test images")), "{text}");
        }
        assert_eq!(filtered(&networks[..1]), None);
    }

    #[test]
    fn sentences_have_the_stored_numbers() {
        let means = means();
        let shift = shift(&means).unwrap();
        assert!(shift.contains("42.9\u{a0}%") && shift.contains("84.6\u{a0}%"), "{shift}");
        let look = look(&means);
        assert!(look.contains("natural: 5.7\u{a0}%") && look.contains("robust, ℓ2 0.5: 0.2\u{a0}%"), "{look}");
    }
}
