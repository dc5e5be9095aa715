//! What a checkpoint leaves open, put to the visitor.

use crate::words::words;
use freqscope_core::model::{Hints, Normalisation, Questions};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Name of the file.
    pub name: AttrValue,
    pub questions: Questions,
    pub on_answer: Callback<Hints>,
    /// The visitor does not want to open it.
    pub on_leave: Callback<()>,
}

/// How pixels are normalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Cifar10,
    None,
    Other,
}

/// What the visitor has chosen and written.
#[derive(Debug, Clone, PartialEq)]
struct Form {
    key: usize,
    choice: Choice,
    mean: String,
    std: String,
}

impl Form {
    fn new() -> Self {
        let [mean, std] = [Normalisation::CIFAR10.mean, Normalisation::CIFAR10.std].map(written);
        Self { key: 0, choice: Choice::Cifar10, mean, std }
    }

    /// # Errors
    /// A sentence that says which numbers are wanted.
    fn hints(&self, questions: &Questions) -> Result<Hints, String> {
        let key = questions.keys.get(self.key).cloned();
        let normalisation = questions.normalisation.then(|| match self.choice {
            Choice::Cifar10 => Ok(Normalisation::CIFAR10),
            Choice::None => Ok(Normalisation::NONE),
            Choice::Other => Normalisation::new(numbers(&self.mean)?, numbers(&self.std)?)
                .map_err(|clause| words().networks.cannot_be(&clause)),
        });
        Ok(Hints { key, normalisation: normalisation.transpose()? })
    }
}

fn written(values: [f32; 3]) -> String {
    values.map(|value| value.to_string()).join(", ")
}

fn numbers(text: &str) -> Result<[f32; 3], String> {
    let numbers: Option<Vec<f32>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    let three = numbers.and_then(|numbers| numbers.try_into().ok());
    three.ok_or_else(|| words().networks.three_numbers().into())
}

#[component]
pub fn CheckpointQuestions(props: &Props) -> Html {
    let form = use_state(Form::new);
    let answer = form.hints(&props.questions);
    let onsubmit = {
        let (answer, on_answer) = (answer.clone().ok(), props.on_answer.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            answer.iter().for_each(|hints| on_answer.emit(hints.clone()));
        }
    };
    html! {
        <dialog open={true} class="questions" aria-labelledby="questions-title" data-testid="checkpoint-questions">
            <form {onsubmit}>
                <h2 id="questions-title">{ words().networks.open_checkpoint(&props.name) }</h2>
                if !props.questions.keys.is_empty() { { networks(&props.questions.keys, &form) } }
                if props.questions.normalisation { { normalisation(&form) } }
                <p role="status">{ answer.as_ref().err().cloned().unwrap_or_default() }</p>
                <p class="actions">
                    <button type="submit" class="button" disabled={answer.is_err()} data-testid="checkpoint-open">{ words().networks.open_it() }</button>
                    <button type="button" class="quiet" onclick={props.on_leave.reform(|_: MouseEvent| ())}>{ words().networks.leave_it() }</button>
                </p>
            </form>
        </dialog>
    }
}

fn networks(keys: &[String], form: &UseStateHandle<Form>) -> Html {
    let radio = |(index, key): (usize, &String)| {
        let label =
            if key.is_empty() { words().networks.top_of_file().to_owned() } else { words().networks.quoted(key) };
        let on_choose = edit(form, move |form| form.key = index);
        radio("checkpoint-key", label, form.key == index, on_choose)
    };
    html! {
        <fieldset>
            <legend>{ words().networks.which_network() }</legend>
            { for keys.iter().enumerate().map(radio) }
        </fieldset>
    }
}

fn normalisation(form: &UseStateHandle<Form>) -> Html {
    let words = &words().networks;
    let Normalisation { mean, std } = Normalisation::CIFAR10;
    let choices = [
        (Choice::Cifar10, words.usual_pixels(&written(mean), &written(std))),
        (Choice::None, words.plain_pixels().into()),
        (Choice::Other, words.other_pixels().into()),
    ];
    let row = |(choice, label): (Choice, String)| {
        radio("checkpoint-pixels", label, form.choice == choice, edit(form, move |form| form.choice = choice))
    };
    html! {
        <fieldset>
            <legend>{ words.what_with_pixels() }</legend>
            { for choices.into_iter().map(row) }
            if form.choice == Choice::Other {
                { field(words.it_subtracts(), &form.mean, write(form, |form, text| form.mean = text)) }
                { field(words.divides_by(), &form.std, write(form, |form, text| form.std = text)) }
            }
        </fieldset>
    }
}

fn radio(name: &'static str, label: String, checked: bool, on_choose: Callback<Event>) -> Html {
    html! { <label class="line radio"><input type="radio" {name} {checked} onchange={on_choose} />{ label }</label> }
}

fn field(label: &'static str, value: &str, on_write: Callback<InputEvent>) -> Html {
    html! { <label class="line">{ label }<input type="text" value={value.to_owned()} oninput={on_write} /></label> }
}

fn edit(form: &UseStateHandle<Form>, change: impl Fn(&mut Form) + 'static) -> Callback<Event> {
    let form = form.clone();
    Callback::from(move |_: Event| {
        let mut changed = (*form).clone();
        change(&mut changed);
        form.set(changed);
    })
}

fn write(form: &UseStateHandle<Form>, change: impl Fn(&mut Form, String) + 'static) -> Callback<InputEvent> {
    let form = form.clone();
    Callback::from(move |event: InputEvent| {
        let mut changed = (*form).clone();
        change(&mut changed, event.target_unchecked_into::<HtmlInputElement>().value());
        form.set(changed);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_what_was_asked_for() {
        let questions = Questions { keys: vec!["ema".into(), "model".into()], normalisation: true };
        let mut form = Form { key: 1, ..Form::new() };
        let expected = Hints { key: Some("model".into()), normalisation: Some(Normalisation::CIFAR10) };
        assert_eq!(form.hints(&questions), Ok(expected.clone()));
        form.choice = Choice::Other;
        assert_eq!(form.hints(&questions), Ok(expected), "the fields begin with CIFAR-10's");
        form.mean = "125.3, 123, 113.9".into();
        assert!(form.hints(&questions).unwrap_err().contains("divide them by 255"));
        form.std = "0.2, 0.2".into();
        assert!(form.hints(&Questions { keys: Vec::new(), normalisation: false }).is_ok());
        form.mean = "0.5, 0.5, 0.5".into();
        assert!(form.hints(&questions).unwrap_err().contains("three numbers"));
    }
}
