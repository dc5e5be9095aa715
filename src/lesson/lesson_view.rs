//! The frame of a lesson: where one is in it, and the step or sheet that is open.

use crate::{
    lesson::{
        action::LessonAction,
        place::{Leaf, Place, Sheet},
        progress::{Given, Stage},
        sheet_view::{SheetPictures, SheetView},
        step_view::StepView,
    },
    picture::Picture,
    platform::fetched::Fetched,
    words::words,
};
use freqscope_core::occlusion::ablation::Ablation;
use freqscope_lesson::Lesson;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub lesson: Fetched<Lesson>,
    pub place: Place,
    /// The reply to each question.
    pub given: Vec<Given>,
    /// None before it has been read.
    pub picture: Option<Rc<Picture>>,
    /// The bands that are taken away.
    pub ablation: Ablation,
    /// What steps show of the picture, for sheets.
    pub pictures: SheetPictures,
    /// The parts of the page that the step shows, and those that it shows once its answer is open.
    pub shown: Html,
    pub revealed: Html,
    pub on_act: Callback<LessonAction>,
}

#[component]
pub fn LessonView(props: &Props) -> Html {
    html! {
        <div class="lesson" data-testid="lesson" data-state={props.lesson.name()} data-place={props.place.to_string()}>
            { bar(props) }
            { match (&props.lesson, props.place.leaf) {
                (Fetched::Ready(lesson), Leaf::Step(step)) => self::step(props, lesson, step),
                (Fetched::Ready(lesson), Leaf::Sheet(sheet)) => self::sheet(props, lesson, sheet),
                (Fetched::Failed(why), _) => html! { <p class="lesson-missing" role="status">{ why }</p> },
                _ => html! { <p class="lesson-missing" role="status">{ words().lesson.awaited() }</p> },
            } }
        </div>
    }
}

/// Its name, how far one is, and the way out.
fn bar(props: &Props) -> Html {
    let (title, steps) =
        props.lesson.get().map_or((words().lesson.lesson(), 0), |lesson| (lesson.title.as_str(), lesson.steps.len()));
    let here = match props.place.leaf {
        Leaf::Step(step) if steps > 0 => words().lesson.step(step + 1, steps),
        Leaf::Step(_) => String::new(),
        Leaf::Sheet(sheet) => sheet.title().into(),
    };
    let mark = |given: &Given| {
        html! { <li class={(given.stage == Stage::Answered).then_some("done")}></li> }
    };
    html! {
        <div class="progress">
            <b>{ title }</b>
            <span class="small" data-testid="lesson-step">{ here }</span>
            <ol aria-hidden="true">{ for props.given.iter().map(mark) }</ol>
            <button type="button" class="quiet" data-testid="lesson-leave" onclick={props.on_act.reform(|_: MouseEvent| LessonAction::Leave)}>
                { words().lesson.leave() }
            </button>
        </div>
    }
}

/// With other words everything is drawn anew, because a browser may have translated those that are there.
fn words_of(props: &Props, lesson: &Lesson) -> String {
    format!("{} of {}", props.place, lesson.title)
}

fn step(props: &Props, lesson: &Rc<Lesson>, place: usize) -> Html {
    html! {
        <StepView
            key={words_of(props, lesson)} lesson={lesson.clone()} {place} given={props.given[place].clone()} picture={props.picture.clone()}
            ablation={props.ablation} shown={props.shown.clone()} revealed={props.revealed.clone()} on_act={props.on_act.clone()}
        />
    }
}

fn sheet(props: &Props, lesson: &Rc<Lesson>, sheet: Sheet) -> Html {
    html! {
        <SheetView
            key={words_of(props, lesson)} lesson={lesson.clone()} {sheet} given={props.given.clone()} pictures={props.pictures.clone()}
            on_act={props.on_act.clone()}
        />
    }
}
