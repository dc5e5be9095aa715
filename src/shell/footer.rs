//! The page's foot: what the numbers mean, which network answers, and what happens to the visitor's data.

use crate::{networks::model_summary, text::percent};
use freqscope_core::model::{ModelCard, ModelSource};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The networks that answer.
    pub models: Vec<ModelCard>,
}

#[component]
pub fn Footer(props: &Props) -> Html {
    html! {
        <footer class="foot">
            <section translate="yes">
                <h2 id="method-title">{ "Method" }</h2>
                <p>
                    { "Each colour channel of the 32 × 32 image, with pixels in [0, 1], is turned into a spectrum by the \
                       orthonormal two-dimensional DCT-II. Band k holds all coefficients (u, v) with u + v = k, from \
                       k = 0, the mean colour, to k = 62, the finest checkerboard." }
                </p>
                <p>
                    { "To take a band out, its coefficients in all three channels are replaced, by zeros unless you \
                       choose otherwise, and the spectrum is turned back into an image. The score of band k for class c \
                       is " }<i>{ "f" }</i><sub>{ "c" }</sub>{ "(image) − " }<i>{ "f" }</i><sub>{ "c" }</sub>
                    { "(image without band k), where " }<i>{ "f" }</i><sub>{ "c" }</sub>
                    { " is the logit of class c: the network’s output before the softmax. It says what this network \
                       does with this image, and no more." }
                </p>
                <p class="citation">
                    { "After Z. Wang, Y. Yang, A. Shrivastava, V. Rawal and Z. Ding, " }
                    <cite>{ "Towards Frequency-Based Explanation for Robust CNN" }</cite>{ ", 2020." }
                </p>
            </section>
            <section>
                <h2>{ "Network and data" }</h2>
                if props.models.is_empty() {
                    <p>{ "The network is described here once the list of models has arrived." }</p>
                }
                { for props.models.iter().map(card) }
                <p>
                    { "The samples are test images of CIFAR-10 (A. Krizhevsky, 2009). How each network was trained, and what \
                       it withstands, is in the " }<a href="models.html">{ "model cards" }</a>{ "." }
                </p>
                <p>
                    { "Your browser computes everything: spectra and ablated images in this page, the network in a \
                       worker, on the GPU where it is fit for the work and on the CPU otherwise. No image is sent \
                       anywhere, and nobody is counted or tracked." }
                </p>
            </section>
        </footer>
    }
}

fn card(model: &ModelCard) -> Html {
    html! {
        <p>
            <strong>{ &model.name }</strong>
            { format!(" ({}): {} {}, 8 bits a weight.", model.architecture, measured(model), model_summary::size(model)) }
        </p>
    }
}

fn measured(model: &ModelCard) -> String {
    let ModelSource::Shipped { accuracy, .. } = &model.source else {
        return "a file of your own, of which nothing has been measured here.".into();
    };
    let clean = match accuracy {
        Some(share) => format!("{} of the 10,000 test images correct with these weights", percent(*share)),
        None => "Its accuracy with these weights has not been measured".into(),
    };
    let robust = model_summary::THREATS.iter().filter_map(|threat| model_summary::robust(model, threat));
    let measured = std::iter::once(clean).chain(robust).collect::<Vec<_>>().join("; ");
    format!("{} training on CIFAR-10. {measured}.", model_summary::training(model))
}
