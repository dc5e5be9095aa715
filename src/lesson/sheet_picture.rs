//! The picture of a step on a sheet, which shows those of all steps at once.

use crate::{
    picture::samples::{self, Sample},
    widgets::pixels::Pixels,
    words::words,
};
use freqscope_core::{image::Image, occlusion::ablation::Ablation};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub sample: Sample,
    /// What is taken away.
    pub ablation: Ablation,
}

/// Its place is empty until it has been fetched, and stays so where it cannot be.
#[component]
pub fn SheetPicture(props: &Props) -> Html {
    let image = use_state(|| None);
    use_effect_with(props.sample.clone(), {
        let image = image.clone();
        move |sample| {
            let sample = sample.clone();
            spawn_local(async move {
                let file = samples::fetch(&sample).await;
                image.set(file.and_then(|file| Image::decode(&file)).ok());
            });
        }
    });
    let bands = props.ablation.bands;
    let pixels = |image: &Image| {
        let class = words().classes.name(props.sample.class);
        let label = match bands.is_empty() {
            true => class.to_owned(),
            false => words().lesson.sample_without(class, &bands.to_string()),
        };
        html! { <Pixels rgba={props.ablation.apply(image).to_rgba8()} width={Image::SIDE as u32} {label} testid="sheet-picture" /> }
    };
    html! { <div class="frame">{ for image.iter().map(pixels) }</div> }
}
