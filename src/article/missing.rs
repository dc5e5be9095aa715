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
            task={html! { "Point at a band in the chart, or move the slider: one band goes, all others stay. The button leads to \
                            the instruments, where several bands can go at once." }}
            look={look(&story)} formula={formula()} {on_act} {on_read}
        />
    }
}

fn text(story: &Story) -> Html {
    html! {
        <>
            <p translate="yes">
                { "For a picture a network gives ten numbers, one for each class it knows: its " }{ Word::Logit.term() }
                { ". The largest is its answer, whatever the picture shows. Take one band out, add up the rest, and ask again. \
                   If the logit of a class falls, the band was evidence for it." }
            </p>
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
    Some(format!(
        "Hardly any of these pictures looks different to us. To the {} it may: without band {band} its logit of “{class}” is \
         {without} rather than {whole}.",
        model.name
    ))
}

fn look(story: &Story) -> Html {
    let counted: Vec<(&str, usize)> =
        story.models.iter().filter_map(|model| Some((model.name.as_str(), changes(model.report()?)))).collect();
    html! { { look_sentence(&counted) } }
}

/// In how many bands each network changes its answer.
fn look_sentence(counted: &[(&str, usize)]) -> String {
    let parts: Vec<String> = counted.iter().map(|(name, count)| format!("{count} for the {name}")).collect();
    let said = match counted {
        [] => String::new(),
        all if all.iter().all(|(_, count)| *count == 0) => {
            " In this picture there is none: one band is not enough.".into()
        }
        _ => format!(" In this picture there are {}.", parts.join(" and ")),
    };
    format!(
        "How far each curve falls from its dashed line, the whole picture. And the bands without which a network says something else.{said}"
    )
}

fn aside() -> Aside {
    Aside {
        title: "The paper’s Fig. 4, first row",
        text: html! {
            "There: a ResNet-50, one band at a time. Here: the networks and the picture of this page. What the paper says of people, \
             that they hardly see which band is missing, is not tested here: nobody was asked."
        },
    }
}

fn formula() -> Html {
    html! {
        <>
            <p>
                { "The picture without band " }{ inline([name("k")]) }
                { " is the inverse transform of its coefficients, with those of the band replaced by 0 (the paper’s eq. 6):" }
            </p>
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
