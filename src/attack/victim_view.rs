//! The attack on one model: at work, or what came of it.

use crate::{
    attack::{action::AttackAction, attacks::Stage, live::AttackLive, result::AttackResult, victim::Victim},
    charts::measure::Measure,
    networks::swatch::Swatch,
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

/// Properties of [`AttackVictim`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The model and the attack on it.
    pub victim: Victim,
    /// Whether the attack on another model is shown beside it.
    pub compared: bool,
    /// How the change of the spectrum is measured.
    pub measure: Measure,
    /// The band that the visitor points at.
    pub pointed: Option<Band>,
    /// Receives the band that the visitor points at.
    pub on_point: Callback<Option<Band>>,
    /// Receives what the visitor does.
    pub on_act: Callback<AttackAction>,
}

/// The attack on one model. The words are always there: screen readers only announce changes of what they know.
#[component]
pub fn AttackVictim(props: &Props) -> Html {
    let victim = &props.victim;
    let class = if matches!(victim.stage, Stage::Failed(_)) { "complaint" } else { "attack-words" };
    html! {
        <div class="attack-victim" data-testid={victim.side.testid("attack-victim")} data-state={victim.stage.name()}>
            if props.compared { <h3><Swatch side={victim.side} />{ &victim.name }</h3> }
            <p {class} role="status" data-testid={victim.side.testid("attack-words")}>{ victim.stage.words() }</p>
            { body(props) }
        </div>
    }
}

fn body(props: &Props) -> Html {
    let victim = &props.victim;
    match &victim.stage {
        Stage::Idle => html! {
            <p class="meaning">{ "No attack yet. The result will stand here: images, predictions and the spectrum of the change." }</p>
        },
        Stage::Failed(_) => Html::default(),
        Stage::Running(running) => html! { <AttackLive side={victim.side} running={running.clone()} /> },
        Stage::Done(attacked) => html! {
            <AttackResult
                victim={victim.clone()} attacked={attacked.clone()} measure={props.measure} pointed={props.pointed}
                on_point={props.on_point.clone()} on_act={props.on_act.clone()}
            />
        },
    }
}
