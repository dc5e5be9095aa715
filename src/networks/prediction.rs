//! What one model says: ten logits, before and after bands are taken out.

use crate::{
    networks::{logit_row::LogitRow, side::Side, swatch::Swatch},
    text::percent,
    words::words,
};
use freqscope_core::{class::Class, figure::axis::Axis, logits::Logits};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    #[prop_or(Side::A)]
    pub side: Side,
    /// The model's name, where there are two.
    #[prop_or_default]
    pub name: Option<String>,
    pub axis: Axis,
    /// The logits of the whole image.
    #[prop_or_default]
    pub before: Option<Logits>,
    /// The logits without the bands, or the newest such.
    #[prop_or_default]
    pub after: Option<Logits>,
    /// Whether `after` belongs to an earlier selection.
    #[prop_or_default]
    pub stale: bool,
}

#[component]
pub fn Prediction(props: &Props) -> Html {
    let after = props.after;
    let row = |class: Class| {
        html! {
            <LogitRow
                {class} testid={props.side.testid("logit")} low={props.axis.low()} high={props.axis.high()}
                stale={props.stale}
                before={props.before.map(|logits| logits.of(class))} after={after.map(|logits| logits.of(class))}
                top_before={props.before.map(|logits| logits.class()) == Some(class)}
                top_after={after.map(|logits| logits.class()) == Some(class)}
            />
        }
    };
    html! {
        <div class="one">
            if let Some(name) = &props.name { <h3><Swatch side={props.side} />{ name }</h3> }
            { verdict(props.side, props.before, after.filter(|_| !props.stale)) }
            <table class="logits">
                <thead>
                    <tr>
                        <th scope="col">{ words().networks.class() }</th>
                        <th scope="col" class="bars">{ words().networks.logit() }</th>
                        <th scope="col" class="number before">{ words().networks.whole() }</th>
                        <th scope="col" class="number after">{ words().networks.without() }</th>
                    </tr>
                </thead>
                <tbody>{ for Class::ALL.into_iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn verdict(side: Side, before: Option<Logits>, after: Option<Logits>) -> Html {
    let named = |logits: Logits| {
        let class = logits.class();
        (class, percent(f64::from(logits.probability(class))))
    };
    let words = words();
    let whole = before.map(named);
    let without = after.map(named);
    html! {
        <p class="verdict" aria-live="polite">
            <span class="label">{ words.networks.whole_image() }</span>
            <strong data-testid={side.testid("prediction")} data-class={whole.as_ref().map(|(class, _)| class.name())}>
                { whole.as_ref().map_or("…", |(class, _)| words.classes.name(*class)) }
            </strong>
            <span class="probability">{ whole.map(|(_, probability)| probability).unwrap_or_default() }</span>
            <span class="label">{ words.networks.without_bands() }</span>
            <strong>{ without.as_ref().map_or("–", |(class, _)| words.classes.name(*class)) }</strong>
            <span class="probability">{ without.map(|(_, probability)| probability).unwrap_or_default() }</span>
        </p>
    }
}
