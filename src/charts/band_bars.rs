//! A bar for each band, on the same horizontal axis as Occluded Frequency.

use crate::{
    charts::{
        band_axis::{HEIGHT, band_axis, height, ticks},
        pointing::leaving,
    },
    text::share,
};
use freqscope_core::{figure::axis::Axis, spectrum::band::Band};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Of bands 0 to 62, none below 0.
    pub values: Vec<f64>,
    /// A mark across each bar's slot; none where there is nothing to mark.
    #[prop_or_default]
    pub marks: Vec<f64>,
    pub axis: Axis,
    /// The class of the bars' colour: `first` or `second` of a network's, `neutral` of what is about none.
    pub tone: &'static str,
    /// What the bars are, for screen readers.
    pub label: AttrValue,
    /// Of the drawing.
    pub testid: AttrValue,
    /// Of each bar.
    pub bar_testid: AttrValue,
    pub pointed: Option<Band>,
    #[prop_or_default]
    pub chosen: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    /// Receives the band that the visitor chooses.
    #[prop_or_default]
    pub on_choose: Callback<Band>,
}

/// Share of its slot that a bar fills.
pub const FILLED: f64 = 0.72;

#[component]
pub fn BandBars(props: &Props) -> Html {
    let axis = &props.axis;
    html! {
        <div class="plot">
            <svg
                class="drawing" width="100%" height={HEIGHT.to_string()} role="img" data-testid={&props.testid}
                aria-label={&props.label} onpointerleave={leaving(&props.on_point)}
            >
                { ticks(axis, true) }
                { for Band::all().zip(&props.values).map(|(band, &value)| bar(props, axis, band, value)) }
            </svg>
            { band_axis() }
        </div>
    }
}

fn bar(props: &Props, axis: &Axis, band: Band, value: f64) -> Html {
    let slot = 1.0 / Band::COUNT as f64;
    let left = band.index() as f64 * slot;
    // Raw values may be larger than the axis can reach.
    let (top, zero) = (height(axis, value).max(0.0), height(axis, 0.0));
    let mark = props.marks.get(band.index()).copied();
    let pointed = (props.pointed == Some(band)).then_some("pointed");
    let class = classes!("bar", "positive", props.tone, pointed, (props.chosen == Some(band)).then_some("selected"));
    html! {
        <g
            {class} data-testid={&props.bar_testid} data-band={band.to_string()}
            data-value={value.to_string()} data-mark={mark.map(|mark| mark.to_string())}
            onpointerenter={props.on_point.reform(move |_: PointerEvent| Some(band))}
            onclick={props.on_choose.reform(move |_: MouseEvent| band)}
        >
            <rect class="slot" x={share(left)} y="0" width={share(slot)} height="100%" />
            <rect
                class="value" x={share(left + slot * (1.0 - FILLED) / 2.0)} y={format!("{top:.2}")}
                width={share(slot * FILLED)} height={format!("{:.2}", zero - top)}
            />
            { for mark.map(|mark| line(left, slot, height(axis, mark))) }
        </g>
    }
}

fn line(left: f64, width: f64, y: f64) -> Html {
    let y = format!("{y:.2}");
    html! { <line class="mark" x1={share(left)} x2={share(left + width)} y1={y.clone()} y2={y} /> }
}
