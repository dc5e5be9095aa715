//! Measured numbers with their intervals on one axis, a line each.

use super::{
    band_plot::{INK, SOFT},
    plate::LINE,
};
use crate::text::local;
use freqscope_core::figure::{
    axis::Axis,
    svg::{Anchor, Drawing, Element, hundredths, path, text},
};

#[derive(Debug, Clone, PartialEq)]
pub struct IntervalPlot {
    /// Lines above it, the first ones bold.
    pub title: Vec<String>,
    /// What stands below the title.
    pub says: String,
    pub rows: Vec<IntervalRow>,
    pub axis: Axis,
    /// Whether the axis is written as percentages.
    pub percent: bool,
    /// What an interval must clear.
    pub threshold: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct IntervalRow {
    pub name: String,
    /// None where it was not measured.
    pub value: Option<f64>,
    pub interval: Option<(f64, f64)>,
    /// The number as it is written.
    pub number: String,
}

/// From one line to the next.
const ROW: f64 = 18.0;
/// Where the axis begins and ends, as shares of the width.
const AXIS: [f64; 2] = [0.3, 0.64];

impl IntervalPlot {
    pub fn height(&self) -> f64 {
        self.head() + ROW * (self.rows.len() as f64 + 1.0)
    }

    /// What the words above take.
    fn head(&self) -> f64 {
        LINE * (self.title.len() as f64 + 1.0)
    }

    /// The plot with its upper left corner at (x, y).
    pub fn at(&self, [x, top]: [f64; 2], width: f64) -> Drawing {
        let y = top + self.head() - ROW;
        let across = |value: f64| x + width * (AXIS[0] + (AXIS[1] - AXIS[0]) * self.axis.position(value));
        let foot = y + ROW * (self.rows.len() as f64 + 1.0);
        let mut drawing = Drawing::default();
        drawing.draw(self.words([x, top]));
        let line = |value: f64| path(format_args!("M{:.2} {:.2}V{:.2}", across(value), y + ROW, foot));
        drawing.draw(self.axis.ticks.iter().map(|&tick| line(tick).with("stroke", "#e8e5dd")));
        drawing.draw(self.threshold.map(|value| line(value).with("stroke", SOFT).with("stroke-dasharray", "3 3")));
        for (i, row) in self.rows.iter().enumerate() {
            let middle = y + ROW * (i as f64 + 1.5);
            drawing.draw([text([x, middle + 4.0], Anchor::Start).saying(&row.name)]);
            drawing.draw([text([x + width * (AXIS[1] + 0.03), middle + 4.0], Anchor::Start).saying(&row.number)]);
            let whisker = |(low, high): (f64, f64)| {
                path(format_args!("M{:.2} {middle:.2}H{:.2}", across(low), across(high)))
                    .with("stroke", INK)
                    .with("stroke-width", 2)
            };
            let dot = |value: f64| {
                let circle =
                    Element::new("circle").with("cx", hundredths(across(value))).with("cy", hundredths(middle));
                circle.with("r", 3.5).with("fill", INK).with("data-value", value)
            };
            drawing.draw(row.interval.map(whisker).into_iter().chain(row.value.map(dot)));
        }
        drawing.draw(self.ticks(across, foot + 13.0));
        drawing
    }

    fn words(&self, [x, top]: [f64; 2]) -> Vec<Element> {
        let at = |line: usize| text([x, top + LINE * line as f64], Anchor::Start);
        let title = |(i, line): (usize, &String)| at(i).with("font-weight", "bold").saying(line);
        let says = at(self.title.len()).with("fill", SOFT).saying(&self.says);
        self.title.iter().enumerate().map(title).chain([says]).collect()
    }

    fn ticks(&self, across: impl Fn(f64) -> f64, y: f64) -> Vec<Element> {
        let written = if self.percent { self.axis.percent() } else { self.axis.clone() };
        let tick = |(&tick, &number): (&f64, &f64)| {
            let label = local(written.label(number)) + if self.percent { " %" } else { "" };
            text([hundredths(across(tick)), hundredths(y)], Anchor::Middle)
                .with("font-size", 11)
                .with("fill", SOFT)
                .saying(&label)
        };
        self.axis.ticks.iter().zip(&written.ticks).map(tick).collect()
    }
}
