//! The list of the lessons.

use crate::{
    lesson::{
        place::{Leaf, Place, Sheet},
        progress::Progress,
    },
    platform::{address, fetched::Fetched},
    shell::section::Section,
    widgets::file_button::FileButton,
    words::words,
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
    let projector = html! {
        <a href={address::projected(true, "")} data-testid="projector">{ words().lesson.projector() }</a>
    };
    html! {
        <section class="lessons" aria-labelledby={heading.clone()} data-testid="lessons" data-state={props.list.name()}>
            <h2 id={heading}>{ Section::Lessons.title() }</h2>
            <p class="reading" translate="yes">{ words().lesson.intro() }</p>
            { match &props.list {
                Fetched::Ready(list) => html! { <ul class="lesson-list">{ for list.iter().map(|one| item(props, one)) }</ul> },
                Fetched::Failed(why) => html! { <p class="meaning">{ words().lesson.list_missing() }{ why }</p> },
                _ => html! { <p class="meaning">{ words().lesson.list_awaited() }</p> },
            } }
            <div class="own">
                <FileButton label={words().lesson.open_own()} accept=".json" testid="lesson-input" on_file={props.on_file.clone()} />
                <p>{ words().lesson.own_meaning() }</p>
            </div>
            <p class="small">{ words().lesson.in_front_of_class(projector) }</p>
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
        0 => words().lesson.amount(listed.steps, listed.minutes),
        done => words().lesson.answered(done, listed.steps),
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
