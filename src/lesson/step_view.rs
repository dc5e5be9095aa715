//! One step: its words, what it shows, its question, and the way on.

use crate::{
    lesson::{
        action::LessonAction,
        part::Part,
        place::{Leaf, Sheet},
        progress::{Given, Stage},
        question_view::QuestionView,
    },
    picture::Picture,
    widgets::pixels::Pixels,
    words::words,
};
use freqscope_core::{image::Image, occlusion::ablation::Ablation};
use freqscope_lesson::{Lesson, Step, question::Judgement};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The id of a step's or sheet's heading, which gets the focus.
pub const HEADING: &str = "lesson-heading";

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub lesson: Rc<Lesson>,
    /// Of the step, from 0.
    pub place: usize,
    pub given: Given,
    pub picture: Option<Rc<Picture>>,
    pub ablation: Ablation,
    pub shown: Html,
    pub revealed: Html,
    pub on_act: Callback<LessonAction>,
}

#[component]
pub fn StepView(props: &Props) -> Html {
    let step = &props.lesson.steps[props.place];
    let pictured = Part::shown(step)[0].contains(&Part::Picture);
    let answered = props.given.stage == Stage::Answered;
    let said = use_node_ref();
    use_focus_once(said.clone(), answered);
    let asked = html! {
        <>
            <QuestionView question={step.question.clone()} given={props.given.clone()} on_act={props.on_act.clone()} />
            { hint(step) }
            <div ref={said} class="reply-live" tabindex="-1" aria-live="polite" data-testid="reply">{ reply(step, &props.given) }</div>
        </>
    };
    html! {
        <section class="step" aria-labelledby={HEADING} data-testid="step">
            <div class={classes!("step-top", pictured.then_some("pictured"))}>
                if pictured { { figure(props) } }
                <div class="step-words">
                    <h1 id={HEADING} translate="yes">{ &step.title }</h1>
                    { for step.text.iter().map(|paragraph| html! { <p translate="yes">{ paragraph }</p> }) }
                    if pictured { <div class="asked">{ asked.clone() }</div> }
                </div>
            </div>
            { props.shown.clone() }
            if !pictured { <div class="asked">{ asked }</div> }
            if answered { { props.revealed.clone() } }
            { buttons(props) }
        </section>
    }
}

/// Moves the focus to what is said when the answer opens: the control that opened it goes away then.
#[hook]
fn use_focus_once(node: NodeRef, answered: bool) {
    let before = use_mut_ref(|| answered);
    use_effect_with((node, answered), move |(node, answered)| {
        let opened = *answered && !before.replace(*answered);
        // It fails only where the element is gone.
        node.cast::<HtmlElement>().filter(|_| opened).iter().for_each(|element| drop(element.focus()));
    });
}

/// The picture without the bands that are taken away.
fn figure(props: &Props) -> Html {
    let bands = props.ablation.bands;
    let (words, without) = (&words().lesson, bands.to_string().replace('-', "–"));
    let caption = if bands.is_empty() { words.all_bands().into() } else { words.without_bands(&without) };
    let pixels = |picture: &Rc<Picture>| {
        let (rgba, title) = (props.ablation.apply(&picture.image).to_rgba8(), picture.origin.title());
        let label = match bands.is_empty() {
            true => words.picture_whole(&title),
            false => words.picture_without(&title, &without),
        };
        html! { <Pixels {rgba} width={Image::SIDE as u32} {label} testid="step-picture" /> }
    };
    html! {
        <figure>
            <div class="frame">{ for props.picture.iter().map(pixels) }</div>
            <figcaption class="small">{ caption }</figcaption>
        </figure>
    }
}

fn hint(step: &Step) -> Html {
    html! { <details class="hint"><summary data-testid="hint">{ words().lesson.hint() }</summary><p translate="yes">{ &step.hint }</p></details> }
}

/// What is said to a reply; nothing before somebody asks.
fn reply(step: &Step, given: &Given) -> Html {
    let judgement = given.judgement(&step.question);
    if given.stage == Stage::Answered {
        let word = match judgement {
            Some(Judgement::Right) => words().lesson.right(),
            Some(_) => words().lesson.not_quite(),
            None => words().lesson.the_answer(),
        };
        return html! {
            <div class="answered" data-testid="answer-open">
                <p><b>{ word }</b></p>
                <p translate="yes">{ &step.answer }</p>
                <p translate="yes"><b>{ words().lesson.look_for() }</b>{ " " }{ &step.look }</p>
            </div>
        };
    }
    match judgement {
        Some(Judgement::Unreadable) => {
            html! { <p class="answered">{ words().lesson.no_number() }</p> }
        }
        Some(_) => {
            html! { <p class="answered">{ words().lesson.not_it() }</p> }
        }
        None => Html::default(),
    }
}

fn buttons(props: &Props) -> Html {
    let last = props.lesson.steps.len() - 1;
    let on = props.place;
    let go = |leaf: Leaf| props.on_act.reform(move |_: MouseEvent| LessonAction::Go(leaf));
    let answered = props.given.stage == Stage::Answered;
    let open = props.on_act.reform(|_: MouseEvent| LessonAction::Open);
    html! {
        <div class="step-buttons">
            <button type="button" class="button" data-testid="step-back" disabled={on == 0} onclick={go(Leaf::Step(on.saturating_sub(1)))}>{ words().lesson.back() }</button>
            if on < last {
                <button type="button" class="button main" data-testid="step-next" onclick={go(Leaf::Step(on + 1))}>{ words().lesson.next() }</button>
            } else {
                <button type="button" class="button main" data-testid="step-next" onclick={go(Leaf::Sheet(Sheet::Mine))}>{ words().lesson.to_your_answers() }</button>
            }
            if !answered {
                <button type="button" class="quiet" data-testid="answer-show" onclick={open}>{ words().lesson.open_answer() }</button>
            }
            <button type="button" class="quiet" data-testid="to-worksheet" onclick={go(Leaf::Sheet(Sheet::Worksheet))}>{ words().lesson.worksheet() }</button>
        </div>
    }
}
