//! What the network says: ten logits, before and after bands are taken out.

use crate::{
    class::Class,
    frequency::Bands,
    logits::Logits,
    page::{axis::Axis, components::LogitRow, text::percent},
};
use yew::prelude::*;

/// Properties of [`Prediction`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The logits of the whole image.
    pub before: Option<Logits>,
    /// The logits without the bands, or the newest such.
    pub after: Option<Logits>,
    /// Whether `after` belongs to an earlier selection.
    pub stale: bool,
    /// The selected bands.
    pub bands: Bands,
}

/// What the network says.
#[component]
pub fn Prediction(props: &Props) -> Html {
    let after = props.after.filter(|_| !props.bands.is_empty());
    let all = props.before.iter().chain(&after).flat_map(|logits| logits.0);
    let axis = Axis::covering(all, 4);
    let row = |class: Class| {
        html! {
            <LogitRow
                {class} low={axis.low()} high={axis.high()} stale={props.stale}
                before={props.before.map(|logits| logits.of(class))} after={after.map(|logits| logits.of(class))}
                top_before={props.before.map(|logits| logits.class()) == Some(class)}
                top_after={after.map(|logits| logits.class()) == Some(class)}
            />
        }
    };
    html! {
        <section class="prediction" aria-labelledby="prediction-title">
            <h2 id="prediction-title">{ "What the network says" }</h2>
            { verdict(props.before, after.filter(|_| !props.stale)) }
            <table class="logits">
                <thead>
                    <tr>
                        <th scope="col">{ "Class" }</th>
                        <th scope="col" class="bars">{ "Logit" }</th>
                        <th scope="col" class="number before">{ "Whole" }</th>
                        <th scope="col" class="number after">{ "Without" }</th>
                    </tr>
                </thead>
                <tbody>{ for Class::ALL.into_iter().map(row) }</tbody>
            </table>
        </section>
    }
}

fn verdict(before: Option<Logits>, after: Option<Logits>) -> Html {
    let named = |logits: Logits| {
        let class = logits.class();
        (class.name(), percent(f64::from(logits.probability(class))))
    };
    let whole = before.map(named);
    let without = after.map(named);
    html! {
        <p class="verdict" aria-live="polite">
            <span class="label">{ "Whole image" }</span>
            <strong data-testid="prediction" data-class={whole.as_ref().map(|(name, _)| *name)}>
                { whole.as_ref().map_or("…", |(name, _)| *name) }
            </strong>
            <span class="probability">{ whole.map(|(_, probability)| probability).unwrap_or_default() }</span>
            <span class="label">{ "Without the bands" }</span>
            <strong>{ without.as_ref().map_or("–", |(name, _)| *name) }</strong>
            <span class="probability">{ without.map(|(_, probability)| probability).unwrap_or_default() }</span>
        </p>
    }
}
