//! 32×32 maps as SVG, side by side: the paper's Fig. 2 and 3. The lowest frequency (0, 0) is at the top left.

use crate::{
    change::MapMeans,
    figure::{
        colour::{magma, position},
        svg::{self, Anchor, Drawing, Element, group, text, upwards},
    },
    image::Image,
    study::{
        attack::{AttackChanges, RelativeMeans},
        inversion::InversionChanges,
    },
};
use std::fmt::Write;

/// Side of a coefficient in SVG units.
const CELL: usize = 6;
/// Side of a map.
const SIDE: usize = CELL * Image::SIDE;
/// Left of the first map, where a row's name stands.
const LEFT: usize = 32;
/// Room over a map for its name.
const TOP: usize = 28;
/// From one map to the next, or to the scale.
const GAP: usize = 24;
/// Room for the scale and its numbers.
const SCALE: usize = 72;
/// Colours that are told apart: one path each.
const LEVELS: usize = 64;

/// Rows of maps.
#[derive(Debug)]
pub struct Heatmaps<'a> {
    rows: Vec<Row<'a>>,
}

/// Maps with one logarithmic colour scale, so that they can be compared.
#[derive(Debug)]
struct Row<'a> {
    name: &'static str,
    panels: Vec<(String, &'a MapMeans)>,
}

impl<'a> Heatmaps<'a> {
    /// Fig. 2: RCT in its three forms, for each attack and for white noise of the same ℓ2 norm.
    pub fn of_attacks(studies: &'a [AttackChanges]) -> Self {
        let row = |name, map: fn(&RelativeMeans) -> &MapMeans| {
            let pair = |study: &'a AttackChanges| {
                let (model, method) = (&study.question.model.id, study.question.study.attack.method.kind().name());
                let n = study.attack.change.n;
                [
                    (format!("{model}, {method}, n = {n}"), map(&study.attack)),
                    ("white noise of the same ℓ2 norm".to_owned(), map(&study.noise)),
                ]
            };
            Row { name, panels: studies.iter().flat_map(pair).collect() }
        };
        let raw = row("RCT, raw", |means| &means.raw);
        let guarded = row("RCT, guarded", |means| &means.guarded);
        Self { rows: vec![raw, guarded, row("absolute change", |means| &means.change.absolute)] }
    }

    /// Fig. 3: |DCT(x_r) − DCT(x)| of the inverted images, and |DCT(start) − DCT(x)| of their starts.
    pub fn of_inversions(studies: &'a [InversionChanges]) -> Self {
        let row = |name, map: fn(&InversionChanges) -> &MapMeans| {
            let panel = |study: &'a InversionChanges| {
                (format!("{}, n = {}", study.question.model.id, study.question.data.images), map(study))
            };
            Row { name, panels: studies.iter().map(panel).collect() }
        };
        let after = row("|DCT(x_r) − DCT(x)|", |study| &study.after.absolute);
        Self { rows: vec![after, row("|DCT(start) − DCT(x)|", |study| &study.before.absolute)] }
    }

    /// How many maps there are.
    pub fn panels(&self) -> usize {
        self.rows.iter().map(|row| row.panels.len()).sum()
    }

    /// The maps as an SVG document.
    pub fn to_svg(&self) -> String {
        let columns = self.rows.iter().map(|row| row.panels.len()).max().unwrap_or_default();
        let (width, height) = (LEFT + columns * (SIDE + GAP) + SCALE, self.rows.len() * (TOP + SIDE) + GAP);
        let mut drawing = Drawing::default();
        for (i, row) in self.rows.iter().enumerate() {
            let y = TOP + i * (TOP + SIDE);
            drawing.draw([group([LEFT as f64, y as f64]).around(&row.drawing())]);
        }
        svg::document(svg::root([width as f64, height as f64], 11.0), &drawing)
    }
}

impl Row<'_> {
    fn drawing(&self) -> Drawing {
        let (decades, pitch) = (self.decades(), (SIDE + GAP) as f64);
        let mut drawing = Drawing::default();
        drawing.draw([upwards([-12.0, SIDE as f64 / 2.0]).saying(self.name)]);
        for (i, (name, map)) in self.panels.iter().enumerate() {
            let mut panel = Drawing::default();
            panel.draw([Element::new("text").with("y", -8).saying(name)]);
            draw_cells(map, decades, &mut panel);
            drawing.draw([group([i as f64 * pitch, 0.0]).around(&panel)]);
        }
        drawing.draw([group([self.panels.len() as f64 * pitch, 0.0]).around(&scale(decades))]);
        drawing
    }

    /// The powers of ten that hold every mean above 0.
    fn decades(&self) -> (f32, f32) {
        let means = self.panels.iter().flat_map(|(_, map)| map.mean.iter().flatten().flatten());
        let logarithms = means.filter(|mean| **mean > 0.0).map(|mean| mean.log10());
        let (low, high) =
            logarithms.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(one), high.max(one)));
        match low <= high {
            true => (low.floor() as f32, high.ceil().max(low.floor() + 1.0) as f32),
            false => (-1.0, 0.0),
        }
    }
}

