//! Values of the 63 bands over one axis: bars, a stepped line, lines with intervals, and marks.

use crate::{
    figure::{
        axis::Axis,
        svg::{Anchor, Drawing, Element, above, hundredths, path, text},
    },
    spectrum::band::Band,
};

/// The colour of the first network on the light page.
pub const FIRST: &str = "#b8461e";
/// That of the second.
pub const SECOND: &str = "#0f4480";
/// That of what acts.
pub const INK: &str = "#1c1e21";
/// That of what is a reference.
pub const SOFT: &str = "#565b63";
/// That of lines across.
const GRID: &str = "#d9d6cd";

/// Values of the bands over one axis.
#[derive(Debug, Clone, PartialEq)]
pub struct BandPlot {
    /// What they are, with their unit.
    pub title: String,
    /// Drawn one above the other.
    pub layers: Vec<Layer>,
    /// Their axis.
    pub axis: Axis,
    /// Whether the values are shares, written as percentages.
    pub percent: bool,
    /// The name of the axis of bands.
    pub across: &'static str,
    /// Between whole numbers and their fractions.
    pub decimal_mark: char,
}

/// Values that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Empty where the title says it.
    pub name: String,
    /// How they are drawn.
    pub look: Look,
    /// The colour of all.
    pub colour: &'static str,
    /// The values.
    pub points: Vec<Point>,
}

/// How values are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A bar from zero to each.
    Bars,
    /// A stepped line.
    Steps,
    /// A line through the middles of the bands, with the intervals shaded.
    Line,
    /// The same, dashed: a reference.
    Dashed,
    /// A short line across the slot of each band.
    Marks,
}

/// The value of a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The band.
    pub band: Band,
    /// Its value.
    pub value: f64,
    /// Where the value is estimated, the ends of its interval.
    pub interval: Option<(f64, f64)>,
}

/// Room for the numbers of the axis, left of the bars.
const INDENT: f64 = 44.0;
/// Room for the numbers of the bands and their name, below the bars.
pub const FOOT: f64 = 38.0;
/// Height of a layer's name.
const NAME: f64 = 16.0;
/// The name of the axis of bands.
const ACROSS: &str = "band k = u + v, from coarse to fine";
/// Steps of an axis, at least.
pub const STEPS: usize = 4;
/// Share of its slot that a bar fills.
const FILLED: f64 = 0.72;

impl Layer {
    /// Of all bands, without intervals.
    pub fn new(name: impl Into<String>, look: Look, colour: &'static str, values: &[f64]) -> Self {
        let point = |(band, &value): (Band, &f64)| Point { band, value, interval: None };
        Self { name: name.into(), look, colour, points: Band::all().zip(values).map(point).collect() }
    }
}

impl BandPlot {
    /// With an axis that covers every layer.
    pub fn new(title: impl Into<String>, layers: Vec<Layer>) -> Self {
        let ends = |point: &Point| point.interval.map_or([point.value; 2], |(low, high)| [low, high]);
        let numbers = layers.iter().flat_map(|layer| &layer.points).flat_map(ends);
        let axis = Axis::covering(numbers.map(|number| number as f32), STEPS);
        Self { title: title.into(), layers, axis, percent: false, across: ACROSS, decimal_mark: '.' }
    }

    /// The same of shares, which are written as percentages.
    #[must_use]
    pub fn in_percent(self) -> Self {
        Self { percent: true, ..self }
    }

    /// The same in another language.
    #[must_use]
    pub fn written(self, across: &'static str, decimal_mark: char) -> Self {
        Self { across, decimal_mark, ..self }
    }

    /// The same over another axis, so that plots can be compared.
    #[must_use]
    pub fn over(self, axis: Axis) -> Self {
        Self { axis, ..self }
    }

    /// What the names of the layers take above the plot.
    pub fn head(&self) -> f64 {
        NAME * self.named().count() as f64
    }

    /// The plot with its upper left corner at (x, y), the names of its layers above that, and its bands below.
    pub fn at(&self, [x, y]: [f64; 2], [width, height]: [f64; 2]) -> Drawing {
        let frame = Frame { left: x + INDENT, top: y, width: width - INDENT, height, axis: &self.axis };
        let mut drawing = Drawing::default();
        drawing.draw([above([x, y - self.head()], &self.title)]);
        for (i, layer) in self.named().enumerate() {
            let down = self.head() - NAME * (i as f64 + 1.0);
            drawing.draw(key([x, y - down - 8.0], layer));
        }
        frame.draw_values(self, &mut drawing);
        self.layers.iter().for_each(|layer| frame.draw_layer(layer, &mut drawing));
        drawing.draw(frame.bands(self.across));
        drawing
    }

    fn named(&self) -> impl Iterator<Item = &Layer> {
        self.layers.iter().filter(|layer| !layer.name.is_empty())
    }
}

/// The look of a layer beside its name.
fn key([x, y]: [f64; 2], layer: &Layer) -> [Element; 2] {
    let line = |dashes: &str| {
        path(format_args!("M{x} {:.1}h18", y - 4.0))
            .with("stroke", layer.colour)
            .with("stroke-width", 2)
            .with("stroke-dasharray", dashes)
    };
    let sign = match layer.look {
        Look::Bars => Element::new("rect")
            .with("x", x)
            .with("y", y - 9.0)
            .with("width", 18)
            .with("height", 9)
            .with("fill", layer.colour),
        Look::Dashed => line("5 3"),
        Look::Steps | Look::Line | Look::Marks => line("none"),
    };
    [sign, text([x + 24.0, y], Anchor::Start).saying(&layer.name)]
}

