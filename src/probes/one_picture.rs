//! A low-pass and a high-pass filter of the picture on show, live: what is left of it, and what the networks on show say of that.
//!
//! The filter takes bands away, as they are taken away among the bands; where other ones are missing, none of the two is chosen.

use crate::{
    networks::{predictions::Predictions, shown_model::ShownModel},
    picture::Picture,
    widgets::{band_slider::BandSlider, pixels::Pixels, segmented::Segmented},
    words::words,
};
use freqscope_core::{
    change::perturbation::amplified,
    image::Image,
    occlusion::ablation::{Ablation, Baseline, Fill, Zero},
    spectrum::band::{Band, Bands},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// None before it has been read.
    pub picture: Option<Rc<Picture>>,
    pub ablation: Ablation,
    pub models: Vec<ShownModel>,
    pub on_select: Callback<Bands>,
}

/// Which bands a filter keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// All up to this one.
    Low(Band),
    /// All from this one on.
    High(Band),
}

impl Filter {
    /// The bands that it takes away.
    pub fn removed(self) -> Bands {
        match self {
            Self::Low(last) => Band::all().filter(|band| *band > last).collect(),
            Self::High(first) => Band::all().filter(|band| *band < first).collect(),
        }
    }

    /// The one that takes these bands away; of a whole picture the low-pass that takes away nothing.
    pub fn of(removed: Bands) -> Option<Self> {
        let all = || Band::all().map(Self::Low).chain(Band::all().map(Self::High));
        all().find(|filter| filter.removed() == removed)
    }

    fn band(self) -> Band {
        match self {
            Self::Low(band) | Self::High(band) => band,
        }
    }

    /// The i-th kind at the same band; of a whole picture the one that takes away nothing either.
    fn turned(self, i: usize) -> Self {
        let whole = self.removed().is_empty();
        match i {
            0 => Self::Low(if whole { Band::HIGHEST } else { self.band() }),
            _ => Self::High(if whole { Band::LOWEST } else { self.band() }),
        }
    }

    fn at(self, band: Band) -> Self {
        if matches!(self, Self::Low(_)) { Self::Low(band) } else { Self::High(band) }
    }
}

/// Where the slider stands before the visitor has moved it.
fn first() -> Filter {
    Filter::Low(Band::HIGHEST)
}

#[component]
pub fn OnePicture(props: &Props) -> Html {
    // A whole picture is what both filters leave at their ends: which of them is meant, only the visitor knows.
    let chosen = use_state(first);
    let removed = props.ablation.bands;
    let shown = if chosen.removed() == removed { Some(*chosen) } else { Filter::of(removed) };
    let choose = {
        let (chosen, on_select) = (chosen.clone(), props.on_select.clone());
        Callback::from(move |filter: Filter| {
            chosen.set(filter);
            on_select.emit(filter.removed());
        })
    };
    let (filter, words) = (shown.unwrap_or(*chosen), &words().probes);
    let meaning = meaning(shown, removed);
    html! {
        <div class="one-picture" data-testid="one-picture">
            <h4>{ words.one_picture_title() }</h4>
            <div class="survey-view">
                <Segmented
                    legend={words.one_picture_filter()} name="one-picture-filter"
                    options={vec![words.low_pass_filter().into(), words.high_pass_filter().into()]}
                    selected={usize::from(matches!(filter, Filter::High(_)))} meaning={meaning.clone()}
                    on_choose={choose.reform(move |i| filter.turned(i))}
                />
                <BandSlider
                    label={words.cut()} value={filter.band()} meaning={meaning} testid="one-picture-band"
                    on_choose={choose.reform(move |band| filter.at(band))}
                />
            </div>
            <div class="columns">
                { picture(props) }
                <Predictions models={props.models.clone()} bands={removed} />
            </div>
        </div>
    }
}

/// Which bands are kept.
fn meaning(shown: Option<Filter>, removed: Bands) -> String {
    let words = &words().probes;
    match shown {
        Some(Filter::Low(Band::LOWEST)) => words.keeps_one(&Band::LOWEST.to_string()),
        Some(Filter::High(Band::HIGHEST)) => words.keeps_one(&Band::HIGHEST.to_string()),
        Some(Filter::Low(last)) => words.keeps_up_to(&last.to_string()),
        Some(Filter::High(first)) => words.keeps_from(&first.to_string()),
        None => words.keeps_others(&removed.to_string()),
    }
}

/// Around mid-grey where it would be around black, of which half is darker than any screen.
fn picture(props: &Props) -> Html {
    let around_zero = is_around_zero(props.ablation);
    let pixels = |picture: &Rc<Picture>| {
        let left = props.ablation.apply(&picture.image);
        let seen = if around_zero { amplified(&Image::from_fn(|_, _, _| 0.0), &left, 1) } else { left };
        html! { <Pixels rgba={seen.to_rgba8()} width={Image::SIDE as u32} label={words().probes.filtered_picture()} testid="one-picture-left" /> }
    };
    html! {
        <div class="one-picture-left">
            { for props.picture.iter().map(pixels) }
            if around_zero { <p class="meaning" data-testid="one-picture-grey">{ words().probes.around_grey() }</p> }
        </div>
    }
}

/// Whether what is left has negative values: the mean of each channel is 0 without the constant band.
fn is_around_zero(ablation: Ablation) -> bool {
    let zero = Baseline { fill: Fill::Zero, zero: Zero::Pixels, clip: false };
    ablation.bands.contains(Band::LOWEST) && ablation.baseline == zero
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_found_by_what_it_takes_away() {
        let band = |k: usize| Band::all().nth(k).unwrap();
        for (filter, count) in [(Filter::Low(band(15)), 47), (Filter::High(band(16)), 16), (Filter::High(band(62)), 62)]
        {
            assert_eq!((filter.removed().len(), Filter::of(filter.removed())), (count, Some(filter)));
        }
        assert_eq!(Filter::of(Bands::EMPTY), Some(first()));
        assert_eq!(Filter::of(band(5).into()), None);
        assert_eq!(Filter::Low(band(9)).turned(1), Filter::High(band(9)));
        assert_eq!(first().turned(1), Filter::High(band(0)));
        assert_eq!(Filter::High(band(0)).turned(0), first());
        assert_eq!(Filter::High(band(9)).at(band(3)), Filter::High(band(3)));
    }

    #[test]
    fn one_band_is_told_as_one() {
        let told = |filter: Filter| meaning(Some(filter), filter.removed());
        let [low, high] = [Filter::Low, Filter::High];
        let all = [low(Band::LOWEST), high(Band::HIGHEST), low(Band::HIGHEST), high(Band::nearest(61))];
        let expected = ["Band 0 is kept.", "Band 62 is kept.", "Bands 0 to 62 are kept.", "Bands 61 to 62 are kept."];
        assert_eq!(all.map(told), expected);
    }

    #[test]
    fn only_what_has_negative_values_is_drawn_around_grey() {
        let ablation = |filter: Filter, baseline| Ablation { bands: filter.removed(), baseline };
        let (zero, high) = (Baseline::default(), Filter::High(Band::nearest(5)));
        assert!(is_around_zero(ablation(high, zero)));
        assert!(!is_around_zero(ablation(Filter::Low(Band::nearest(5)), zero)));
        let others = [
            Baseline { fill: Fill::Mean, ..zero },
            Baseline { zero: Zero::Normalised, ..zero },
            Baseline { clip: true, ..zero },
        ];
        assert!(others.into_iter().all(|baseline| !is_around_zero(ablation(high, baseline))));
    }
}