/// One path for each colour; a coefficient without a mean stays white.
fn draw_cells(map: &MapMeans, decades: (f32, f32), drawing: &mut Drawing) {
    let mut paths = vec![String::new(); LEVELS];
    for (u, row) in map.mean.iter().enumerate() {
        for (v, mean) in row.iter().enumerate() {
            let Some(mean) = mean else { continue };
            let level = (position(*mean as f32, decades).clamp(0.0, 1.0) * (LEVELS - 1) as f32).round() as usize;
            let _ = write!(paths[level], "M{} {}h{CELL}v{CELL}h-{CELL}z", v * CELL, u * CELL);
        }
    }
    for (level, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
        drawing.draw([crisp(Element::new("path").with("fill", hex(level))).with("d", path)]);
    }
}

/// The colours from the dark end at the bottom to the light one at the top, and the powers of ten beside them.
fn scale((low, high): (f32, f32)) -> Drawing {
    let step = SIDE as f32 / LEVELS as f32;
    let mut drawing = Drawing::default();
    for level in 0..LEVELS {
        let y = SIDE as f32 - step * (level + 1) as f32;
        let bar = Element::new("rect").with("y", y).with("width", 12).with("height", step);
        drawing.draw([crisp(bar.with("fill", hex(level)))]);
    }
    for decade in low as i32..=high as i32 {
        let y = SIDE as f32 * (1.0 - position(10.0_f32.powi(decade), (low, high))) + 4.0;
        let power = Element::new("tspan").with("dy", -4).with("font-size", 8);
        let power = power.saying(&decade.to_string().replace('-', "−"));
        drawing.draw([text(["16", &format!("{y:.1}")], Anchor::Start).saying("10").holding(&power)]);
    }
    drawing
}

/// Without antialiasing, which would leave seams between neighbouring coefficients.
fn crisp(element: Element) -> Element {
    element.with("shape-rendering", "crispEdges")
}

fn hex(level: usize) -> String {
    let [red, green, blue] = magma(level as f32 / (LEVELS - 1) as f32);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::rct::Map;

    /// A map that is `value` everywhere but at (0, 1), where it is ten times as much.
    fn map(value: f64) -> MapMeans {
        let mut values = vec![value; Image::PLANE];
        values[1] *= 10.0;
        MapMeans::of(&[&Map::try_from(values).unwrap()])
    }

    fn svg(panels: Vec<(String, &MapMeans)>) -> String {
        Heatmaps { rows: vec![Row { name: "row", panels }] }.to_svg()
    }

    /// A map of these values at (u, v), without any elsewhere.
    fn sparse(values: &[(usize, usize, f64)]) -> MapMeans {
        let mut map = MapMeans::of(&[]);
        values.iter().for_each(|&(u, v, value)| map.mean[u][v] = Some(value));
        map
    }

    #[test]
    fn two_rows_are_drawn_with_a_scale_each() {
        let (a, b) = (sparse(&[(0, 0, 0.02), (0, 1, 0.5), (31, 31, 4.0)]), sparse(&[(3, 4, 3.0), (5, 5, 0.0)]));
        let upper = Row { name: "upper", panels: vec![("<a & b>, n = 2".into(), &a), ("b".into(), &b)] };
        let lower = Row { name: "lower", panels: vec![("a".into(), &a)] };
        insta::assert_snapshot!(Heatmaps { rows: vec![upper, lower] }.to_svg());
    }

    #[test]
    fn no_row_is_an_empty_document() {
        insta::assert_snapshot!(Heatmaps { rows: vec![] }.to_svg());
    }

    #[test]
    fn every_coefficient_has_its_place_and_colour() {
        let map = map(0.1);
        let svg = svg(vec![("<name>".into(), &map)]);
        assert_eq!(svg.matches("h6v6h-6z").count(), Image::PLANE);
        // (0, 1) is on the right of (0, 0) and has the lightest colour.
        let lightest =
            format!("<path fill=\"{}\" shape-rendering=\"crispEdges\" d=\"M6 0h6v6h-6z\"/>", hex(LEVELS - 1));
        assert!(svg.contains(&lightest) && svg.contains("&lt;name&gt;"));
    }

    #[test]
    fn maps_of_a_row_share_one_scale() {
        let (small, large) = (map(0.002), map(3.0));
        let row = Row { name: "row", panels: vec![("a".into(), &small), ("b".into(), &large)] };
        assert_eq!(row.decades(), (-3.0, 2.0));
    }

    #[test]
    fn maps_without_a_number_are_drawn_without_one() {
        let (zeros, none) = (map(0.0), MapMeans::of(&[]));
        let svg = svg(vec![("a".into(), &zeros), ("b".into(), &none)]);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert_eq!(svg.matches("h6v6h-6z").count(), Image::PLANE);
    }
}
