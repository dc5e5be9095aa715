//! The page's foot: what the numbers mean, which network answers, and what happens to the visitor's data.

use crate::{networks::model_summary, text::percent, words::words};
use freqscope_core::model::{ModelCard, ModelSource};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The networks that answer.
    pub models: Vec<ModelCard>,
}

#[component]
pub fn Footer(props: &Props) -> Html {
    let words = &words().shell;
    html! {
        <footer class="foot">
            <section translate="yes">
                <h2 id="method-title">{ words.method() }</h2>
                <p>{ words.method_bands() }</p>
                <p>{ words.method_score() }</p>
                <p class="citation">{ words.paper() }</p>
            </section>
            <section>
                <h2>{ words.network_and_data() }</h2>
                if props.models.is_empty() {
                    <p>{ words.no_network_yet() }</p>
                }
                { for props.models.iter().map(card) }
                <p>{ words.sources() }</p>
                <p>{ words.privacy() }</p>
                <p>{ words.licences() }</p>
            </section>
        </footer>
    }
}

fn card(model: &ModelCard) -> Html {
    let about =
        words().shell.network_card(&model.architecture.to_string(), &measured(model), &model_summary::size(model));
    html! { <p><strong>{ &model.name }</strong>{ about }</p> }
}

fn measured(model: &ModelCard) -> String {
    let words = &words().shell;
    let ModelSource::Shipped { accuracy, .. } = &model.source else { return words.nothing_measured().into() };
    let clean = match accuracy {
        Some(share) => words.clean_accuracy(&percent(*share)),
        None => words.no_accuracy().into(),
    };
    let robust = model_summary::THREATS.iter().filter_map(|threat| model_summary::robust(model, threat));
    let measured = std::iter::once(clean).chain(robust).collect::<Vec<_>>().join("; ");
    words.trained(&model_summary::training(model), &measured)
}
