//! The picture, its spectrum, and the picture without the selected bands, side by side.

use crate::{
    picture::{Origin, Picture, spectrum_plate::SpectrumPlate},
    widgets::pixels::Pixels,
};
use freqscope_core::{
    image::Image,
    occlusion::ablation::Ablation,
    spectrum::band::{Band, Bands},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub picture: Option<Rc<Picture>>,
    pub ablation: Ablation,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_select: Callback<Bands>,
}

#[component]
pub fn Plates(props: &Props) -> Html {
    let ablated = use_memo((props.picture.clone(), props.ablation), |(picture, ablation)| {
        picture.as_ref().map(|picture| ablation.apply(&picture.image))
    });
    html! {
        <section class="plates" aria-label="The image and its spectrum">
            { image(props) }
            <figure>
                <SpectrumPlate
                    spectrum={props.picture.as_ref().map(|picture| picture.spectrum.clone())}
                    bands={props.ablation.bands} pointed={props.pointed}
                    on_point={props.on_point.clone()} on_select={props.on_select.clone()}
                />
                <figcaption>
                    <strong>{ "Its spectrum." }</strong>
                    { " Magnitude of each DCT coefficient, mean of the three channels, logarithmic. Drag across it to take bands out." }
                </figcaption>
            </figure>
            { without(props, ablated.as_ref().as_ref()) }
        </section>
    }
}

fn image(props: &Props) -> Html {
    let (title, picture) = match &props.picture {
        None => ("No image yet.".to_owned(), None),
        Some(picture) => (describe(&picture.origin), Some(&picture.image)),
    };
    let label = format!("The image: {title}");
    html! {
        <figure>
            { plate(picture, label, "plate-image") }
            <figcaption><strong>{ "The image." }</strong>{ format!(" {title}") }</figcaption>
        </figure>
    }
}

fn without(props: &Props, ablated: Option<&Image>) -> Html {
    let bands = props.ablation.bands;
    let title = match bands.len() {
        0 => "With all its bands".to_owned(),
        1 => format!("Without band {bands}"),
        Band::COUNT => "Without any band".to_owned(),
        _ => format!("Without bands {bands}"),
    };
    let note = if bands.is_empty() {
        " Take a band out to see the image change."
    } else if props.ablation.baseline.clip {
        " Values are limited to [0, 1], as the network gets them."
    } else {
        " Values outside [0, 1] are drawn as black or full colour; the network gets them as they are."
    };
    html! {
        <figure>
            { plate(ablated, format!("The image: {title}"), "plate-ablated") }
            <figcaption><strong class="bands-title">{ title }{ "." }</strong>{ note }</figcaption>
        </figure>
    }
}

fn plate(image: Option<&Image>, label: String, testid: &'static str) -> Html {
    html! {
        <div class="frame">
            if let Some(image) = image {
                <Pixels rgba={image.to_rgba8()} width={Image::SIDE as u32} {label} {testid} />
            }
        </div>
    }
}

fn describe(origin: &Origin) -> String {
    match origin {
        Origin::Sample(sample) => format!("{}.", sample.title()),
        Origin::File(name) => format!("{name}, a square of it at 32 × 32 pixels."),
        Origin::Drawn => "Drawn by hand.".into(),
        Origin::Link(None) => "It came with the link.".into(),
        Origin::Link(Some(lost)) => {
            format!("It came with the link, for which each value was rounded by up to {lost}/255.")
        }
        Origin::Adversarial(_) => "Changed by an attack.".into(),
    }
}
