//! What is printed of a lesson: a worksheet, the answers, or what has been answered here.

use crate::{
    lesson::{
        action::LessonAction,
        place::{Leaf, Sheet},
        progress::Given,
        saved::verdict,
        sheet_picture::SheetPicture,
        step_view::HEADING,
    },
    picture::samples::Sample,
    text::local,
    words::words,
};
use freqscope_core::occlusion::ablation::Ablation;
use freqscope_lesson::{Lesson, Step, question::Choice};
use std::rc::Rc;
use yew::prelude::*;

/// The picture of each step that shows one, and what is taken away.
pub type SheetPictures = Rc<[Option<(Sample, Ablation)>]>;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub lesson: Rc<Lesson>,
    pub sheet: Sheet,
    pub given: Vec<Given>,
    pub pictures: SheetPictures,
    pub on_act: Callback<LessonAction>,
}

#[component]
pub fn SheetView(props: &Props) -> Html {
    let lesson = &props.lesson;
    html! {
        <article class="sheet" aria-labelledby={HEADING} data-testid="sheet" data-sheet={props.sheet.name()}>
            { controls(props) }
            <h1 id={HEADING}>{ &lesson.title }</h1>
            <p class="small">{ words().lesson.sheet_line(props.sheet.title(), lesson.minutes()) }</p>
            if props.sheet != Sheet::Answers {
                <p class="names"><span>{ words().lesson.name() }</span><span>{ words().lesson.date() }</span></p>
            } else {
                <p>{ words().lesson.before(&lesson.before) }</p>
            }
            <p>{ &lesson.summary }</p>
            <ol translate="yes">{ for lesson.steps.iter().enumerate().map(|(place, step)| item(props, place, step)) }</ol>
        </article>
    }
}

fn controls(props: &Props) -> Html {
    let act = |action: LessonAction| props.on_act.reform(move |_: MouseEvent| action.clone());
    let tab = |sheet: Sheet| {
        let pressed = (sheet == props.sheet).to_string();
        html! {
            <button
                type="button" class="button" aria-pressed={pressed} data-testid={format!("sheet-{}", sheet.name())}
                onclick={act(LessonAction::Go(Leaf::Sheet(sheet)))}
            >{ sheet.title() }</button>
        }
    };
    html! {
        <div class="step-buttons">
            <button type="button" class="button" data-testid="sheet-back" onclick={act(LessonAction::Go(Leaf::Step(0)))}>{ words().lesson.to_lesson() }</button>
            { for Sheet::ALL.map(tab) }
            <button type="button" class="button main" data-testid="sheet-print" onclick={act(LessonAction::Print)}>{ words().lesson.print() }</button>
            if props.sheet == Sheet::Mine {
                <button type="button" class="button" data-testid="sheet-save" onclick={act(LessonAction::Save)}>{ words().lesson.save() }</button>
                <button type="button" class="quiet" data-testid="sheet-forget" onclick={act(LessonAction::Forget)}>{ words().lesson.forget() }</button>
            }
        </div>
    }
}

fn item(props: &Props, place: usize, step: &Step) -> Html {
    let given = &props.given[place];
    let picture = |(sample, ablation): &(Sample, Ablation)| {
        html! { <SheetPicture sample={sample.clone()} ablation={*ablation} /> }
    };
    html! {
        <li data-testid="sheet-step">
            <h2>{ format!("{}. {}", place + 1, step.title) }</h2>
            <div class="sheet-step">
                { for props.pictures.get(place).iter().copied().flatten().map(picture) }
                <div>
                    if props.sheet != Sheet::Mine { { for step.text.iter().map(|text| html! { <p>{ text }</p> }) } }
                    <p class="asked"><b>{ &step.question.text }</b></p>
                    { match props.sheet {
                        Sheet::Worksheet => empty(step),
                        Sheet::Answers => solution(step),
                        Sheet::Mine => mine(step, given),
                    } }
                </div>
            </div>
        </li>
    }
}

/// Room for a reply.
fn empty(step: &Step) -> Html {
    match (&step.question.choices, &step.question.number) {
        (Some(choices), _) => boxes(choices, |_| false),
        (None, Some(number)) => html! { <p class="blank"><span></span>{ &number.unit }</p> },
        (None, None) => Html::default(),
    }
}

fn solution(step: &Step) -> Html {
    let number = step.question.number.as_ref().map(|number| {
        let [value, tolerance] = [number.value, number.tolerance].map(|number| local(number.to_string()));
        let solution = match number.tolerance > 0.0 {
            true => words().lesson.solution_about(&value, &number.unit, &tolerance),
            false => words().lesson.solution(&value, &number.unit),
        };
        html! { <p class="solution">{ solution }</p> }
    });
    html! {
        <>
            { for step.question.choices.iter().map(|choices| boxes(choices, |choice| choice.right)) }
            { for number }
            <p>{ &step.answer }</p>
            <p><b>{ words().lesson.look_for() }</b>{ " " }{ &step.look }</p>
            <p class="small">{ words().lesson.hint_and_minutes(&step.hint, step.minutes) }</p>
        </>
    }
}

fn mine(step: &Step, given: &Given) -> Html {
    html! {
        <p class="solution">
            { given.text(&step.question).unwrap_or(words().lesson.not_answered().into()) }{ verdict(step, given) }
        </p>
    }
}

fn boxes(choices: &[Choice], ticked: impl Fn(&Choice) -> bool) -> Html {
    let one = |choice: &Choice| {
        let ticked = ticked(choice);
        let mark = if ticked { "☒" } else { "☐" };
        html! {
            <li class={ticked.then_some("ticked")}>
                <span aria-hidden="true">{ mark }</span>{ " " }{ &choice.text }
                if ticked { <span class="heard">{ words().lesson.is_right() }</span> }
            </li>
        }
    };
    html! { <ul class="boxes">{ for choices.iter().map(one) }</ul> }
}
