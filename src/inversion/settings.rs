//! Where a representation inversion begins, how long it searches, and the button that starts and stops it.

use crate::{
    inversion::{action::InversionAction, inversions::InversionForm},
    picture::samples::Sample,
    widgets::{
        choice::{Choice, ChoiceOption},
        clicks::first_click,
        segmented::Segmented,
    },
    words::words,
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub form: InversionForm,
    /// The possible starts.
    pub samples: Rc<[Sample]>,
    /// The one that a run would begin at.
    pub start: Option<Sample>,
    /// Whether an inversion can be started.
    pub ready: bool,
    pub running: bool,
    pub on_act: Callback<InversionAction>,
}

/// The settings. The button that starts also stops, so that the focus stays on it.
#[component]
pub fn InversionSettings(props: &Props) -> Html {
    let act = if props.running { InversionAction::Cancel } else { InversionAction::Run };
    let onclick = first_click(&props.on_act, move || act.clone());
    html! {
        <>
            <div class="survey-view">{ starts(props) }{ steps(props) }</div>
            <div class="buttons">
                <button
                    type="button" class="button" data-testid="inversion-run" disabled={!props.running && !props.ready} {onclick}
                >
                    { if props.running { words().inversion.stop() } else { words().inversion.invert() } }
                </button>
            </div>
            if !props.ready { <p class="meaning">{ words().inversion.not_ready() }</p> }
        </>
    }
}

fn starts(props: &Props) -> Html {
    let text = |sample: &Sample| words().inversion.sample(words().classes.name(sample.class), sample.index);
    let options: Vec<ChoiceOption> =
        props.samples.iter().map(|sample| ChoiceOption::new(sample.file.clone(), text(sample))).collect();
    let selected = props.samples.iter().position(|sample| Some(sample) == props.start.as_ref()).unwrap_or_default();
    let (form, samples) = (props.form.clone(), props.samples.clone());
    let on_choose = props.on_act.reform(move |i: usize| {
        InversionAction::Change(InversionForm { start: samples.get(i).cloned(), ..form.clone() })
    });
    html! { <Choice label={words().inversion.begin_at()} testid="inversion-start" {options} {selected} {on_choose} /> }
}

fn steps(props: &Props) -> Html {
    let options: Vec<AttrValue> = InversionForm::STEPS.iter().map(|steps| steps.to_string().into()).collect();
    let selected = InversionForm::STEPS.iter().position(|&steps| steps == props.form.steps).unwrap_or_default();
    let form = props.form.clone();
    let on_choose = props.on_act.reform(move |i: usize| {
        InversionAction::Change(InversionForm { steps: InversionForm::STEPS[i], ..form.clone() })
    });
    let (legend, meaning) = (words().inversion.steps(), words().inversion.steps_meaning());
    html! { <Segmented {legend} name="inversion-steps" {options} {selected} {meaning} {on_choose} /> }
}
