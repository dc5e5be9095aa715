//! What an attack has changed, amplified until it can be seen.

use crate::{
    charts::perturbation::{amplified, factor},
    widgets::image_plate::ImagePlate,
};
use freqscope_core::image::Image;
use yew::prelude::*;

/// Properties of [`AttackChange`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The image before the attack.
    pub clean: Image,
    /// The image now.
    pub adversarial: Image,
    /// The largest change of a value.
    pub largest: f64,
    /// Name for tests.
    pub testid: AttrValue,
}

/// The change and the factor by which it is multiplied.
#[component]
pub fn AttackChange(props: &Props) -> Html {
    let factor = factor(props.largest);
    let image = amplified(&props.clean, &props.adversarial, factor);
    let note = format!("Multiplied by {factor}; mid-grey is no change.");
    html! { <ImagePlate {image} title="The change" {note} testid={&props.testid} /> }
}
