//! What a network says when one frequency is missing.

use crate::{
    article::{
        chapter::{Aside, Chapter, paragraph},
        figure::answers::Answers,
        formula::{block, chars, inline, name, sign, sub, sum},
        glossary::Word,
        number::{changes, strongest},
        story::Story,
        view::Props,
    },
    networks::shown_model::ShownModel,
    shell::section::Section,
    text::plain,
    words::words,
};
use yew::prelude::*;

#[component]
pub fn Missing(props: &Props) -> Html {
    let Props { story, on_act, on_read } = props.clone();
    let figure = html! {
        <Answers
            picture={story.picture.clone()} class={story.class} models={story.models.clone()} on_act={on_act.clone()}
        />
    };
    html! {
        <Chapter
            ahead={story.ahead}
            section={Section::Missing} text={text(&story)} aside={aside()} {figure}
            task={html! { words().article.missing_task() }}
            look={look(&story)} formula={formula()} {on_act} {on_read}
        />
    }
}

fn text(story: &Story) -> Html {
    html! {
        <>
            <p translate="yes">{ words().article.missing_logits(Word::Logit.term()) }</p>
            { paragraph(story.models.first().and_then(fall_sentence)) }
        </>
    }
}

/// What the band without which the logit falls most does.
fn fall_sentence(model: &ShownModel) -> Option<String> {
    let report = model.report()?;
    let band = strongest(report);
    let (class, after) = (report.class, report.ablated.get(band.index())?);
    let [whole, without] = [report.clean.of(class), after.of(class)].map(|logit| plain(logit, 1));
    let class = words().classes.name(class);
    Some(words().article.missing_fall(&model.name, &band.to_string(), class, &without, &whole))
}

fn look(story: &Story) -> Html {
    let counted: Vec<(&str, usize)> =
        story.models.iter().filter_map(|model| Some((model.name.as_str(), changes(model.report()?)))).collect();
    html! { { look_sentence(&counted) } }
}

/// In how many bands each network changes its answer.
fn look_sentence(counted: &[(&str, usize)]) -> String {
    let parts: Vec<String> = counted.iter().map(|(name, count)| words().article.for_network(*count, name)).collect();
    let said = match counted {
        [] => String::new(),
        all if all.iter().all(|(_, count)| *count == 0) => words().article.missing_none().into(),
        _ => words().article.missing_some(&parts.join(words().article.and())),
    };
    format!("{}{said}", words().article.missing_look())
}

fn aside() -> Aside {
    Aside { title: words().article.missing_aside(), text: html! { words().article.missing_aside_text() } }
}

fn formula() -> Html {
    html! {
        <>
            <p>{ words().article.missing_formula(inline([name("k")])) }</p>
            { block([sub("x", "∖k")].into_iter().chain(chars("=x−")).chain([sum("u+v=k"), sub("c", "uv"), sub("φ", "uv"), sign(".")])) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::look_sentence;

    #[test]
    fn changed_answers_are_counted() {
        assert!(
            look_sentence(&[("natural network", 0), ("robust network", 0)]).ends_with("none: one band is not enough.")
        );
        let some = look_sentence(&[("natural network", 3), ("robust network", 0)]);
        assert!(some.ends_with("there are 3 for the natural network and 0 for the robust network."), "{some}");
    }
}
