//! Transfer: what every loaded model says of the adversarial image.

use crate::{
    attack::transfer::{TransferAnswer, TransferEffect, TransferRow},
    networks::side::Side,
    text::percent,
    words::words,
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
            <h3>{ words().attack.same_image() }</h3>
            <div class="scroll" tabindex="0" role="region" aria-label={words().attack.transfer()}>
                <table class="figures" data-testid={props.side.testid("attack-transfer")}>
                    <thead>
                        <tr>
                            <th scope="col">{ words().attack.network() }</th>
                            <th scope="col">{ words().attack.says_before() }</th>
                            <th scope="col">{ words().attack.says_after() }</th>
                            <th scope="col">{ words().attack.effect() }</th>
                        </tr>
                    </thead>
                    <tbody>{ for props.rows.iter().map(|row| line(props.class, row)) }</tbody>
                </table>
            </div>
            if props.rows.len() == 1 {
                <p class="meaning">{ words().attack.compare_to_see() }</p>
            }
        </div>
    }
}

fn line(class: Class, row: &TransferRow) -> Html {
    let name = if row.attacked { words().attack.attacked(&row.name) } else { row.name.clone() };
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
        Some(TransferAnswer::Failed) => html! { <td colspan="3">{ words().attack.not_computed() }</td> },
        Some(TransferAnswer::Asked(_)) | None => html! { <td colspan="3">{ words().attack.waits_for_engine() }</td> },
    }
}

fn says(logits: &Logits) -> String {
    let class = logits.class();
    format!("{}, {}", words().classes.name(class), percent(f64::from(logits.probability(class))))
}
