//! The list of the lessons.

use crate::{
    lesson::{
        place::{Leaf, Place, Sheet},
        progress::Progress,
    },
    platform::{address, fetched::Fetched},
    shell::section::Section,
    widgets::file_button::FileButton,
};
use freqscope_lesson::listing::Listed;
use gloo::file::File;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub list: Fetched<Vec<Listed>>,
    pub progress: Progress,
    /// Receives a teacher's own lesson.
    pub on_file: Callback<File>,
}

#[component]
pub fn LessonList(props: &Props) -> Html {
    let heading = Section::Lessons.heading();
    html! {
        <section class="lessons" aria-labelledby={heading.clone()} data-testid="lessons" data-state={props.list.name()}>
            <h2 id={heading}>{ Section::Lessons.title() }</h2>
            <p class="reading" translate="yes">
                { "For a class, or for oneself: step by step, with a question each. Answers stay in this browser." }
            </p>
            { match &props.list {
                Fetched::Ready(list) => html! { <ul class="lesson-list">{ for list.iter().map(|one| item(props, one)) }</ul> },
                Fetched::Failed(why) => html! { <p class="meaning">{ "The list of lessons is missing. " }{ why }</p> },
                _ => html! { <p class="meaning">{ "The list of lessons is being fetched." }</p> },
            } }
            <div class="own">
                <FileButton label="Open a lesson of your own" accept=".json" testid="lesson-input" on_file={props.on_file.clone()} />
                <p>{ "A file as docs/lessons.md describes it; you can also drop it anywhere on the page." }</p>
            </div>
            <p class="small">
                { "In front of a class: " }
                <a href={address::projected(true, "")} data-testid="projector">{ "one figure in large type" }</a>
                { "; lessons too open in it." }
            </p>
        </section>
    }
}

fn item(props: &Props, listed: &Listed) -> Html {
    let done = props.progress.answered(&listed.id);
    let link = |leaf: Leaf| format!("#v1/lesson={}", Place { id: listed.id.clone(), leaf });
    let sheet = |sheet: Sheet| {
        html! { <a href={link(Leaf::Sheet(sheet))} aria-label={format!("{}: {}", sheet.title(), listed.title)}>{ sheet.title() }</a> }
    };
    let amount = match done {
        0 => format!("{} steps, {} minutes", listed.steps, listed.minutes),
        done => format!("{done} of {} steps answered", listed.steps),
    };
    html! {
        <li data-testid="lesson-item" data-lesson={listed.id.clone()}>
            <h3 translate="yes"><a href={link(Leaf::Step(0))}>{ &listed.title }</a></h3>
            <p translate="yes">{ &listed.summary }</p>
            <p class="small">
                <span>{ amount }</span>
                { for [Sheet::Worksheet, Sheet::Answers].map(sheet) }
            </p>
        </li>
    }
}
