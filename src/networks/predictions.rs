//! What the models on show say, on one axis.

use crate::{
    charts::axis::Axis,
    networks::{prediction::Prediction, subject::Subject},
};
use freqscope_core::spectrum::band::Bands;
use yew::prelude::*;

/// Properties of [`Predictions`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The models on show.
    pub subjects: Vec<Subject>,
    /// The selected bands.
    pub bands: Bands,
}

/// What the models on show say.
#[component]
pub fn Predictions(props: &Props) -> Html {
    let compared = props.subjects.len() > 1;
    let after = |subject: &Subject| subject.after.filter(|_| !props.bands.is_empty());
    let all = props.subjects.iter().flat_map(|subject| subject.clean.into_iter().chain(after(subject)));
    let axis = Axis::covering(all.flat_map(|logits| logits.0), 4);
    let one = |subject: &Subject| {
        html! {
            <Prediction
                key={subject.side.letter()} side={subject.side} name={compared.then(|| subject.name.clone())}
                axis={axis.clone()} before={subject.clean} after={after(subject)} stale={subject.stale}
            />
        }
    };
    html! {
        <section class="prediction" aria-labelledby="prediction-title">
            <h2 id="prediction-title">{ if compared { "What the networks say" } else { "What the network says" } }</h2>
            <div class="predictions">
                if props.subjects.is_empty() { <Prediction axis={axis.clone()} /> }
                { for props.subjects.iter().map(one) }
            </div>
        </section>
    }
}
