//! Rows of shares with their intervals, a mark for each network, and beside each row where in the spectrum something lies: accuracy
//! under corruptions, with the bands that each corruption changes.

use crate::figure::svg::{Anchor, Drawing, Element, hundredths, path, text};

/// Rows over one axis from 0 to 100 %.
#[derive(Debug)]
pub struct MarkedRows {
    /// What the axis counts.
    pub across: &'static str,
    /// What is beside the rows.
    pub beside: &'static str,
    /// The name of each mark of a row, and its colour.
    pub keys: Vec<(String, &'static str)>,
    /// From the top on.
    pub rows: Vec<MarkedRow>,
}

/// One row.
#[derive(Debug)]
pub struct MarkedRow {
    /// Its name.
    pub name: String,
    /// One for each key; none where there is nothing to mark.
    pub marks: Vec<Option<Mark>>,
    /// The share of each band, of which the largest of the row fills its height; empty where there is nothing beside the row.
    pub bands: Vec<f64>,
}

/// A share, from 0 to 1, and its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// The share.
    pub value: f64,
    /// The ends of its interval; none of one image.
    pub interval: Option<(f64, f64)>,
}

/// Size of letters.
pub const FONT: f64 = 11.0;
/// Where the axis begins.
const LEFT: f64 = 118.0;
/// Width of what is beside the rows.
const BESIDE: f64 = 84.0;
/// Left of that, and right of it.
const GAP: f64 = 14.0;
/// Height of a mark.
const LINE: f64 = 9.0;
/// Between two rows.
const BETWEEN: f64 = 10.0;
/// Height of a key.
const KEY: f64 = 15.0;
/// Under the rows, for the numbers of the axis and its name.
const FOOT: f64 = 36.0;
/// Of the bands.
const GREY: &str = "#777";

impl MarkedRows {
    /// The rows in this width in SVG units, and their size.
    pub fn drawn(&self, width: f64) -> (Drawing, [f64; 2]) {
        let (top, row) = (8.0 + KEY * self.keys.len() as f64, LINE * self.keys.len() as f64 + BETWEEN);
        let bottom = top + row * self.rows.len() as f64;
        let axis = [LEFT, width - BESIDE - 2.0 * GAP];
        let mut drawing = Drawing::default();
        for (i, (name, colour)) in self.keys.iter().enumerate() {
            let y = 12.0 + KEY * i as f64;
            drawing.draw([text([LEFT, y], Anchor::Start).with("fill", colour).saying(name)]);
        }
        self.draw_axis(axis, [top, bottom], &mut drawing);
        for (i, one) in self.rows.iter().enumerate() {
            let y = top + row * i as f64;
            self.draw_marks(one, axis, y, &mut drawing);
            draw_bands(&one.bands, [width - BESIDE - GAP, y + BETWEEN / 2.0, row - BETWEEN], &mut drawing);
            drawing.draw([text([LEFT - 8.0, y + row / 2.0 + 4.0], Anchor::End).saying(&one.name)]);
        }
        (drawing, [width, bottom + FOOT])
    }

    fn draw_axis(&self, [left, right]: [f64; 2], [top, bottom]: [f64; 2], drawing: &mut Drawing) {
        for half in 0..=2 {
            let at = hundredths(left + (right - left) * f64::from(half) / 2.0);
            let line =
                path(format_args!("M{at} {top}V{bottom}")).with("stroke", if half == 0 { "#000" } else { "#ddd" });
            let label = text([at, hundredths(bottom + 14.0)], Anchor::Middle).saying(&format!("{} %", 50 * half));
            drawing.draw([line, label]);
        }
        let name = |x: f64, name: &str| text([x, bottom + 30.0], Anchor::Middle).saying(name);
        drawing.draw([name((left + right) / 2.0, self.across), name(right + GAP + BESIDE / 2.0, self.beside)]);
    }

    fn draw_marks(&self, row: &MarkedRow, [left, right]: [f64; 2], top: f64, drawing: &mut Drawing) {
        let x = |share: f64| left + (right - left) * share;
        for (i, ((_, colour), mark)) in self.keys.iter().zip(&row.marks).enumerate() {
            let Some(Mark { value, interval }) = mark else { continue };
            let y = top + BETWEEN / 2.0 + LINE * (i as f64 + 0.5);
            let (low, high) = interval.unwrap_or((*value, *value));
            let line = path(format_args!("M{:.2} {y:.2}H{:.2}", x(low), x(high))).with("stroke", colour);
            let disc = Element::new("circle").with("cx", hundredths(x(*value))).with("cy", hundredths(y));
            drawing.draw([line.with("stroke-width", 2), disc.with("r", 3).with("fill", colour)]);
        }
    }
}

/// Bars from the lowest band on the left, the largest as high as there is room for.
fn draw_bands(bands: &[f64], [left, top, height]: [f64; 3], drawing: &mut Drawing) {
    let most = bands.iter().copied().fold(0.0, f64::max);
    let (step, bottom) = (BESIDE / bands.len().max(1) as f64, top + height);
    let bars = bands.iter().enumerate().filter(|_| most > 0.0).map(|(k, share)| {
        let (x, high) = (left + step * k as f64, height * share / most);
        Element::new("rect")
            .with("x", hundredths(x))
            .with("y", hundredths(bottom - high))
            .with("width", hundredths(step * 0.8))
            .with("height", hundredths(high))
            .with("fill", GREY)
    });
    drawing.draw(bars);
    if !bands.is_empty() {
        drawing.draw([path(format_args!("M{left:.2} {bottom:.2}h{BESIDE}")).with("stroke", "#ddd")]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::svg;

    fn rows() -> MarkedRows {
        let mark = |value, low, high| Some(Mark { value, interval: Some((low, high)) });
        let bands = (0..63).map(|k| 1.0 / 2.0_f64.powi(k)).collect();
        MarkedRows {
            across: "right",
            beside: "bands",
            keys: vec![("<a>, n = 3".into(), "#0072b2"), ("b, n = 4".into(), "#d55e00")],
            rows: vec![
                MarkedRow { name: "none".into(), marks: vec![mark(0.9, 0.8, 1.0), mark(0.7, 0.5, 0.8)], bands: vec![] },
                MarkedRow { name: "fog".into(), marks: vec![None, Some(Mark { value: 0.5, interval: None })], bands },
            ],
        }
    }

    #[test]
    fn each_network_has_a_mark_in_each_row_that_it_has_a_number_of() {
        let (drawing, size) = rows().drawn(356.0);
        let svg = svg::document(svg::root(size, FONT), &drawing);
        assert_eq!((svg.matches("<circle").count(), svg.matches("<rect").count() - 1), (3, 63), "and the white ground");
        assert!(svg.contains("&lt;a&gt;, n = 3") && !svg.contains("NaN"), "{svg}");
        insta::assert_snapshot!(svg);
    }

    #[test]
    fn rows_without_anything_are_empty_axes() {
        let (drawing, _) = MarkedRows { keys: vec![], rows: vec![], ..rows() }.drawn(356.0);
        let svg = svg::document(svg::root([1.0, 1.0], FONT), &drawing);
        assert!(!svg.contains("NaN") && !svg.contains("<circle") && svg.contains("100 %"));
    }
}
