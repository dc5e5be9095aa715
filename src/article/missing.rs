//! What a network says when one frequency is missing.

use crate::{
    article::{
        chapter::{Aside, Chapter},
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
use freqscope_core::spectrum::band::Band;
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
            <p>
                { "For a picture a network gives ten numbers, one for each class it knows: its " }{ Word::Logit.term() }
                { ". The largest is its answer, whatever the picture shows. Take one band out, add up the rest, and ask again. \
                   If the logit of a class falls, the band was evidence for it." }
            </p>
            { for story.models.first().and_then(fall_sentence).map(|sentence| html! { <p>{ sentence }</p> }) }
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
    let part = |model: &ShownModel| {
        let report = model.report()?;
        Some(format!("the {} changes its answer in {}", model.name, changes(report)))
    };
    let parts: Vec<String> = story.models.iter().filter_map(part).collect();
    let counted = if parts.is_empty() { String::new() } else { format!(": of {}, {}", Band::COUNT, parts.join(", ")) };
    html! { { format!("The bands without which a network says something else{counted}. And those whose absence makes it surer.") } }
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
