//! 32×32 maps as SVG, side by side: the paper's Fig. 2 and 3, and heat maps of errors. The lowest frequency (0, 0) is at the top
//! left; in a Fourier heat map it is in the middle.

use crate::{
    change::MapMeans,
    figure::{
        colour::{magma, position},
        svg::{self, Anchor, Drawing, Element, group, text, upwards},
    },
    image::Image,
    spectrum::basis::Basis,
    study::{
        attack::{AttackChanges, RelativeMeans},
        heat_map::HeatMap,
        inversion::InversionChanges,
    },
};
use std::{borrow::Cow, fmt::Write};

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
/// Size of letters.
pub const FONT: f64 = 11.0;
/// Colours that are told apart: one path each.
const LEVELS: usize = 64;

/// Rows of maps.
#[derive(Debug)]
pub struct Heatmaps<'a> {
    rows: Vec<Row<'a>>,
}

/// Maps with one colour scale, so that they can be compared.
#[derive(Debug)]
struct Row<'a> {
    name: &'static str,
    scale: Scale,
    panels: Vec<Panel<'a>>,
}

/// A map and its name.
#[derive(Debug)]
struct Panel<'a> {
    name: String,
    /// 32 rows of 32 values; none where there is no number.
    values: Cow<'a, [Vec<Option<f64>>]>,
}

/// From a value to its place on the colour scale, 0 at the dark end and 1 at the light one.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scale {
    /// Logarithmic, between two powers of ten.
    Decades(f32, f32),
    /// Of shares, from 0 to 1.
    Shares,
}

impl<'a> Heatmaps<'a> {
    /// Fig. 2: RCT in its three forms, for each attack and for white noise of the same ℓ2 norm.
    pub fn of_attacks(studies: &'a [AttackChanges]) -> Self {
        let row = |name, map: fn(&RelativeMeans) -> &MapMeans| {
            let pair = |study: &'a AttackChanges| {
                let (model, method) = (&study.question.model.id, study.question.study.attack.method.kind().name());
                let n = study.attack.change.n;
                [
                    Panel::of(format!("{model}, {method}, n = {n}"), map(&study.attack)),
                    Panel::of("white noise of the same ℓ2 norm".to_owned(), map(&study.noise)),
                ]
            };
            Row::of_means(name, studies.iter().flat_map(pair).collect())
        };
        let raw = row("RCT, raw", |means| &means.raw);
        let guarded = row("RCT, guarded", |means| &means.guarded);
        Self { rows: vec![raw, guarded, row("absolute change", |means| &means.change.absolute)] }
    }

    /// Fig. 3: |DCT(x_r) − DCT(x)| of the inverted images, and |DCT(start) − DCT(x)| of their starts.
    pub fn of_inversions(studies: &'a [InversionChanges]) -> Self {
        let row = |name, map: fn(&InversionChanges) -> &MapMeans| {
            let panel = |study: &'a InversionChanges| {
                Panel::of(format!("{}, n = {}", study.question.model.id, study.question.data.images), map(study))
            };
            Row::of_means(name, studies.iter().map(panel).collect())
        };
        let after = row("|DCT(x_r) − DCT(x)|", |study| &study.after.absolute);
        Self { rows: vec![after, row("|DCT(start) − DCT(x)|", |study| &study.before.absolute)] }
    }

    /// Error rates with noise along each wave (Yin et al., 2019), a row for each basis.
    pub fn of_errors(maps: &[HeatMap]) -> Self {
        let name = |map: &HeatMap| format!("{}, n = {}", map.question.model.id, map.question.data.images);
        Self::of_named_errors(
            &maps.iter().map(|map| (name(map), map)).collect::<Vec<_>>(),
            ["Fourier basis", "DCT basis"],
        )
    }

    /// The same with a name above each map, and names of the two bases beside the rows.
    pub fn of_named_errors(maps: &[(String, &HeatMap)], [fourier, dct]: [&'static str; 2]) -> Self {
        let row = |(name, basis)| {
            let of_basis = maps.iter().filter(|(_, map)| map.question.study.basis == basis);
            Row {
                name,
                scale: Scale::Shares,
                panels: of_basis.map(|(name, map)| Panel::of_errors(name, map)).collect(),
            }
        };
        let rows = [(fourier, Basis::Fourier), (dct, Basis::Dct)].map(row);
        Self { rows: rows.into_iter().filter(|row| !row.panels.is_empty()).collect() }
    }

    /// Error rates as far as they are known, 32 rows of 32 from 0 to 1, each with a name above it; `name` is the row's.
    pub fn of_rates(name: &'static str, maps: Vec<(String, Vec<Vec<Option<f64>>>)>) -> Self {
        let panel = |(name, values): (String, Vec<_>)| Panel { name, values: Cow::Owned(values) };
        Self { rows: vec![Row { name, scale: Scale::Shares, panels: maps.into_iter().map(panel).collect() }] }
    }

    /// How many maps there are.
    pub fn panels(&self) -> usize {
        self.rows.iter().map(|row| row.panels.len()).sum()
    }

    /// The maps as an SVG document.
    pub fn to_svg(&self) -> String {
        let (drawing, size) = self.drawn();
        svg::document(svg::root(size, FONT), &drawing)
    }

    /// The maps, and their size in SVG units.
    pub fn drawn(&self) -> (Drawing, [f64; 2]) {
        let columns = self.rows.iter().map(|row| row.panels.len()).max().unwrap_or_default();
        let (width, height) = (LEFT + columns * (SIDE + GAP) + SCALE, self.rows.len() * (TOP + SIDE) + GAP);
        let mut drawing = Drawing::default();
        for (i, row) in self.rows.iter().enumerate() {
            let y = TOP + i * (TOP + SIDE);
            drawing.draw([group([LEFT as f64, y as f64]).around(&row.drawing())]);
        }
        (drawing, [width as f64, height as f64])
    }
}

