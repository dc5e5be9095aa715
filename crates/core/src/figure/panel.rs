//! Curves over bands on one pair of axes, with 95 % intervals.

use crate::{
    figure::{
        axis::Axis,
        svg::{self, Anchor, Drawing, Element, hundredths, path, text, upwards},
    },
    spectrum::{band::Band, partition::Partition},
    statistics::Estimate,
    study::occlusion::BandMeans,
};

/// Width of a panel in SVG units.
const WIDTH: f64 = 640.0;
/// Height of a panel.
const HEIGHT: f64 = 320.0;
/// Where the axes of a panel begin and end: left, and how far from its right edge, top, bottom.
const PLOT: [f64; 4] = [64.0, 16.0, 36.0, 272.0];
/// From one name of a curve to the next.
const KEY: f64 = 16.0;
/// From the left edge of a panel to the longest name.
const EDGE: f64 = 4.0;
/// The mean width of a letter, as a share of its size.
const LETTER: f64 = 0.55;
/// Size of letters.
pub const FONT: f64 = 12.0;
/// Steps of an axis, at least.
const STEPS: usize = 4;
/// The colours of Okabe and Ito (2008), which people with colour blindness can tell apart.
pub const COLOURS: [&str; 7] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

/// Curves on one pair of axes.
#[derive(Debug)]
pub struct Panel {
    /// What they are of.
    pub name: String,
    /// The name of the axis of bands.
    pub across: &'static str,
    /// That of the other axis, with its unit.
    pub upwards: &'static str,
    /// Where the names of the curves stand.
    pub keys: Keys,
    /// One for each network.
    pub curves: Vec<Curve>,
    /// Those of the curves, which begin anew where there are more of them.
    pub colours: Vec<&'static str>,
}

/// Where the names of the curves stand, on the right. A curve without a name needs no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Over the axes, above curves that fill them.
    Above,
    /// At the top.
    Top,
}

/// The values of one network.
#[derive(Debug)]
pub struct Curve {
    /// Its name.
    pub name: String,
    /// The bands that are drawn, in rising order.
    pub points: Vec<Point>,
}

/// The mean value of a band and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The band.
    pub band: Band,
    /// The mean.
    pub mean: f64,
    /// The ends of the interval; none of a mean without a standard error, such as that of one image.
    pub interval: Option<(f64, f64)>,
}

/// From bands and values to SVG units.
#[derive(Debug, Clone, Copy)]
struct Axes {
    bands: [f64; 2],
    values: [f64; 2],
    /// Left, right, top and bottom in SVG units.
    plot: [f64; 4],
}

/// The panels as an SVG document: one in a row, or two where there are several.
pub fn to_svg(panels: &[Panel]) -> String {
    let columns = panels.len().clamp(1, 2);
    let (drawing, size) = drawn(panels, columns, WIDTH);
    svg::document(svg::root(size, FONT), &drawing)
}

/// The panels in so many columns, each of this width in SVG units, and the size of the whole.
pub fn drawn(panels: &[Panel], columns: usize, width: f64) -> (Drawing, [f64; 2]) {
    let columns = columns.max(1);
    let mut drawing = Drawing::default();
    for (i, panel) in panels.iter().enumerate() {
        let corner = [width * (i % columns) as f64, HEIGHT * (i / columns) as f64];
        drawing.draw([svg::group(corner).around(&panel.drawing(width))]);
    }
    (drawing, [width * columns as f64, HEIGHT * panels.len().div_ceil(columns) as f64])
}

/// What an axis of bands counts.
pub const fn across(partition: Partition) -> &'static str {
    match partition {
        Partition::Diagonal => "band k = u + v",
        Partition::Radial => "band r = √(u² + v²), rounded",
    }
}

impl Panel {
    fn drawing(&self, width: f64) -> Drawing {
        let mut axes = Axes::around(self.curves.iter().flat_map(|curve| &curve.points), width);
        axes.plot[2] += self.room();
        let mut drawing = Drawing::default();
        drawing.draw([text([PLOT[0], 20.0], Anchor::Start).with("font-weight", "bold").saying(&self.name)]);
        axes.draw([self.across, self.upwards], &mut drawing);
        for (i, curve) in self.curves.iter().enumerate() {
            axes.draw_curve(&curve.points, self.colour(i), &mut drawing);
            drawing.draw([self.key(i, axes.plot)]);
        }
        drawing
    }

