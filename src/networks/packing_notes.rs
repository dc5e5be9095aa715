//! How a checkpoint was read, and what had to be taken for granted.

use freqscope_core::model::{Normalisation, Packing};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The model's name.
    pub name: AttrValue,
    pub packing: Packing,
}

#[component]
pub fn PackingNotes(props: &Props) -> Html {
    let packing = &props.packing;
    let Normalisation { mean, std } = packing.normalisation;
    let says = if packing.normalisation_is_stored { "as the file says" } else { "as you said" };
    let place = if packing.key.is_empty() { String::new() } else { format!(", as “{}”", packing.key) };
    html! {
        <details class="packing" data-testid="packing">
            <summary>{ format!("How “{}” was read", props.name) }</summary>
            <p>
                { format!("Its names are those of the {} layout{place}. ", packing.layout) }
                { format!("From pixels {} is subtracted, and they are divided by {}, {says}. ", written(mean), written(std)) }
                { format!("Its weights are rounded to 8 bits, which changes a logit of a test image by at most {:.3}.", packing.rounding) }
            </p>
            <p>{ "Weights do not say the following, which is taken for granted:" }</p>
            <ul>{ for packing.assumptions.iter().map(|sentence| html! { <li>{ sentence }</li> }) }</ul>
            <p>{ "Whether it is so, " }<code>{ "lab pack --check" }</code>{ " finds out with logits of your own code." }</p>
        </details>
    }
}

fn written(values: [f32; 3]) -> String {
    values.map(|value| value.to_string()).join(", ")
}
