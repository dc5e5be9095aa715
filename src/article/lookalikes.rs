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
    words::words,
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
    let link = html! { <a href={format!("#{}", Section::Inversion.name())}>{ words().article.instruments() }</a> };
    let task = words().article.lookalikes_task(link);
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Lookalikes} text={text(found.as_deref())} aside={aside(found.as_deref())} formula={formula()}
            {figure} needs={[network_files(StoredResult::Inversion), vec![StoredResult::Claims]].concat()} {task}
            look={html! { { found.as_deref().map_or(words().article.lookalikes_look().into(), look) } }}
            verdict={html! { <VerdictLines claims={story.claims.clone()} ids={vec!["fig3-robust", "fig3-natural"]} /> }}
            {on_act} {on_read}
        />
    }
}

fn text(found: Option<&[Rc<Counterparts>]>) -> Html {
    html! {
        <>
            <p translate="yes">{ words().article.lookalikes_search(Word::Representation.term()) }</p>
            { paragraph(found.and_then(search_sentence)) }
        </>
    }
}

/// How far the searches come, and where the differences lie.
fn search_sentence(found: &[Rc<Counterparts>]) -> Option<String> {
    let [natural, robust] = [Network::Natural, Network::L2Half].map(|network| found.get(network as usize));
    let (natural, robust) = (natural?, robust?);
    let [start, end] = [natural.start_loss, natural.loss].map(|loss| plain(loss as f32, 2));
    let (images, steps) = (thousands(natural.images as u64), thousands(natural.steps.into()));
    let [before, after, robust] = [natural.lowest_before, natural.lowest_after, robust.lowest_after].map(percent);
    let loss = words().article.lookalikes_loss(&images, &start, &end, &steps);
    Some(loss + &words().article.lookalikes_lowest(&before, &after, &robust))
}

/// What became of the difference in band 0 and in the last band.
fn look(found: &[Rc<Counterparts>]) -> String {
    let part = |(network, found): (Network, &Rc<Counterparts>)| {
        let ratio = |band: usize| plain(found.ratios()[band] as f32, 2);
        format!("{}: {}", network.name(), ratio(0))
    };
    let parts: Vec<String> = Network::ALL.into_iter().zip(found).map(part).collect();
    words().article.lookalikes_look_with(&parts.join("; "))
}

fn aside(found: Option<&[Rc<Counterparts>]>) -> Aside {
    let images = found.and_then(<[_]>::first).map(|found| words().article.lookalikes_images(found.images));
    Aside {
        title: words().article.lookalikes_aside(),
        text: html! { words().article.lookalikes_aside_text(&images.unwrap_or_default()) },
    }
}

fn formula() -> Html {
    let start = [sub("x", "r"), sign("="), under("arg min", "z")];
    html! {
        <>
            <p>{ words().article.lookalikes_formula(inline([name("g")])) }</p>
            { block(start.into_iter().chain(chars("‖g(z)−g(x)")).chain([sub("‖", "2"), sign(".")])) }
            <p>{ words().article.lookalikes_relative(inline(chars("g(x)"))) }</p>
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
        for number in ["200 pictures", "from 1.01 to 0.06", "1,000 steps", "96.1\u{a0}%", "94.5\u{a0}%", "89.1\u{a0}%"]
        {
            assert!(sentence.contains(number), "{number}: {sentence}");
        }
        assert!(look(&found).contains("natural: 0.99; robust, ℓ2 0.25: 0.87"), "{}", look(&found));
    }
}