impl<'a> Panel<'a> {
    fn of(name: String, means: &'a MapMeans) -> Self {
        Self { name, values: Cow::Borrowed(&means.mean) }
    }

    fn of_errors(name: &str, map: &HeatMap) -> Self {
        Self { name: name.into(), values: Cow::Owned(map.rates()) }
    }

    /// One path for each colour; a place without a number stays white.
    fn drawing(&self, scale: Scale) -> Drawing {
        let mut drawing = Drawing::default();
        drawing.draw([Element::new("text").with("y", -8).saying(&self.name)]);
        let mut paths = vec![String::new(); LEVELS];
        for (u, row) in self.values.iter().enumerate() {
            for (v, value) in row.iter().enumerate() {
                let Some(value) = value else { continue };
                let level = (scale.position(*value as f32).clamp(0.0, 1.0) * (LEVELS - 1) as f32).round() as usize;
                let _ = write!(paths[level], "M{} {}h{CELL}v{CELL}h-{CELL}z", v * CELL, u * CELL);
            }
        }
        for (level, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
            drawing.draw([crisp(Element::new("path").with("fill", hex(level))).with("d", path)]);
        }
        drawing
    }
}

impl<'a> Row<'a> {
    fn of_means(name: &'static str, panels: Vec<Panel<'a>>) -> Self {
        Self { name, scale: Scale::around(&panels), panels }
    }

    fn drawing(&self) -> Drawing {
        let pitch = (SIDE + GAP) as f64;
        let mut drawing = Drawing::default();
        drawing.draw([upwards([-12.0, SIDE as f64 / 2.0]).saying(self.name)]);
        for (i, panel) in self.panels.iter().enumerate() {
            drawing.draw([group([i as f64 * pitch, 0.0]).around(&panel.drawing(self.scale))]);
        }
        drawing.draw([group([self.panels.len() as f64 * pitch, 0.0]).around(&self.scale.drawing())]);
        drawing
    }
}

impl Scale {
    /// The powers of ten that hold every value above 0.
    fn around(panels: &[Panel]) -> Self {
        let values = panels.iter().flat_map(|panel| panel.values.iter().flatten().flatten());
        let logarithms = values.filter(|value| **value > 0.0).map(|value| value.log10());
        let (low, high) =
            logarithms.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(one), high.max(one)));
        match low <= high {
            true => Self::Decades(low.floor() as f32, high.ceil().max(low.floor() + 1.0) as f32),
            false => Self::Decades(-1.0, 0.0),
        }
    }

    fn position(self, value: f32) -> f32 {
        match self {
            Self::Decades(low, high) => position(value, (low, high)),
            Self::Shares => value,
        }
    }

    /// The colours from the dark end at the bottom to the light one at the top, and numbers beside them.
    fn drawing(self) -> Drawing {
        let step = SIDE as f32 / LEVELS as f32;
        let mut drawing = Drawing::default();
        for level in 0..LEVELS {
            let y = SIDE as f32 - step * (level + 1) as f32;
            let bar = Element::new("rect").with("y", y).with("width", 12).with("height", step);
            drawing.draw([crisp(bar.with("fill", hex(level)))]);
        }
        self.numbers().into_iter().for_each(|number| drawing.draw([number]));
        drawing
    }

    /// Powers of ten, or every quarter.
    fn numbers(self) -> Vec<Element> {
        match self {
            Self::Decades(low, high) => {
                let power = |power: i32| self.number(10.0_f32.powi(power), decade(power));
                (low as i32..=high as i32).map(power).collect()
            }
            Self::Shares => {
                let quarter = |percent: i32| {
                    self.number(percent as f32 / 100.0, move |text| text.saying(&format!("{percent} %")))
                };
                (0..=100).step_by(25).map(quarter).collect()
            }
        }
    }

    /// A number beside its colour.
    fn number(self, value: f32, written: impl Fn(Element) -> Element) -> Element {
        let y = SIDE as f32 * (1.0 - self.position(value)) + 4.0;
        written(text(["16", &format!("{y:.1}")], Anchor::Start))
    }
}