/// From bands and values to the units of the document.
struct Frame<'a> {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    axis: &'a Axis,
}

impl Frame<'_> {
    /// The left end of a band's slot; that of the 64th is the right end of the plot.
    fn x(&self, band: f64) -> f64 {
        self.left + self.width * band / Band::COUNT as f64
    }

    fn y(&self, value: f64) -> f64 {
        self.top + self.height * (1.0 - self.axis.position(value))
    }

    /// A line across at each tick.
    fn draw_values(&self, plot: &BandPlot, drawing: &mut Drawing) {
        let written = if plot.percent { self.axis.percent() } else { self.axis.clone() };
        for (&tick, &number) in self.axis.ticks.iter().zip(&written.ticks) {
            let (y, zero) = (self.y(tick), tick.abs() < self.axis.step / 2.0);
            let line = path(format_args!("M{} {y:.2}h{}", self.left, self.width))
                .with("stroke", if zero { SOFT } else { GRID });
            let label = written.label(number).replace('.', plot.decimal_mark.encode_utf8(&mut [0; 4]));
            let label = label + if plot.percent { " %" } else { "" };
            let place = [(self.left - 5.0).to_string(), hundredths(y + 4.0)];
            drawing.draw([line, text(place, Anchor::End).with("font-size", 11).saying(&label)]);
        }
    }

    fn draw_layer(&self, layer: &Layer, drawing: &mut Drawing) {
        match layer.look {
            Look::Bars => drawing.draw(layer.points.iter().map(|point| self.bar(point, layer.colour))),
            Look::Steps => drawing.draw(self.steps(layer)),
            Look::Line | Look::Dashed => drawing.draw(self.line(layer)),
            Look::Marks => drawing.draw(layer.points.iter().map(|point| self.mark(point, layer.colour))),
        }
    }

    /// From zero to the value.
    fn bar(&self, point: &Point, colour: &str) -> Element {
        let slot = self.width / Band::COUNT as f64;
        let x = self.x(point.band.index() as f64) + slot * (1.0 - FILLED) / 2.0;
        let (top, bottom) = (self.y(point.value.max(0.0)), self.y(point.value.min(0.0)));
        Element::new("rect")
            .with("x", hundredths(x))
            .with("y", hundredths(top))
            .with("width", hundredths(slot * FILLED))
            .with("height", hundredths(bottom - top))
            .with("fill", colour)
            .with("data-band", point.band)
            .with("data-value", point.value)
    }

    fn mark(&self, point: &Point, colour: &str) -> Element {
        let k = point.band.index() as f64;
        let line = format!("M{:.2} {:.2}H{:.2}", self.x(k), self.y(point.value), self.x(k + 1.0));
        path(line).with("stroke", colour).with("stroke-width", 2.5)
    }

    /// A stepped line on a white rim, which keeps it apart from bars.
    fn steps(&self, layer: &Layer) -> [Element; 2] {
        let step = |(i, point): (usize, &Point)| {
            let k = point.band.index() as f64;
            let to = if i == 0 { format!("M{:.2} ", self.x(k)) } else { "V".into() };
            format!("{to}{:.2}H{:.2}", self.y(point.value), self.x(k + 1.0))
        };
        let line = path(layer.points.iter().enumerate().map(step).collect::<String>()).with("fill", "none");
        [
            line.clone().with("stroke", "#fff").with("stroke-width", 4.5),
            line.with("stroke", layer.colour).with("stroke-width", 2),
        ]
    }

    /// The intervals and the line through the values.
    fn line(&self, layer: &Layer) -> Vec<Element> {
        let at = |band: Band, value: f64| format!("{:.2},{:.2} ", self.x(band.index() as f64 + 0.5), self.y(value));
        let upper = layer.points.iter().filter_map(|point| Some(at(point.band, point.interval?.1)));
        let lower = layer.points.iter().rev().filter_map(|point| Some(at(point.band, point.interval?.0)));
        let area: String = upper.chain(lower).collect();
        let values: String = layer.points.iter().map(|point| at(point.band, point.value)).collect();
        let dashes = if layer.look == Look::Dashed { "5 3" } else { "none" };
        let shade = Element::new("polygon").with("points", area).with("fill", layer.colour).with("fill-opacity", 0.16);
        let line = Element::new("polyline").with("points", values).with("fill", "none").with("stroke", layer.colour);
        vec![shade, line.with("stroke-width", 1.8).with("stroke-dasharray", dashes)]
    }

    /// Band numbers under the plot.
    fn bands(&self, across: &str) -> impl Iterator<Item = Element> {
        let low = self.top + self.height;
        let middle = move |x: f64, down: f64| text([hundredths(x), hundredths(low + down)], Anchor::Middle);
        let number = move |k: usize| middle(self.x(k as f64 + 0.5), 15.0).with("font-size", 11).saying(&k.to_string());
        let name = middle(self.x(Band::COUNT as f64 / 2.0), 31.0).saying(across);
        (0..Band::COUNT).step_by(10).map(number).chain([name])
    }
}
