//! A picture put together from its bands, from the coarsest on.

use crate::{
    action::Action,
    article::{
        figure::{band_slider::BandSlider, heading::FigureHeading},
        number::{contrast, span},
    },
    charts::{
        colour::spectrum_rgba,
        perturbation::{amplified, factor},
    },
    lowpass::view::LowPassAction,
    picture::Picture,
    platform::address,
    text::percent,
    widgets::{image_plate::ImagePlate, pixels::Pixels},
};
use freqscope_core::{
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
    let held = props.picture.as_ref().map(|picture| contrast(&picture.spectrum, kept));
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
                { for held.map(|held| format!("The sum of {} has {} of the picture’s contrast.", span(kept), percent(held))) }
            </p>
            { take_away(props, *last) }
        </figure>
    }
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

    fn draw(&self, last: Band) -> Html {
        let note = match (last, self.factor) {
            (Band::LOWEST, _) => "the mean colour".to_owned(),
            (_, 1) => "around mid-grey".into(),
            (_, factor) => format!("× {factor}, around mid-grey"),
        };
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
