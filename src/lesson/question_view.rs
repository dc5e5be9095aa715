//! The question of a step: choices, or a field for a number.

use crate::{
    lesson::{
        action::LessonAction,
        progress::{Given, Stage},
    },
    words::words,
};
use freqscope_lesson::question::{Choice, Number, Question};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub question: Question,
    pub given: Given,
    pub on_act: Callback<LessonAction>,
}

/// A form, so that Enter asks whether the reply is right. Once the answer is open, the reply stays.
#[component]
pub fn QuestionView(props: &Props) -> Html {
    let onsubmit = props.on_act.reform(|event: SubmitEvent| {
        event.prevent_default();
        LessonAction::Check
    });
    let answered = props.given.stage == Stage::Answered;
    html! {
        <form class="question" {onsubmit} data-testid="question">
            <fieldset disabled={answered}>
                <legend translate="yes">{ &props.question.text }</legend>
                { for props.question.choices.iter().flatten().enumerate().map(|(i, one)| choice(props, i, one)) }
                { for props.question.number.iter().map(|one| number(props, one)) }
            </fieldset>
            if !answered {
                <button type="submit" class="button" data-testid="check" disabled={props.given.reply.is_empty()}>{ words().lesson.check() }</button>
            }
        </form>
    }
}

fn choice(props: &Props, place: usize, choice: &Choice) -> Html {
    let chosen = props.given.reply == place.to_string();
    let onchange = props.on_act.reform(move |_: Event| LessonAction::Reply(place.to_string()));
    html! {
        <label class="lesson-choice">
            <input type="radio" name="lesson-choice" value={place.to_string()} checked={chosen} {onchange} />
            <span translate="yes">{ &choice.text }</span>
        </label>
    }
}

fn number(props: &Props, number: &Number) -> Html {
    let on_act = props.on_act.clone();
    let oninput = move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        on_act.emit(LessonAction::Reply(input.value()));
    };
    html! {
        <label class="lesson-number">
            <span class="heard">{ &props.question.text }</span>
            <input
                type="text" inputmode="decimal" autocomplete="off" size="8" data-testid="number" value={props.given.reply.clone()}
                {oninput}
            />
            <span>{ &number.unit }</span>
        </label>
    }
}
