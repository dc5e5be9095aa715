//! A small chart over the 63 bands, of which several stand side by side: curves, bars, and a dashed reference.
//!
//! Across it uses percentages and down pixels, so that it fills any width while text keeps its size.

use crate::{
    charts::{
        pointing::{band_at, leaving},
        small_scale::{SmallScale, Unit},
    },
    text::share,
    words::words,
};
use freqscope_core::spectrum::{band::Band, frequency_range::FrequencyRange};
use yew::prelude::*;

/// In whose colour something is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The natural network's, or the first one's.
    First,
    /// The robust network's, or the second one's.
    Second,
    /// Of what something is compared with.
    Reference,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Curve,
    /// A dashed curve.
    Dashed,
    /// From where nothing is.
    Bars,
}

/// A name that stands above its curve, at a band.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub text: AttrValue,
    pub band: u8,
}

/// A value for each band.
#[derive(Debug, Clone, PartialEq)]
pub struct Plotted {
    pub tone: Tone,
    pub shape: Shape,
    pub values: Vec<f64>,
    pub name: Option<Name>,
}

/// One of several charts side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedChart {
    pub title: String,
    pub tone: Tone,
    /// The number that the chart is about.
    pub note: String,
    /// What is read comes first.
    pub plotted: Vec<Plotted>,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What is drawn, for screen readers.
    pub label: AttrValue,
    pub plotted: Vec<Plotted>,
    /// One for all charts that are compared.
    pub scale: SmallScale,
    #[prop_or_default]
    pub pointed: Option<Band>,
    #[prop_or_default]
    pub on_point: Callback<Option<Band>>,
    pub testid: AttrValue,
}

/// Height in pixels.
const HEIGHT: f64 = 104.0;
/// Between a curve and its name, in pixels.
const APART: f64 = 7.0;

impl Tone {
    /// The CSS class of what has this colour.
    pub fn class(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Reference => "reference",
        }
    }
}

#[component]
pub fn SmallChart(props: &Props) -> Html {
    let area = use_node_ref();
    let onpointermove = {
        let area = area.clone();
        props.on_point.reform(move |event: PointerEvent| {
            band_at(&area, &event, |x, _| Band::nearest((x * Band::COUNT as f64) as usize))
        })
    };
    let rest = down(&props.scale, props.scale.rest());
    html! {
        <div class="small-chart">
            <svg
                ref={area} class="drawing" width="100%" height={HEIGHT.to_string()} role="img" aria-label={&props.label}
                data-testid={&props.testid} {onpointermove} onpointerleave={leaving(&props.on_point)}
            >
                { grid(&props.scale) }
                <svg
                    class="areas" width="100%" height={HEIGHT.to_string()} preserveAspectRatio="none"
                    viewBox={format!("0 0 {} {HEIGHT}", Band::COUNT)}
                >
                    { for props.plotted.iter().map(|plotted| draw(plotted, &props.scale)) }
                </svg>
                <line class="rest" x1="0" x2="100%" y1={rest.clone()} y2={rest} />
                { for props.plotted.iter().filter_map(|plotted| name(plotted, &props.scale)) }
                { for props.pointed.map(pointer) }
            </svg>
            { axis() }
        </div>
    }
}

/// Pixels from the top.
fn down(scale: &SmallScale, value: f64) -> String {
    format!("{:.2}", HEIGHT * (1.0 - scale.position(value)))
}

/// The middle of a band, from 0 to 1.
fn across(band: Band) -> f64 {
    (band.index() as f64 + 0.5) / Band::COUNT as f64
}

/// Where the lowest third of the bands ends, and the middle one.
fn thirds() -> [(usize, String); 2] {
    [FrequencyRange::Middle, FrequencyRange::Highest].map(|range| {
        let (first, _) = range.ends();
        (first, share(first as f64 / Band::COUNT as f64))
    })
}

fn grid(scale: &SmallScale) -> Html {
    let third = |(_, x): (usize, String)| html! { <line class="grid" x1={x.clone()} x2={x} y1="0" y2="100%" /> };
    // Ratios are largest at one of the ends, mostly the fine one.
    let (x, anchor) = if scale.unit == Unit::Ratio { ("0", "start") } else { ("100%", "end") };
    let tick = |tick: f64| {
        let y = down(scale, tick);
        html! {
            <g aria-hidden="true">
                <line class="grid" x1="0" x2="100%" y1={y.clone()} y2={y.clone()} />
                <text {x} {y} dy="1.1em" text-anchor={anchor}>{ scale.label(tick) }</text>
            </g>
        }
    };
    html! { <>{ for thirds().map(third) }{ for scale.ticks().map(tick) }</> }
}

fn draw(plotted: &Plotted, scale: &SmallScale) -> Html {
    let tone = plotted.tone.class();
    match plotted.shape {
        Shape::Curve | Shape::Dashed => {
            let dashed = (plotted.shape == Shape::Dashed).then_some("dashed");
            let point = |(k, &value): (usize, &f64)| format!("{},{} ", k as f64 + 0.5, down(scale, value));
            let points: String = plotted.values.iter().enumerate().map(point).collect();
            html! { <polyline class={classes!(tone, dashed)} {points} /> }
        }
        Shape::Bars => {
            let bar = |(k, &value): (usize, &f64)| {
                let [from, to] = [scale.rest(), value].map(|value| HEIGHT * (1.0 - scale.position(value)));
                format!("M{} {from:.2}h0.72V{to:.2}h-0.72z", k as f64 + 0.14)
            };
            html! { <path class={tone} d={plotted.values.iter().enumerate().map(bar).collect::<String>()} /> }
        }
    }
}

fn name(plotted: &Plotted, scale: &SmallScale) -> Option<Html> {
    let name = plotted.name.as_ref()?;
    let (band, tone) = (Band::nearest(name.band.into()), plotted.tone.class());
    let y = HEIGHT * (1.0 - scale.position(*plotted.values.get(band.index())?));
    let y = (y - APART).max(12.0);
    let anchor = if is_rising(&plotted.values, band) { "end" } else { "start" };
    Some(html! {
        <text class={classes!("name", tone)} x={share(across(band))} y={format!("{y:.1}")} text-anchor={anchor} aria-hidden="true">
            { &name.text }
        </text>
    })
}

/// Whether the curve comes from below, so that there is room before the band.
pub fn is_rising(values: &[f64], band: Band) -> bool {
    let before = values.get(band.index().saturating_sub(4));
    before.zip(values.get(band.index())).is_some_and(|(before, here)| before < here)
}

fn pointer(band: Band) -> Html {
    let x = share(across(band));
    html! { <line class="pointer" x1={x.clone()} x2={x} y1="0" y2="100%" /> }
}

fn axis() -> Html {
    let third = |(first, x): (usize, String)| html! { <text {x} y="13" text-anchor="middle">{ first }</text> };
    html! {
        <svg class="small-axis" width="100%" height="18" aria-hidden="true">
            <text x="0" y="13">{ words().charts.coarse() }</text>
            { for thirds().map(third) }
            <text x="100%" y="13" text-anchor="end">{ words().charts.fine() }</text>
        </svg>
    }
}