    /// What the names of the curves take from the axes.
    fn room(&self) -> f64 {
        let named = self.curves.iter().filter(|curve| !curve.name.is_empty()).count();
        if self.keys == Keys::Above { KEY * named as f64 } else { 0.0 }
    }

    /// The name of the i-th network in its colour.
    fn key(&self, i: usize, [_, right, top, _]: [f64; 4]) -> Element {
        let y = match self.keys {
            Keys::Above => top - self.room() + KEY * i as f64,
            Keys::Top => top + 14.0 + KEY * i as f64,
        };
        let name = &self.curves[i].name;
        narrowed(text([right, y], Anchor::End).with("fill", self.colour(i)), name, right - EDGE).saying(name)
    }

    fn colour(&self, i: usize) -> &'static str {
        self.colours.get(i % self.colours.len().max(1)).copied().unwrap_or("#000")
    }
}

/// A text that may not be wider than this in SVG units: pressed where it would be.
fn narrowed(element: Element, name: &str, width: f64) -> Element {
    if LETTER * FONT * name.chars().count() as f64 <= width {
        return element;
    }
    element.with("textLength", width).with("lengthAdjust", "spacingAndGlyphs")
}

impl Point {
    /// The mean score of a band; none of an empty group.
    pub fn of(means: &BandMeans, band: Band) -> Option<Self> {
        let mean = *means.mean.get(band.index())?;
        let standard_error = means.standard_error.get(band.index()).copied().flatten();
        Some(Self { band, mean: mean?, interval: Estimate { mean, standard_error }.interval(means.exact) })
    }

    /// The lower and the upper end of what is drawn for the point.
    pub fn extent(&self) -> (f64, f64) {
        self.interval.unwrap_or((self.mean, self.mean))
    }
}

impl Axes {
    /// Axes that cover every point and the value 0, in a panel of this width.
    fn around<'a>(points: impl Iterator<Item = &'a Point>, width: f64) -> Self {
        let (mut bands, mut values) = ([f64::INFINITY, 0.0_f64], [0.0_f64; 2]);
        for point in points {
            let k = point.band.index() as f64;
            bands = [bands[0].min(k), bands[1].max(k)];
            let (low, high) = point.extent();
            values = [values[0].min(low), values[1].max(high)];
        }
        let widened = |[low, high]: [f64; 2]| if low < high { [low, high] } else { [high, high + 1.0] };
        let [left, margin, top, bottom] = PLOT;
        Self { bands: widened(bands), values: widened(values), plot: [left, width - margin, top, bottom] }
    }

    fn x(&self, band: f64) -> f64 {
        let ([low, high], [left, right, ..]) = (self.bands, self.plot);
        left + (right - left) * (band - low) / (high - low)
    }

    fn y(&self, value: f64) -> f64 {
        let ([low, high], [.., top, bottom]) = (self.values, self.plot);
        bottom - (bottom - top) * (value - low) / (high - low)
    }

    /// Grid, ticks and names.
    fn draw(&self, [across, up]: [&str; 2], drawing: &mut Drawing) {
        self.draw_values(drawing);
        self.draw_bands(drawing);
        let [left, right, top, bottom] = self.plot;
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        drawing.draw([
            path(format_args!("M{left} {top}V{bottom}H{right}")).with("stroke", "#000").with("fill", "none"),
            text([x, bottom + 36.0], Anchor::Middle).saying(across),
            upwards([16.0, y]).saying(up),
        ]);
    }

    /// A line across at each round value.
    fn draw_values(&self, drawing: &mut Drawing) {
        let ([left, right, ..], axis) = (self.plot, Axis::within(self.values, STEPS));
        for &tick in &axis.ticks {
            let (y, colour) = (self.y(tick), if tick == 0.0 { "#000" } else { "#ddd" });
            let line = path(format_args!("M{left} {y:.2}H{right}")).with("stroke", colour);
            let place = [(left - 6.0).to_string(), hundredths(y + 4.0)];
            drawing.draw([line, text(place, Anchor::End).saying(&axis.label(tick))]);
        }
    }

    /// A short line down at each round band.
    fn draw_bands(&self, drawing: &mut Drawing) {
        let bottom = self.plot[3];
        for tick in ticks(self.bands).into_iter().filter(|tick| tick.fract() == 0.0) {
            let x = hundredths(self.x(tick));
            let line = path(format_args!("M{x} {bottom}v4")).with("stroke", "#000");
            let place = [x, (bottom + 16.0).to_string()];
            drawing.draw([line, text(place, Anchor::Middle).saying(&tick.to_string())]);
        }
    }

    fn draw_curve(&self, points: &[Point], colour: &str, drawing: &mut Drawing) {
        let at = |point: &Point, value: f64| format!("{:.2},{:.2} ", self.x(point.band.index() as f64), self.y(value));
        let upper = points.iter().filter_map(|point| Some(at(point, point.interval?.1)));
        let lower = points.iter().rev().filter_map(|point| Some(at(point, point.interval?.0)));
        let interval: String = upper.chain(lower).collect();
        let means: String = points.iter().map(|point| at(point, point.mean)).collect();
        if !interval.is_empty() {
            let area = Element::new("polygon").with("points", interval).with("fill", colour);
            drawing.draw([area.with("fill-opacity", "0.25")]);
        }
        let line = Element::new("polyline").with("points", means).with("fill", "none").with("stroke", colour);
        drawing.draw([line.with("stroke-width", "1.5")]);
    }
}

