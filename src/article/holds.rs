//! Does it hold?

use crate::{
    article::{
        chapter::{Aside, Chapter},
        figure::verdicts::Verdicts,
        glossary::Word,
        view::Props,
    },
    claims::panel::count,
    platform::stored_result::StoredResult,
    shell::section::Section,
};
use freqscope_core::study::claims::{Claims, Verdict};
use yew::prelude::*;

#[component]
pub fn Holds(props: &Props) -> Html {
    let Props { story, on_act, on_read } = props.clone();
    let claims = story.claims.get().cloned();
    let task = html! {
        <>
            { "Open " }<a href={format!("#{}", Section::Claims.name())}>{ "the claims in full" }</a>
            { ": every measurement with its interval, and the rule that made the verdict of it." }
        </>
    };
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Holds} text={text(claims.as_deref())} aside={aside()} needs={vec![StoredResult::Claims]} {task}
            figure={html! { <Verdicts story={story.clone()} on_act={on_act.clone()} /> }}
            look={html! { { claims.as_deref().map_or("The claims that hold in part.".into(), look) } }} {on_act} {on_read}
        />
    }
}

fn text(claims: Option<&Claims>) -> Html {
    html! {
        <>
            <p>
                { "Each claim of the paper was turned into a number that could have come out otherwise, measured with a " }
                { Word::Interval.term() }{ ", and judged by a rule that a script applies. " }{ claims.map(count) }
            </p>
            <p translate="yes">
                { "That robust networks rest on coarse frequencies stands firm. That attacks seek the fine ones is half a truth: most of a \
                   spectrum is fine, and noise would lie there too. A verdict is about the networks of this page and CIFAR-10, \
                   no more." }
            </p>
        </>
    }
}

/// How much depends on what “missing” means.
fn look(claims: &Claims) -> String {
    let readings = &claims.figure1_readings;
    let firm =
        readings.iter().filter(|reading| reading.verdicts.values().all(|verdict| *verdict == Verdict::Holds)).count();
    format!(
        "What depends on a choice. Occluded Frequency was read in {} ways (another fill, clipped pictures, rings for diagonals and \
         more); in {firm} of them all claims about Fig. 1 hold.",
        readings.len()
    )
}

fn aside() -> Aside {
    Aside {
        title: "All of the paper’s figures",
        text: html! {
            <>
                { "The networks are this project’s own, the images CIFAR-10’s test set; how many were used stands beside each number. \
                   One of the readings saves time by a " }{ Word::ControlVariate.term() }{ "." }
            </>
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::records::tests::claims;

    #[test]
    fn the_readings_are_counted() {
        let look = look(&claims());
        assert!(look.contains("in 7 ways") && look.contains("in 5 of them"), "{look}");
        assert!(count(&claims()).starts_with("Of 10 claims, 4 hold, 5 hold in part"), "{}", count(&claims()));
    }
}
