//! A picture put together from its bands, from the coarsest on.

use crate::{
    action::Action,
    article::{
        figure::{heading::FigureHeading, multiples::exporting},
        number::{contrast, span},
    },
    export::Subject,
    lowpass::view::LowPassAction,
    picture::Picture,
    platform::address,
    text::percent,
    widgets::{band_slider::BandSlider, export_row::ExportRow, image_plate::ImagePlate, pixels::Pixels},
    words::{article::Case, words},
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
            <FigureHeading title={words().figures.sum_title()} />
            <div class="tiles">
                { for props.picture.as_ref().map(|picture| spectrum(picture, kept)) }
                { for parts.as_ref().as_ref().map(|parts| parts.draw(*last)) }
            </div>
            <BandSlider
                label={words().figures.add_bands()} value={*last} meaning={span(Case::Bare, kept)} testid="sum-slider" {on_choose}
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
    words().figures.sum_reading(&span(Case::Of, kept), &percent(held(picture, kept)))
}

/// The picture, the pattern of the last band alone, and the sum up to it, each with its name.
pub fn plates(picture: &Picture, last: Band) -> Vec<(String, Image)> {
    let parts = Parts::of(&picture.image, last);
    let alone = format!("{}, {}", words().figures.alone(&last.to_string()), parts.note(last));
    let sum = words().figures.sum(&span(Case::Of, Bands::span(Band::LOWEST, last)));
    vec![(words().figures.the_picture().into(), picture.image.clone()), (alone, parts.pattern), (sum, parts.sum)]
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
            (Band::LOWEST, _) => words().figures.mean_colour().into(),
            (_, 1) => words().figures.around_grey().into(),
            (_, factor) => words().figures.multiplied(factor),
        }
    }

    fn draw(&self, last: Band) -> Html {
        let note = self.note(last);
        html! {
            <>
                <ImagePlate image={self.pattern.clone()} title={words().figures.alone(&last.to_string())} {note} testid="sum-pattern" />
                <ImagePlate
                    image={self.sum.clone()} title={words().figures.sum(&span(Case::Of, Bands::span(Band::LOWEST, last)))} note=""
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
    let label = words().figures.spectrum();
    html! {
        <figure>
            <div class="frame">
                <Pixels rgba={spectrum_rgba(&picture.spectrum)} width={Image::SIDE as u32} {label} testid="sum-spectrum" />
                <svg class="shade" viewBox="0 0 32 32" aria-hidden="true"><path d={shaded} /></svg>
            </div>
            <figcaption><strong>{ words().figures.its_coefficients() }</strong>{ words().figures.spectrum_note() }</figcaption>
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
                { words().figures.ask_about_sum(&span(Case::Bare, Bands::span(Band::LOWEST, last))) }
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
