//! The difference of two images, amplified until it can be seen.

use crate::{widgets::image_plate::ImagePlate, words::words};
use freqscope_core::{
    change::perturbation::{amplified, factor},
    image::Image,
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub clean: Image,
    pub adversarial: Image,
    /// The largest change of a value.
    pub largest: f64,
    pub testid: AttrValue,
}

/// The change and the factor by which it is multiplied.
#[component]
pub fn AttackChange(props: &Props) -> Html {
    let factor = factor(props.largest);
    let image = amplified(&props.clean, &props.adversarial, factor);
    let note = words().charts.multiplied(&factor.to_string());
    html! { <ImagePlate {image} title={words().charts.the_change()} {note} testid={&props.testid} /> }
}
