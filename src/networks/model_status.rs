//! One model on show: its name, and its accuracy or the progress of its loading.

use crate::{
    networks::{loading::Loading, models::LoadState, side::Side, swatch::Swatch},
    platform::connection::EnginePhase,
    words::words,
};
use freqscope_core::model::ModelCard;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub side: Side,
    /// Whether there are two models.
    pub compared: bool,
    pub phase: EnginePhase,
    /// None before there is a list of models.
    pub card: Option<ModelCard>,
    /// None before the engine is asked for it.
    pub load: Option<LoadState>,
    pub on_restart: Callback<()>,
    pub on_stop_comparing: Callback<()>,
}

#[component]
pub fn ModelStatus(props: &Props) -> Html {
    let loading = Loading { phase: props.phase.clone(), card: props.card.clone(), load: props.load };
    let state = loading.state();
    html! {
        <div class="model">
            <p class="model-name">
                if props.compared { <Swatch side={props.side} /> } else { <span class="label">{ words().networks.network() }</span> }
                <strong>{ props.card.as_ref().map_or("…", |card| &card.name) }</strong>
            </p>
            <p class="model-state" data-testid={props.side.testid("model-status")} data-state={state}>
                <span role="status">{ loading.text() }</span>{ loading.amount() }
            </p>
            { loading.progress() }
            if state == "failed" && props.side == Side::A {
                <button
                    type="button" class="button" data-testid="restart-engine"
                    onclick={props.on_restart.reform(|_: MouseEvent| ())}
                >{ words().networks.restart_engine() }</button>
            }
            if props.side == Side::B {
                <button
                    type="button" class="quiet" data-testid="stop-comparing"
                    onclick={props.on_stop_comparing.reform(|_: MouseEvent| ())}
                >{ words().networks.stop_comparing() }</button>
            }
        </div>
    }
}
