//! How a checkpoint was read, and what had to be taken for granted.

use crate::{text::local, words::words};
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
    let words = &words().networks;
    let packing = &props.packing;
    let Normalisation { mean, std } = packing.normalisation;
    let says = if packing.normalisation_is_stored { words.as_file_says() } else { words.as_you_said() };
    let place = if packing.key.is_empty() { String::new() } else { words.as_key(&packing.key) };
    html! {
        <details class="packing" data-testid="packing">
            <summary>{ words.how_read(&props.name) }</summary>
            <p>
                { words.packed_names(&packing.layout.to_string(), &place) }
                { words.packed_pixels(&written(mean), &written(std), says) }
                { words.packed_rounding(&local(format!("{:.3}", packing.rounding))) }
            </p>
            <p>{ words.taken_for_granted() }</p>
            <ul>{ for packing.assumptions.iter().map(|sentence| html! { <li>{ sentence }</li> }) }</ul>
            <p>{ words.whether_so() }<code>{ "lab pack --check" }</code>{ words.finds_out() }</p>
        </details>
    }
}

fn written(values: [f32; 3]) -> String {
    values.map(|value| value.to_string()).join(", ")
}
