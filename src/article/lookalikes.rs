//! Images that mean the same to a network.

use crate::{
    article::{
        awaiting,
        chapter::{Aside, Chapter, paragraph},
        figure::{differences::Differences, lookalike::Lookalike},
        formula::{block, chars, inline, name, sign, sub, under},
        glossary::Word,
        network::Network,
        records::Counterparts,
        story::network_files,
        verdict::VerdictLines,
        view::Props,
    },
    platform::stored_result::StoredResult,
    shell::section::Section,
    text::{percent, plain, thousands},
};
use std::rc::Rc;
use yew::prelude::*;

#[component]
pub fn Lookalikes(props: &Props) -> Html {
    let Props { story, on_act, on_read } = props.clone();
    let found = awaiting::all(&story.counterparts());
    let figure = html! {
        <>
            <Differences story={story.clone()} on_act={on_act.clone()} />
            <Lookalike story={story.clone()} on_act={on_act.clone()} />
        </>
    };
    let task = html! {
        <>
            { "Search for a look-alike of the picture of this page, for both networks: it takes some seconds. More steps, and another \
               start, are among " }
            <a href={format!("#{}", Section::Inversion.name())}>{ "the instruments" }</a>{ "." }
        </>
    };
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Lookalikes} text={text(found.as_deref())} aside={aside(found.as_deref())} formula={formula()}
            {figure} needs={[network_files(StoredResult::Inversion), vec![StoredResult::Claims]].concat()} {task}
            look={html! { { found.as_deref().map_or("Where a curve leaves 1.".into(), look) } }}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={vec!["fig3-robust", "fig3-natural"]} /> }}
            {on_act} {on_read}
        />
    }
}

fn text(found: Option<&[Rc<Counterparts>]>) -> Html {
    html! {
        <>
            <p translate="yes">
                { "Begin at another picture, and change it step by step until the network’s " }{ Word::Representation.term() }
                { " of it is that of the picture sought. What then still differs is what the network does not look at. The paper says: \
                   in a robust network mostly coarse frequencies, in a natural one middle ones." }
            </p>
            { paragraph(found.and_then(search_sentence)) }
        </>
    }
}

/// How far the searches come, and where the differences lie.
fn search_sentence(found: &[Rc<Counterparts>]) -> Option<String> {
    let [natural, robust] = [Network::Natural, Network::L2Half].map(|network| found.get(network as usize));
    let (natural, robust) = (natural?, robust?);
    let [start, end] = [natural.start_loss, natural.loss].map(|loss| plain(loss as f32, 2));
    Some(format!(
        "Over {} pictures the natural network’s relative loss goes from {start} to {end} in {} steps. But two pictures differ mostly \
         at coarse frequencies anyway: {} of the difference lies in the lowest third at the start, and at the end {} for the \
         natural network and {} for that of ℓ2 0.5.",
        thousands(natural.images as u64),
        thousands(natural.steps.into()),
        percent(natural.lowest_before),
        percent(natural.lowest_after),
        percent(robust.lowest_after)
    ))
}

/// What became of the difference in band 0 and in the last band.
fn look(found: &[Rc<Counterparts>]) -> String {
    let part = |(network, found): (Network, &Rc<Counterparts>)| {
        let ratio = |band: usize| plain(found.ratios()[band] as f32, 2);
        format!("{}: {}", network.name(), ratio(0))
    };
    let parts: Vec<String> = Network::ALL.into_iter().zip(found).map(part).collect();
    format!(
        "Where a curve leaves 1. What is left of the difference in the mean colour: {}. The stronger the training, the more of the \
         coarse difference has to go; above 1 the search has added what was not there.",
        parts.join("; ")
    )
}

fn aside(found: Option<&[Rc<Counterparts>]>) -> Aside {
    let images = found.and_then(<[_]>::first).map(|found| format!("{} test images, ", found.images));
    Aside {
        title: "The paper’s Fig. 3",
        text: html! {
            <>
                { "There: the spectrum of the difference for a natural and a robust network. Here: " }{ images }
                { "four ResNet-18s, and the difference at the start to compare with, which the paper does not show." }
            </>
        },
    }
}

fn formula() -> Html {
    let start = [sub("x", "r"), sign("="), under("arg min", "z")];
    html! {
        <>
            <p>{ "With " }{ inline([name("g")]) }{ " the representation, the search is for (eq. 9)" }</p>
            { block(start.into_iter().chain(chars("‖g(z)−g(x)")).chain([sub("‖", "2"), sign(".")])) }
            <p>
                { "The relative loss is this distance over the length of " }{ inline(chars("g(x)")) }
                { "; where it is 0, the network takes the two for the same." }
            </p>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::records::tests::inversions;

    #[test]
    fn sentences_have_the_stored_numbers() {
        let found: Vec<Rc<Counterparts>> = inversions().into_iter().map(Rc::new).collect();
        let sentence = search_sentence(&found).unwrap();
        for number in ["200 pictures", "from 1.01 to 0.06", "1,000 steps", "96.1 %", "94.5 %", "89.1 %"] {
            assert!(sentence.contains(number), "{number}: {sentence}");
        }
        assert!(look(&found).contains("natural: 0.99; robust, ℓ2 0.25: 0.87"), "{}", look(&found));
    }
}
