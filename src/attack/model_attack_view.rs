//! The attack on one model: while it runs, or its result.

use crate::{
    attack::{
        action::AttackAction, attacks::AttackStage, compared_axes::ComparedAxes, live::AttackLive,
        model_attack::ModelAttack, result::AttackResult,
    },
    charts::measure::Measure,
    export::Export,
    networks::swatch::Swatch,
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub attack: ModelAttack,
    /// Whether the attack on another model is shown beside it.
    pub compared: bool,
    pub measure: Measure,
    pub axes: ComparedAxes,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_act: Callback<AttackAction>,
    pub on_export: Callback<Export>,
}

/// The paragraph with the status is always there: screen readers only announce changes of elements that they know.
#[component]
pub fn ModelAttackView(props: &Props) -> Html {
    let attack = &props.attack;
    let class = if matches!(attack.stage, AttackStage::Failed(_)) { "complaint" } else { "attack-words" };
    html! {
        <div class="attack-victim" data-testid={attack.side.testid("attack-victim")} data-state={attack.stage.name()}>
            if props.compared { <h3><Swatch side={attack.side} />{ &attack.name }</h3> }
            <p {class} role="status" data-testid={attack.side.testid("attack-words")}>{ attack.stage.status_text() }</p>
            { body(props) }
        </div>
    }
}

fn body(props: &Props) -> Html {
    let attack = &props.attack;
    match &attack.stage {
        AttackStage::Idle => html! { <p class="meaning">{ attack.earlier.text() }</p> },
        AttackStage::Cancelled | AttackStage::Failed(_) => Html::default(),
        AttackStage::Running(running) => html! { <AttackLive side={attack.side} running={running.clone()} /> },
        AttackStage::Done(finished) => html! {
            <AttackResult
                attack={attack.clone()} finished={finished.clone()} measure={props.measure} axes={props.axes.clone()}
                pointed={props.pointed} on_point={props.on_point.clone()} on_act={props.on_act.clone()}
                on_export={props.on_export.clone()}
            />
        },
    }
}
