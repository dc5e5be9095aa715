//! A picture put together from its bands, from the coarsest on.

use crate::{
    action::Action,
    article::{
        figure::{band_slider::BandSlider, heading::FigureHeading, multiples::exporting},
        number::{contrast, span},
    },
    export::Subject,
    lowpass::view::LowPassAction,
    picture::Picture,
    platform::address,
    text::percent,
    widgets::{export_row::ExportRow, image_plate::ImagePlate, pixels::Pixels},
};
use freqscope_core::{
    change::perturbation::{amplified, factor},
    figure::colour::spectrum_rgba,
    image::Image,
    occlusion::ablation::Ablation,
    spectrum::{
        band::{Band, Bands},
        cutoff::Cutoff,
    },
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub picture: Option<Rc<Picture>>,
    pub on_act: Callback<Action>,
}

/// The last band of the sum at first.
const FIRST_SUM: usize = 8;

/// What is drawn of a picture.
#[derive(Debug, Clone, PartialEq)]
struct Parts {
    /// The wave pattern of the last band alone, around mid-grey, and by how much it is multiplied; of band 0 the mean colour.
    pattern: Image,
    factor: u16,
    /// All bands up to it.
    sum: Image,
}

#[component]
pub fn PartialSum(props: &Props) -> Html {
    let last = use_state(|| Band::nearest(FIRST_SUM));
    let parts = use_memo((props.picture.clone(), *last), |(picture, last)| {
        picture.as_ref().map(|picture| Parts::of(&picture.image, *last))
    });
    let on_choose = {
        let last = last.clone();
        Callback::from(move |band| last.set(band))
    };
    let kept = Bands::span(Band::LOWEST, *last);
    html! {
        <figure data-testid="figure-sum">
            <FigureHeading title="The picture put together from its bands" />
            <div class="tiles">
                { for props.picture.as_ref().map(|picture| spectrum(picture, kept)) }
                { for parts.as_ref().as_ref().map(|parts| parts.draw(*last)) }
            </div>
            <BandSlider
                label="Add bands" value={*last} meaning={span(kept)} testid="sum-slider" {on_choose}
            />
            <p class="figure-reading" data-testid="sum-reading">
                { for props.picture.as_ref().map(|picture| reading(picture, *last)) }
            </p>
            { take_away(props, *last) }
            <ExportRow
                name="figure-sum-export" ready={props.picture.is_some()}
                on_export={exporting(&props.on_act, Subject::PartialSum(*last))}
            />
        </figure>
    }
}

/// What the bands have of the picture's contrast, 0 to 1.
pub fn held(picture: &Picture, bands: Bands) -> f64 {
    contrast(&picture.spectrum, bands)
}

pub fn reading(picture: &Picture, last: Band) -> String {
    let kept = Bands::span(Band::LOWEST, last);
    format!("The sum of {} has {} of the picture’s contrast.", span(kept), percent(held(picture, kept)))
}

/// The picture, the pattern of the last band alone, and the sum up to it, each with its name.
pub fn plates(picture: &Picture, last: Band) -> Vec<(String, Image)> {
    let parts = Parts::of(&picture.image, last);
    let alone = format!("Band {last} alone, {}", parts.note(last));
    let sum = format!("The sum of {}", span(Bands::span(Band::LOWEST, last)));
    vec![("The picture".into(), picture.image.clone()), (alone, parts.pattern), (sum, parts.sum)]
}

impl Parts {
    fn of(image: &Image, last: Band) -> Self {
        let sum = Ablation::of(Bands::ALL.minus(Bands::span(Band::LOWEST, last))).apply(image);
        if last == Band::LOWEST {
            return Self { pattern: sum.clone(), factor: 1, sum };
        }
        let without = Ablation::of(last).apply(image);
        let pairs = without.pixels().iter().zip(image.pixels());
        let largest = pairs.map(|(without, whole)| f64::from((whole - without).abs())).fold(0.0, f64::max);
        let factor = factor(largest);
        Self { pattern: amplified(&without, image, factor), factor, sum }
    }

    /// What the pattern of the last band is.
    fn note(&self, last: Band) -> String {
        match (last, self.factor) {
            (Band::LOWEST, _) => "the mean colour".into(),
            (_, 1) => "around mid-grey".into(),
            (_, factor) => format!("× {factor}, around mid-grey"),
        }
    }

    fn draw(&self, last: Band) -> Html {
        let note = self.note(last);
        html! {
            <>
                <ImagePlate image={self.pattern.clone()} title={format!("Band {last} alone")} {note} testid="sum-pattern" />
                <ImagePlate
                    image={self.sum.clone()} title={format!("The sum of {}", span(Bands::span(Band::LOWEST, last)))} note=""
                    testid="sum-image"
                />
            </>
        }
    }
}

/// The spectrum, with what is not in the sum shaded.
fn spectrum(picture: &Picture, kept: Bands) -> Html {
    let squares = |(u, v): (usize, usize)| format!("M{v} {u}h1v1h-1z");
    let shaded: String = Bands::ALL.minus(kept).iter().flat_map(Band::coefficients).map(squares).collect();
    let label =
        "Spectrum of the picture: the size of each coefficient, coarse at the top left, fine at the bottom right";
    html! {
        <figure>
            <div class="frame">
                <Pixels rgba={spectrum_rgba(&picture.spectrum)} width={Image::SIDE as u32} {label} testid="sum-spectrum" />
                <svg class="shade" viewBox="0 0 32 32" aria-hidden="true"><path d={shaded} /></svg>
            </div>
            <figcaption><strong>{ "Its coefficients." }</strong>{ " Bright is large; what the sum leaves out is dimmed." }</figcaption>
        </figure>
    }
}

/// Puts the line of the first screen where the sum ends.
fn take_away(props: &Props, last: Band) -> Html {
    let cutoff = Cutoff::nearest(last.index() + 1);
    let on_act = props.on_act.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        on_act.emit(Action::LowPass(LowPassAction::Cut(cutoff)));
        address::show("title", None);
    });
    html! {
        <p>
            <button type="button" class="button" data-testid="sum-take-away" {onclick}>
                { format!("Ask the networks about this sum: {}", span(Bands::span(Band::LOWEST, last))) }
            </button>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_of_all_bands_add_up_to_the_picture() {
        let image = Image::from_fn(|c, y, x| ((c + 1) * (y * y + 3 * x) % 97) as f32 / 97.0);
        assert!(
            Parts::of(&image, Band::HIGHEST).sum.pixels().iter().zip(image.pixels()).all(|(a, b)| (a - b).abs() < 1e-5)
        );
        let (sum, before) = (Parts::of(&image, Band::nearest(5)), Parts::of(&image, Band::nearest(4)));
        let factor = f32::from(sum.factor);
        for ((pattern, sum), before) in sum.pattern.pixels().iter().zip(sum.sum.pixels()).zip(before.sum.pixels()) {
            assert!(((pattern - 0.5) / factor - (sum - before)).abs() < 1e-5);
        }
    }
}