/// Writes a power of ten.
fn decade(power: i32) -> impl Fn(Element) -> Element {
    move |text| {
        let raised = Element::new("tspan").with("dy", -4).with("font-size", 8);
        text.saying("10").holding(&raised.saying(&power.to_string().replace('-', "−")))
    }
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
    use crate::{
        change::rct::Map,
        class::Class,
        study::{
            self,
            heat_map::{HeatMapRecord, HeatMapStudy},
        },
    };

    /// A map that is `value` everywhere but at (0, 1), where it is ten times as much.
    fn map(value: f64) -> MapMeans {
        let mut values = vec![value; Image::PLANE];
        values[1] *= 10.0;
        MapMeans::of(&[&Map::try_from(values).unwrap()])
    }

    fn row<'a>(name: &'static str, panels: &[(&str, &'a MapMeans)]) -> Row<'a> {
        Row::of_means(name, panels.iter().map(|&(name, map)| Panel::of(name.into(), map)).collect())
    }

    fn svg(panels: &[(&str, &MapMeans)]) -> String {
        Heatmaps { rows: vec![row("row", panels)] }.to_svg()
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
        let rows = vec![row("upper", &[("<a & b>, n = 2", &a), ("b", &b)]), row("lower", &[("a", &a)])];
        insta::assert_snapshot!(Heatmaps { rows }.to_svg());
    }

    #[test]
    fn no_row_is_an_empty_document() {
        insta::assert_snapshot!(Heatmaps { rows: vec![] }.to_svg());
    }

    #[test]
    fn every_coefficient_has_its_place_and_colour() {
        let map = map(0.1);
        let svg = svg(&[("<name>", &map)]);
        assert_eq!(svg.matches("h6v6h-6z").count(), Image::PLANE);
        // (0, 1) is on the right of (0, 0) and has the lightest colour.
        let lightest =
            format!("<path fill=\"{}\" shape-rendering=\"crispEdges\" d=\"M6 0h6v6h-6z\"/>", hex(LEVELS - 1));
        assert!(svg.contains(&lightest) && svg.contains("&lt;name&gt;"));
    }

    #[test]
    fn maps_of_a_row_share_one_scale() {
        let (small, large) = (map(0.002), map(3.0));
        assert_eq!(row("row", &[("a", &small), ("b", &large)]).scale, Scale::Decades(-3.0, 2.0));
    }

    #[test]
    fn maps_without_a_number_are_drawn_without_one() {
        let (zeros, none) = (map(0.0), MapMeans::of(&[]));
        let svg = svg(&[("a", &zeros), ("b", &none)]);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert_eq!(svg.matches("h6v6h-6z").count(), Image::PLANE);
    }

    #[test]
    fn rates_that_are_not_known_yet_stay_white() {
        let mut rates = vec![vec![None; Image::SIDE]; Image::SIDE];
        rates[16] = vec![Some(0.5); Image::SIDE];
        let svg = Heatmaps::of_rates("waves", vec![("net, n = 3".into(), rates)]).to_svg();
        assert_eq!(svg.matches("h6v6h-6z").count(), Image::SIDE);
        assert!(svg.contains("net, n = 3") && svg.contains(">waves<") && svg.contains(">100 %<"), "{svg}");
    }

    #[test]
    fn errors_are_drawn_from_none_to_all_in_a_row_for_each_basis() {
        let map = |basis, clean, wrong: usize| {
            let norm = HeatMapStudy::NORM;
            let mut question = study::tests::question(4, HeatMapStudy { basis, norm, clip: false, seed: 0 });
            question.model.id = "net".into();
            let waves = basis.distinct().count();
            let flags = |image: usize| (0..waves).map(|wave| image < wrong || wave % 7 == image).collect();
            let record = |image| HeatMapRecord { image, label: Class::Cat, clean: image < clean, wrong: flags(image) };
            HeatMap::of(question, &[0, 1, 2, 3].map(record)).unwrap()
        };
        let maps = [map(Basis::Dct, 1, 2), map(Basis::Fourier, 0, 0), map(Basis::Fourier, 4, 4)];
        let drawn = Heatmaps::of_errors(&maps);
        assert_eq!((drawn.rows.len(), drawn.panels()), (2, 3));
        let svg = drawn.to_svg();
        assert!(svg.contains("net, n = 4") && svg.contains(">100 %<"));
        insta::assert_snapshot!(svg);
    }
}
