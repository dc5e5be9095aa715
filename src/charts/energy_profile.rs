//! A small chart: the share of each band in the energy of a change.

use crate::{
    charts::{band_bars::FILLED, pointing::leaving},
    text::percent,
    words::words,
};
use freqscope_core::{
    figure::axis::Axis,
    spectrum::{band::Band, frequency_range::FrequencyRange},
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The name of the attack.
    pub title: AttrValue,
    /// The shares of bands 0 to 62.
    pub shares: Vec<f64>,
    /// The axis, the same for all charts that are compared.
    pub axis: Axis,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
}

/// Height in the drawing's own units; it fills whatever room it gets.
const HEIGHT: f64 = 100.0;

/// The shares as bars, with the highest value of the axis.
#[component]
pub fn EnergyProfile(props: &Props) -> Html {
    let caption = match props.pointed {
        Some(band) => words().charts.band_share(band.index(), &percent(props.shares[band.index()])),
        None => words().charts.axis_to(&percent(props.axis.high())),
    };
    html! {
        <figure class="energy-profile" data-testid="energy-profile">
            <svg
                viewBox={format!("0 0 {} {HEIGHT}", Band::COUNT)} preserveAspectRatio="none" role="img"
                aria-label={label(props)} onpointerleave={leaving(&props.on_point)}
            >
                { for Band::all().zip(&props.shares).map(|(band, &share)| bar(props, band, share)) }
            </svg>
            <figcaption><strong>{ &props.title }</strong>{ format!(" · {caption}") }</figcaption>
        </figure>
    }
}

fn label(props: &Props) -> String {
    let share =
        |range: FrequencyRange| format!("{} {}", words().charts.third(range), percent(range.sum(&props.shares)));
    words().charts.energy_profile(&props.title, &FrequencyRange::ALL.map(share).join(", "))
}

fn bar(props: &Props, band: Band, share: f64) -> Html {
    let (left, tall) = (band.index() as f64, HEIGHT * props.axis.position(share));
    let class = classes!("bar", "positive", "first", (props.pointed == Some(band)).then_some("pointed"));
    let onpointerenter = props.on_point.reform(move |_: PointerEvent| Some(band));
    html! {
        <g {class} {onpointerenter}>
            <rect class="slot" x={left.to_string()} y="0" width="1" height={HEIGHT.to_string()} />
            <rect
                class="value" x={format!("{:.2}", left + (1.0 - FILLED) / 2.0)} y={format!("{:.2}", HEIGHT - tall)}
                width={FILLED.to_string()} height={format!("{tall:.2}")}
            />
        </g>
    }
}
