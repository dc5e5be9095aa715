//! One network's answer at the cut-off: three classes, or how far the network is from answering.

use crate::{
    lowpass::{
        answers,
        network::{Scores, ScreenNetwork},
        wording,
    },
    networks::side::Side,
    text::share,
    words::words,
};
use freqscope_core::{class::Class, spectrum::cutoff::Cutoff};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub network: ScreenNetwork,
    pub cutoff: Cutoff,
    pub on_restart: Callback<()>,
}

#[component]
pub fn AnswerView(props: &Props) -> Html {
    let network = &props.network;
    let state = network.loading.state();
    html! {
        <section class={classes!("answer", network.side.class())} data-testid={network.side.testid("answer")} data-state={state}>
            <h2>
                <b>{ wording::heading(&network.name, network.card.as_ref()) }</b>
                <span>{ network.card.as_ref().map(wording::training) }</span>
            </h2>
            if state == "ready" { { classes_of(props) } } else { { loading(props, state) } }
        </section>
    }
}

fn classes_of(props: &Props) -> Html {
    let network = &props.network;
    let home = network.whole().map(|logits| logits.class());
    let shown = network.answer(props.cutoff).map(|logits| answers::shown(&logits, home));
    let rows: Vec<Option<(Class, f64)>> = shown.map_or(vec![None; 3], |shown| shown.into_iter().map(Some).collect());
    html! { <ol>{ for rows.into_iter().map(row) }</ol> }
}

/// None while it is not known.
fn row(answer: Option<(Class, f64)>) -> Html {
    let Some((class, probability)) = answer else { return html! { <li><span>{ "…" }</span></li> } };
    html! {
        <li data-class={class.name()} data-probability={probability.to_string()}>
            <span>{ words().classes.name(class) }</span>
            <svg class="answer-bar" width="100%" height="8" aria-hidden="true">
                <rect width={share(probability.max(0.004))} height="100%" />
            </svg>
            <output>{ wording::probability(probability) }</output>
        </li>
    }
}

fn loading(props: &Props, state: &str) -> Html {
    let (network, loading) = (&props.network, &props.network.loading);
    let onclick = props.on_restart.reform(|_: MouseEvent| ());
    html! {
        <div class="answer-loading">
            <p><span role="status">{ loading.text() }</span>{ loading.amount() }</p>
            { loading.progress() }
            if matches!(network.scores, Scores::Stored(_)) { <p data-testid="stored-scores">{ words().lowpass.stored() }</p> }
            if state == "failed" && network.side == Side::A {
                <button type="button" class="button" data-testid="restart-engine" {onclick}>{ words().networks.restart_engine() }</button>
            }
        </div>
    }
}
