//! The axes of every drawing of bands: values up, bands across.
//!
//! Across it uses percentages and down pixels, so that bars fill any width while text keeps its size.

use crate::{
    text::{local, share},
    words::words,
};
use freqscope_core::{figure::axis::Axis, spectrum::band::Band};
use yew::prelude::*;

/// Height in pixels.
pub const HEIGHT: f64 = 272.0;
/// Pixels above the highest and below the lowest tick.
const PADDING: f64 = 10.0;

/// Pixels from the top to a value.
pub fn height(axis: &Axis, value: f64) -> f64 {
    PADDING + (1.0 - axis.position(value)) * (HEIGHT - 2.0 * PADDING)
}

/// Lines across the drawing, with or without their values.
pub fn ticks(axis: &Axis, numbered: bool) -> Html {
    let tick = |&value: &f64| {
        let y = format!("{:.1}", height(axis, value));
        let zero = value.abs() < axis.step / 2.0;
        html! {
            <g class={if zero { "tick zero" } else { "tick" }} aria-hidden="true">
                <line x1="0" x2="100%" y1={y.clone()} y2={y.clone()} />
                if numbered {
                    <text x="-8" {y} dy="0.35em" text-anchor="end">{ local(axis.label(value)) }</text>
                }
            </g>
        }
    };
    axis.ticks.iter().map(tick).collect()
}

/// Band numbers under the row of bands.
pub fn band_axis() -> Html {
    let tick = |k: usize| {
        let x = share((k as f64 + 0.5) / Band::COUNT as f64);
        html! { <text {x} y="14" text-anchor="middle">{ k }</text> }
    };
    html! {
        <svg class="band-axis" width="100%" height="38" aria-hidden="true">
            { for (0..Band::COUNT).step_by(10).map(tick) }
            <text x="0" y="33">{ words().charts.coarse_left() }</text>
            <text x="50%" y="33" text-anchor="middle">{ words().charts.band_axis() }</text>
            <text x="100%" y="33" text-anchor="end">{ words().charts.fine_right() }</text>
        </svg>
    }
}
