//! Transfer: what every loaded model says of the adversarial image.

use crate::{
    attack::transfer::{TransferAnswer, TransferEffect, TransferRow},
    networks::side::Side,
    text::percent,
};
use freqscope_core::{class::Class, logits::Logits};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Of the attacked model.
    pub side: Side,
    /// The class of the picture that was attacked.
    pub class: Class,
    /// What the models say, the attacked one first.
    pub rows: Vec<TransferRow>,
}

/// A line for each model.
#[component]
pub fn TransferTable(props: &Props) -> Html {
    html! {
        <div class="attack-transfer">
            <h3>{ "The same image on every loaded network" }</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Transfer">
                <table class="figures" data-testid={props.side.testid("attack-transfer")}>
                    <thead>
                        <tr>
                            <th scope="col">{ "Network" }</th>
                            <th scope="col">{ "Says before" }</th>
                            <th scope="col">{ "Says after" }</th>
                            <th scope="col">{ "Effect" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for props.rows.iter().map(|row| line(props.class, row)) }</tbody>
                </table>
            </div>
            if props.rows.len() == 1 {
                <p class="meaning">{ "Compare with another network to see whether this image fools it too." }</p>
            }
        </div>
    }
}

fn line(class: Class, row: &TransferRow) -> Html {
    let name = if row.attacked { format!("{} (attacked)", row.name) } else { row.name.clone() };
    html! {
        <tr data-testid="transfer-row" data-model={row.model.clone()}>
            <th scope="row">{ name }</th>
            { cells(class, row.answer) }
        </tr>
    }
}

fn cells(class: Class, answer: Option<TransferAnswer>) -> Html {
    match answer {
        Some(TransferAnswer::Known { before, after, .. }) => html! {
            <>
                <td>{ says(&before) }</td>
                <td>{ says(&after) }</td>
                <td>{ TransferEffect::of(class, before.class(), after.class()).name() }</td>
            </>
        },
        Some(TransferAnswer::Failed) => html! { <td colspan="3">{ "could not be computed" }</td> },
        Some(TransferAnswer::Asked(_)) | None => html! { <td colspan="3">{ "waiting for the engine" }</td> },
    }
}

fn says(logits: &Logits) -> String {
    let class = logits.class();
    format!("{class}, {}", percent(f64::from(logits.probability(class))))
}
