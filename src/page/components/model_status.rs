//! Which model answers, or how far it is from answering.

use crate::{
    page::{
        components::{Choice, Opt},
        connection::Phase,
        text::{megabytes, percent},
    },
    protocol::ModelCard,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ModelStatus`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// How the engine is doing.
    pub phase: Phase,
    /// The models to choose from.
    pub models: Rc<[ModelCard]>,
    /// The chosen model.
    pub model: Option<ModelCard>,
    /// Receives the id of another model.
    pub on_choose: Callback<String>,
    /// The visitor starts the engine again.
    pub on_restart: Callback<()>,
}

/// Which model answers, or how far it is from answering.
#[component]
pub fn ModelStatus(props: &Props) -> Html {
    html! {
        <div class="model">
            { name(props) }
            <div class="model-line">
                <p data-testid="model-status" data-state={state(&props.phase)} role="status">
                    { describe(&props.phase, props.model.as_ref()) }
                </p>
                { progress(&props.phase) }
                if props.phase == Phase::Failed {
                    <button
                        type="button" class="button" data-testid="restart-engine"
                        onclick={props.on_restart.reform(|_: MouseEvent| ())}
                    >{ "Restart the engine" }</button>
                }
            </div>
        </div>
    }
}

fn name(props: &Props) -> Html {
    let Some(model) = &props.model else {
        return html! { <p class="choice"><span>{ "Network" }</span><span class="model-name">{ "…" }</span></p> };
    };
    if props.models.len() < 2 {
        return html! { <p class="choice"><span>{ "Network" }</span><span class="model-name">{ &model.name }</span></p> };
    }
    let options: Vec<Opt> = props.models.iter().map(|card| Opt::new(card.id.clone(), card.name.clone())).collect();
    let selected = props.models.iter().position(|card| card.id == model.id).unwrap_or_default();
    let models = props.models.clone();
    let on_choose = props.on_choose.reform(move |i: usize| models[i].id.clone());
    html! { <Choice label="Network" testid="model-select" {options} {selected} {on_choose} /> }
}

fn state(phase: &Phase) -> &'static str {
    match phase {
        Phase::Fetching { .. } | Phase::Starting => "waiting",
        Phase::Loading { .. } => "loading",
        Phase::Ready => "ready",
        Phase::Failed => "failed",
    }
}

fn describe(phase: &Phase, model: Option<&ModelCard>) -> String {
    match phase {
        Phase::Fetching { done: 0, .. } => "Fetching the engine…".into(),
        Phase::Fetching { done, total: Some(total) } if done >= total => "Preparing the engine…".into(),
        Phase::Fetching { done, total: Some(total) } => {
            format!("Engine: {} of {} MB", megabytes(*done), megabytes(*total))
        }
        Phase::Fetching { done, total: None } => format!("Engine: {} MB…", megabytes(*done)),
        Phase::Starting => "Choosing a device…".into(),
        Phase::Loading { done, total, .. } if done >= total && *total > 0 => "Self-test…".into(),
        Phase::Loading { done, total, .. } => format!("Weights: {} of {} MB", megabytes(*done), megabytes(*total)),
        Phase::Ready => {
            model.map_or("Ready".into(), |card| format!("{} correct on the test set", percent(card.accuracy)))
        }
        Phase::Failed => "The engine is not running.".into(),
    }
}

/// A thin bar; it keeps its place when there is nothing to show.
fn progress(phase: &Phase) -> Html {
    let (done, total) = match phase {
        Phase::Fetching { done, total } => (*done, total.unwrap_or(0)),
        Phase::Loading { done, total, .. } => (*done, *total),
        Phase::Starting => (0, 0),
        Phase::Ready | Phase::Failed => return html! { <div class="progress-gap"></div> },
    };
    match total {
        0 => html! { <progress aria-label="Loading"></progress> },
        total => html! { <progress aria-label="Loading" value={done.to_string()} max={total.to_string()}></progress> },
    }
}
