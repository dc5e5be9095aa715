//! Values over the steps of a search.

use super::{band_plot::INK, plate::above};
use crate::{text::local, words::words};
use freqscope_core::figure::{
    axis::Axis,
    svg::{Anchor, Drawing, Element, hundredths, path, text},
};

/// Values by their step, the first at step 0.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePlot {
    pub title: String,
    pub values: Vec<f32>,
}

/// Room for the numbers of the axis.
const INDENT: f64 = 44.0;

impl CurvePlot {
    /// The plot with its upper left corner at (x, y).
    pub fn at(&self, [x, y]: [f64; 2], [width, height]: [f64; 2]) -> Drawing {
        let axis = Axis::covering(self.values.iter().copied(), 3);
        let last = self.values.len().saturating_sub(1).max(1);
        let across = |step: usize| x + INDENT + (width - INDENT) * step as f64 / last as f64;
        let down = |value: f64| y + height * (1.0 - axis.position(value));
        let mut drawing = Drawing::default();
        drawing.draw([above([x, y], &self.title)]);
        for &tick in &axis.ticks {
            let line = path(format_args!("M{} {:.2}H{}", x + INDENT, down(tick), x + width)).with("stroke", "#d9d6cd");
            let place = [(x + INDENT - 5.0).to_string(), hundredths(down(tick) + 4.0)];
            drawing.draw([line, text(place, Anchor::End).with("font-size", 11).saying(&local(axis.label(tick)))]);
        }
        let point = |(step, &value): (usize, &f32)| format!("{:.2},{:.2} ", across(step), down(f64::from(value)));
        let points: String = self.values.iter().enumerate().map(point).collect();
        let line = Element::new("polyline").with("points", points).with("fill", "none").with("stroke", INK);
        let end = |step: usize, anchor| {
            text([hundredths(across(step)), hundredths(y + height + 15.0)], anchor).with("font-size", 11)
        };
        let ends = [
            end(0, Anchor::Start).saying(words().charts.first_step()),
            end(last, Anchor::End).saying(&words().charts.last_step(last)),
        ];
        drawing.draw([line.with("stroke-width", 1.5)]);
        drawing.draw(ends);
        drawing
    }
}
