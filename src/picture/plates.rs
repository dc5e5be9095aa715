//! The picture, its spectrum, and the picture without the selected bands, side by side.

use crate::{
    picture::{Origin, Picture, spectrum_plate::SpectrumPlate},
    widgets::pixels::Pixels,
    words::words,
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
        <section class="plates" aria-label={words().picture.image_and_spectrum()}>
            { image(props) }
            <figure>
                <SpectrumPlate
                    spectrum={props.picture.as_ref().map(|picture| picture.spectrum.clone())}
                    bands={props.ablation.bands} pointed={props.pointed}
                    on_point={props.on_point.clone()} on_select={props.on_select.clone()}
                />
                <figcaption>
                    <strong>{ words().picture.its_spectrum() }</strong>
                    { words().picture.spectrum_caption() }
                </figcaption>
            </figure>
            { without(props, ablated.as_ref().as_ref()) }
        </section>
    }
}

fn image(props: &Props) -> Html {
    let (title, picture) = match &props.picture {
        None => (words().picture.no_image_yet().to_owned(), None),
        Some(picture) => (describe(&picture.origin), Some(&picture.image)),
    };
    let label = words().picture.titled(&title);
    html! {
        <figure>
            { plate(picture, label, "plate-image") }
            <figcaption><strong>{ words().picture.the_image() }</strong>{ format!(" {title}") }</figcaption>
        </figure>
    }
}

fn without(props: &Props, ablated: Option<&Image>) -> Html {
    let words = &words().picture;
    let bands = props.ablation.bands;
    let title = match bands.len() {
        0 => words.with_all().to_owned(),
        1 => words.without_one(&bands.to_string()),
        Band::COUNT => words.without_any().to_owned(),
        _ => words.without_several(&bands.to_string()),
    };
    let note = if bands.is_empty() {
        words.take_one_out()
    } else if props.ablation.baseline.clip {
        words.limited()
    } else {
        words.drawn_limited()
    };
    html! {
        <figure>
            { plate(ablated, words.titled(&title), "plate-ablated") }
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
    let words = &words().picture;
    match origin {
        Origin::Sample(sample) => format!("{}.", sample.title()),
        Origin::File(name) => words.square_of(name),
        Origin::Drawn => words.drawn_by_hand().into(),
        Origin::Link(None) => words.came_with_link().into(),
        Origin::Link(Some(lost)) => words.came_rounded(&lost.to_string()),
        Origin::Adversarial(_) => words.changed_by_attack().into(),
    }
}