/// Four to ten round numbers within the range, which is not empty, in rising order.
fn ticks(range: [f64; 2]) -> Vec<f64> {
    Axis::within(range, STEPS).ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: impl IntoIterator<Item = f64>) -> Vec<Point> {
        let point = |(band, mean)| Point { band, mean, interval: None };
        Band::all().zip(values).map(point).collect()
    }

    /// The labels of the values, from the lowest to the highest.
    fn labels(svg: &str) -> Vec<&str> {
        let lines = svg.lines().filter(|line| line.contains("H624\" stroke=") && line.contains("\"end\""));
        lines.filter_map(|line| line.split(['>', '<']).nth_back(2)).collect()
    }

    #[test]
    fn small_and_large_values_have_ticks_that_differ() {
        for scale in [1e-30, 1e-8, 3e-7, 1e-5, 1.0, 1e7, 1e20] {
            let points = points((0..63).map(|k| scale * (f64::from(k % 7) - 3.0)));
            let ticks = ticks(Axes::around(points.iter(), WIDTH).values);
            assert!((4..=10).contains(&ticks.len()) && ticks.is_sorted_by(|a, b| a < b), "{scale}: {ticks:?}");
            let curves = vec![Curve { name: "net".into(), points }];
            let panel =
                Panel { name: "x".into(), across: "", upwards: "", keys: Keys::Top, curves, colours: COLOURS.to_vec() };
            let svg = to_svg(&[panel]);
            let numbers: Vec<f64> = labels(&svg).iter().map(|label| label.replace('−', "-").parse().unwrap()).collect();
            assert_eq!(numbers, ticks, "{scale}");
            assert!(labels(&svg).iter().all(|label| label.chars().count() <= 8), "{:?}", labels(&svg));
        }
    }

    #[test]
    fn ticks_are_round_and_within_their_range() {
        assert_eq!(ticks([0.0, 62.0]), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0]);
        assert_eq!(ticks([-0.11, 0.31]), [-0.1, 0.0, 0.1, 0.2, 0.3]);
        assert_eq!(ticks([0.0, 4.0]), [0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn axes_hold_what_they_show() {
        let interval = |mean: f64| Some((mean - 1.0, mean + 1.0));
        let point = |k: u8, mean: f64| Point { band: k.try_into().unwrap(), mean, interval: interval(mean) };
        let axes = Axes::around([point(1, 2.0), point(61, -1.0)].iter(), WIDTH);
        assert_eq!((axes.bands, axes.values), ([1.0, 61.0], [-2.0, 3.0]));
        assert_eq!((axes.x(61.0), axes.y(-2.0)), (624.0, 272.0));
        let empty = Axes::around([].iter(), WIDTH);
        assert!(empty.x(0.0).is_finite() && empty.y(0.0).is_finite());
    }

    #[test]
    fn panels_keep_to_their_columns_and_colours() {
        let panel = |name: &str| Panel {
            name: name.into(),
            across: "",
            upwards: "",
            keys: Keys::Top,
            curves: (0..3).map(|i| Curve { name: format!("net {i}"), points: points([0.0, f64::from(i)]) }).collect(),
            colours: vec!["red", "blue"],
        };
        let (drawing, size) = drawn(&[panel("a"), panel("b"), panel("c")], 2, 300.0);
        assert_eq!(size, [600.0, 2.0 * HEIGHT]);
        let text = format!("{drawing:?}");
        assert!(text.contains("translate(300 0)") && text.contains("translate(0 320)"), "{text}");
        assert!(text.contains("H284") && !text.contains("H624"), "the axis ends before the panel does");
        assert_eq!(["red", "blue"].map(|colour| text.matches(&format!("stroke=\\\"{colour}")).count()), [6, 3]);
    }

    #[test]
    fn names_above_stand_over_the_axes_and_take_room_where_there_are_any() {
        let curve = |name: &str| Curve { name: name.into(), points: points([0.0, 1.0]) };
        let panel = |keys, names: &[&str]| Panel {
            name: "a".into(),
            across: "",
            upwards: "",
            keys,
            curves: names.iter().map(|name| curve(name)).collect(),
            colours: COLOURS.to_vec(),
        };
        let above = panel(Keys::Above, &["one", "two", ""]);
        let top = PLOT[2] + above.room();
        let key = |i| format!("{:?}", above.key(i, [0.0, 300.0, top, PLOT[3]]));
        assert_eq!(above.room(), 2.0 * KEY);
        assert!(key(0).contains(" y=\\\"36\\\"") && key(1).contains(" y=\\\"52\\\""), "{} {}", key(0), key(1));
        assert_eq!([panel(Keys::Above, &[""]), panel(Keys::Top, &["one"])].map(|one| one.room()), [0.0; 2]);
    }

    #[test]
    fn a_name_that_is_too_long_is_pressed_into_its_panel() {
        let key = |name: &str| {
            let curves = vec![Curve { name: name.into(), points: points([0.0]) }];
            let panel =
                Panel { name: "a".into(), across: "", upwards: "", keys: Keys::Above, curves, colours: vec!["red"] };
            format!("{:?}", panel.key(0, [64.0, 340.0, 52.0, 272.0]))
        };
        assert!(!key("ResNet-18, natural, n = 10,000").contains("textLength"));
        let long = key("VGG-19 with batch-norm at half width, natural, n = 10,000");
        assert!(long.contains("textLength=\\\"336\\\""), "{long}");
    }

    #[test]
    fn one_image_has_a_curve_and_no_interval() {
        let drawn = |interval: Option<(f64, f64)>| {
            let points = [Point { band: Band::LOWEST, mean: 1.0, interval }];
            let mut drawing = Drawing::default();
            Axes::around(points.iter(), WIDTH).draw_curve(&points, "red", &mut drawing);
            format!("{drawing:?}")
        };
        assert!(!drawn(None).contains("polygon") && drawn(None).contains("polyline"));
        assert!(drawn(Some((0.8, 1.2))).contains("polygon"));
    }

    #[test]
    fn a_single_image_has_no_interval() {
        let means = |n: usize, error: Option<f64>| BandMeans {
            n: 40,
            exact: n,
            mean: vec![Some(1.0)],
            standard_error: vec![error],
            gain: None,
            low_share: Estimate { mean: None, standard_error: None },
            share: None,
        };
        assert_eq!(Point::of(&means(1, None), Band::LOWEST).unwrap().interval, None);
        assert!(Point::of(&means(2, Some(0.1)), Band::LOWEST).unwrap().interval.is_some());
        assert_eq!(Point::of(&means(2, Some(0.1)), Band::HIGHEST), None);
    }
}
