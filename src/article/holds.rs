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
    words::words,
};
use freqscope_core::study::claims::{Claims, Verdict};
use yew::prelude::*;

#[component]
pub fn Holds(props: &Props) -> Html {
    let Props { story, on_act, on_read } = props.clone();
    let claims = story.claims.get().cloned();
    let link = html! { <a href={format!("#{}", Section::Claims.name())}>{ words().article.claims_in_full() }</a> };
    let task = words().article.holds_task(link);
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Holds} text={text(claims.as_deref())} aside={aside()} needs={vec![StoredResult::Claims]} {task}
            figure={html! { <Verdicts story={story.clone()} on_act={on_act.clone()} /> }}
            look={html! { { claims.as_deref().map_or(words().article.holds_look().into(), look) } }} {on_act} {on_read}
        />
    }
}

fn text(claims: Option<&Claims>) -> Html {
    html! {
        <>
            <p>{ words().article.holds_claims(Word::Interval.term(), &claims.map(count).unwrap_or_default()) }</p>
            <p translate="yes">{ words().article.holds_text() }</p>
        </>
    }
}

/// How much depends on what “missing” means.
fn look(claims: &Claims) -> String {
    let readings = &claims.figure1_readings;
    let firm =
        readings.iter().filter(|reading| reading.verdicts.values().all(|verdict| *verdict == Verdict::Holds)).count();
    words().article.holds_look_with(readings.len(), firm)
}

fn aside() -> Aside {
    Aside { title: words().article.holds_aside(), text: words().article.holds_aside_text(Word::ControlVariate.term()) }
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
