//! What the models on show say, on one axis.

use crate::{
    networks::{prediction::Prediction, shown_model::ShownModel},
    words::words,
};
use freqscope_core::{figure::axis::Axis, spectrum::band::Bands};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub models: Vec<ShownModel>,
    /// The selected bands.
    pub bands: Bands,
}

#[component]
pub fn Predictions(props: &Props) -> Html {
    let compared = props.models.len() > 1;
    let after = |model: &ShownModel| model.after.filter(|_| !props.bands.is_empty());
    let all = props.models.iter().flat_map(|model| model.clean.into_iter().chain(after(model)));
    let axis = Axis::covering(all.flat_map(|logits| logits.0), 4);
    let one = |model: &ShownModel| {
        html! {
            <Prediction
                key={model.side.letter()} side={model.side} name={compared.then(|| model.name.clone())}
                axis={axis.clone()} before={model.clean} after={after(model)} stale={model.stale}
            />
        }
    };
    html! {
        <section class="prediction" aria-labelledby="prediction-title">
            <h2 id="prediction-title">{ if compared { words().networks.networks_say() } else { words().networks.network_says() } }</h2>
            <div class="predictions">
                if props.models.is_empty() { <Prediction axis={axis.clone()} /> }
                { for props.models.iter().map(one) }
            </div>
            <p class="meaning">
                { words().networks.only_ten_classes() }
            </p>
        </section>
    }
}
