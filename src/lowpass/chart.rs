//! The bars: for each band what it is of the evidence, or its score, of one network or of two side by side.
//!
//! Across, the drawing is stretched to any width: one unit a band. Words lie in a second drawing above it, which is not.

use crate::{
    lowpass::{
        labels::{self, Edge},
        names::Name,
        shares::shares,
        view::Scale,
        wording,
    },
    networks::side::Side,
    text::{local, share},
};
use freqscope_core::{class::Class, figure::axis::Axis, spectrum::band::Band};
use std::{fmt::Write, rc::Rc};
use yew::prelude::*;

/// The scores of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    pub side: Side,
    pub name: Name,
    /// Of bands 0 to 62.
    pub scores: Rc<[f32]>,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Of how many networks there will be bars.
    pub places: usize,
    pub bars: Vec<Bars>,
    /// The class of interest, once it is known.
    pub class: Option<Class>,
    pub scale: Scale,
}

/// Height of the stretched drawing.
const HEIGHT: f64 = 100.0;
/// About how many steps the axis has.
const STEPS: usize = 4;
/// Share of its slot that a single bar fills, and one of two.
const FILLED: [f64; 2] = [0.72, 0.4];

#[component]
pub fn LowPassChart(props: &Props) -> Html {
    let values: Vec<Vec<f64>> = props.bars.iter().map(|bars| values(props.scale, &bars.scores)).collect();
    let axis = Axis::covering(values.iter().flatten().map(|&value| value as f32), STEPS);
    let names: Vec<Name> = props.bars.iter().map(|bars| bars.name.clone()).collect();
    let bar = |(bars, values): (&Bars, &Vec<f64>)| {
        html! { <path class={classes!("bars", bars.side.class())} d={path(props.places, bars.side, values, &axis)} /> }
    };
    html! {
        <>
            <svg
                class="drawing" viewBox={format!("0 0 {} {HEIGHT}", Band::COUNT)} preserveAspectRatio="none" role="img"
                aria-label={wording::chart(&names)}
            >
                { for grid(&axis).iter().map(|&tick| line(&axis, tick)) }
                { for props.bars.iter().zip(&values).map(bar) }
                { for Band::all().map(|band| slot(props, band)) }
            </svg>
            <svg class="names" width="100%" height="100%" aria-hidden="true">
                if !props.bars.is_empty() { { for grid(&axis).iter().map(|&tick| number(props.scale, &axis, tick)) } }
                { for labels(props, &values, &axis) }
            </svg>
        </>
    }
}

fn values(scale: Scale, scores: &[f32]) -> Vec<f64> {
    match scale {
        Scale::Share => shares(scores),
        Scale::Logits => scores.iter().copied().map(f64::from).collect(),
    }
}

/// From the top of the stretched drawing.
fn y(axis: &Axis, value: f64) -> f64 {
    HEIGHT * (1.0 - axis.position(value))
}

/// The lines across: zero where bars go below it, and the two ticks that follow.
fn grid(axis: &Axis) -> Vec<f64> {
    let signed = axis.low() < 0.0;
    let within = |tick: &&f64| **tick > axis.low() && **tick < axis.high() && (signed || **tick > 0.0);
    let inner = axis.ticks.iter().filter(within).copied();
    if signed { inner.collect() } else { inner.take(2).collect() }
}

fn line(axis: &Axis, tick: f64) -> Html {
    let zero = tick.abs() < axis.step / 2.0;
    html! { <path class={if zero { "grid zero" } else { "grid" }} d={format!("M0 {:.2}H{}", y(axis, tick), Band::COUNT)} /> }
}

fn number(scale: Scale, axis: &Axis, tick: f64) -> Html {
    let text = match scale {
        Scale::Share => local(axis.percent().label(100.0 * tick)) + " %",
        Scale::Logits => local(axis.label(tick)),
    };
    let y = format!("{:.2}%", y(axis, tick));
    html! { <text class="tick" x="100%" {y} dy="-4" text-anchor="end">{ text }</text> }
}

/// All bars of one network.
fn path(places: usize, side: Side, values: &[f64], axis: &Axis) -> String {
    let width = FILLED[usize::from(places > 1)];
    let margin = (1.0 - width * places.max(1) as f64) / 2.0;
    let left = margin + if side == Side::B { width } else { 0.0 };
    let zero = y(axis, 0.0);
    let mut d = String::new();
    for (k, &value) in values.iter().enumerate() {
        // A string takes any text.
        let _ = write!(d, "M{:.2} {zero:.2}V{:.2}h{width}V{zero:.2}z", k as f64 + left, y(axis, value));
    }
    d
}

/// The full height of a band, which says what it means.
fn slot(props: &Props, band: Band) -> Html {
    let score = |side: Side| Some(props.bars.iter().find(|bars| bars.side == side)?.scores[band.index()].to_string());
    html! {
        <rect
            class="slot" x={band.to_string()} width="1" height={HEIGHT.to_string()} data-testid="evidence-band"
            data-band={band.to_string()} data-score={score(Side::A)} data-score-b={score(Side::B)}
        >
            if let Some(class) = props.class { <title>{ reading(props, band, class) }</title> }
        </rect>
    }
}

fn reading(props: &Props, band: Band, class: Class) -> String {
    let bar = |bars: &Bars| (bars.name.clone(), shares(&bars.scores)[band.index()], bars.scores[band.index()]);
    let bars: Vec<(Name, f64, f32)> = props.bars.iter().map(bar).collect();
    wording::reading(band, class, &bars)
}

/// The names of two networks at their bars.
fn labels(props: &Props, values: &[Vec<f64>], axis: &Axis) -> Vec<Html> {
    let height = |values: &Vec<f64>| values.iter().map(|&value| axis.position(value.max(0.0))).collect::<Vec<f64>>();
    let ([a, b], [of_a, of_b]) = (values, props.bars.as_slice()) else { return Vec::new() };
    let (high_a, high_b) = (height(a), height(b));
    [(of_a, &high_a, &high_b), (of_b, &high_b, &high_a)].map(|(bars, own, other)| label(bars, own, other)).to_vec()
}

fn label(bars: &Bars, own: &[f64], other: &[f64]) -> Html {
    let place = labels::place(own, other);
    let (x, anchor) = match place.side {
        Edge::Begins(x) => (x, "start"),
        Edge::Ends(x) => (x, "end"),
    };
    html! {
        <text class={classes!("name", bars.side.class())} x={share(x)} y={share(place.base)} text-anchor={anchor}>
            { wording::short(&bars.name) }
        </text>
    }
}
