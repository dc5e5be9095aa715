//! A value for each band as an SVG chart of bars.

use freqscope_core::figure::{
    axis::Axis,
    svg::{self, Anchor, Drawing, hundredths, path, text, upwards},
};

/// Width and height of the chart, in its own units.
const SIZE: [f64; 2] = [640.0, 220.0];
/// Left, right, top and bottom of the bars.
const PLOT: [f64; 4] = [64.0, 632.0, 12.0, 176.0];
/// How far bars fill their bands.
const FILLED: f64 = 0.8;

/// A value for each band.
#[derive(Debug)]
pub struct Bars<'a> {
    /// The values.
    pub values: &'a [f32],
    /// What they are, with their unit.
    pub label: &'a str,
}

impl Bars<'_> {
    /// The chart.
    pub fn to_svg(&self) -> String {
        let axis = Axis::covering(self.values.iter().copied(), 4);
        let mut drawing = Drawing::default();
        self.draw_axes(&axis, &mut drawing);
        let [left, right, ..] = PLOT;
        let width = (right - left) / self.values.len().max(1) as f64;
        for (band, &value) in self.values.iter().enumerate() {
            let x = left + (band as f64 + (1.0 - FILLED) / 2.0) * width;
            let (zero, tip, wide) = (y(&axis, 0.0), y(&axis, value.into()), FILLED * width);
            let bar = path(format_args!("M{x:.2} {zero:.2}h{wide:.2}V{tip:.2}h-{wide:.2}z"));
            drawing.draw([bar.with("fill", if value < 0.0 { "#d55e00" } else { "#0072b2" })]);
        }
        svg::document(svg::root(SIZE, 12.0), &drawing)
    }

    fn draw_axes(&self, axis: &Axis, drawing: &mut Drawing) {
        let [left, right, top, bottom] = PLOT;
        for &tick in &axis.ticks {
            let (y, colour) = (y(axis, tick), if tick == 0.0 { "#000" } else { "#ddd" });
            let line = path(format_args!("M{left} {y:.2}H{right}")).with("stroke", colour);
            let place = [(left - 6.0).to_string(), hundredths(y + 4.0)];
            drawing.draw([line, text(place, Anchor::End).saying(&axis.label(tick))]);
        }
        for band in (0..self.values.len()).step_by(10) {
            let x = left + (band as f64 + 0.5) * (right - left) / self.values.len() as f64;
            let place = [hundredths(x), (bottom + 16.0).to_string()];
            drawing.draw([text(place, Anchor::Middle).saying(&band.to_string())]);
        }
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        drawing.draw([
            text([x, bottom + 36.0], Anchor::Middle).saying("band u + v, from coarse to fine"),
            upwards([14.0, y]).saying(self.label),
        ]);
    }
}

fn y(axis: &Axis, value: f64) -> f64 {
    let [.., top, bottom] = PLOT;
    bottom - axis.position(value) * (bottom - top)
}
