//! A small chart over the 63 bands, as the article has several side by side.

use super::band_plot::{FIRST, SECOND, SOFT};
use crate::{
    charts::{
        small_chart::{NamedChart, Plotted, Shape, Tone, is_rising},
        small_scale::{SmallScale, Unit},
    },
    words::words,
};
use freqscope_core::{
    figure::svg::{Anchor, Drawing, Element, hundredths, path, text},
    spectrum::{band::Band, frequency_range::FrequencyRange},
};

/// Room for the ends of the axis, below the chart.
pub const FOOT: f64 = 18.0;
const GRID: &str = "#e8e5dd";
const FIELD: &str = "#85827a";
/// Between a curve and its name.
const APART: f64 = 7.0;

/// Where a chart is drawn.
pub struct SmallPlot<'a> {
    pub scale: &'a SmallScale,
    /// Its upper left corner.
    pub corner: [f64; 2],
    /// Its width and height.
    pub size: [f64; 2],
}

impl SmallPlot<'_> {
    /// The chart with its name and note above, and the ends of its axis below.
    pub fn draw(&self, chart: &NamedChart) -> Drawing {
        let [x, y] = self.corner;
        let mut drawing = Drawing::default();
        let name = text([x, y - 8.0], Anchor::Start).with("font-weight", "bold").with("fill", colour(chart.tone));
        let note = text([x + self.size[0], y - 8.0], Anchor::End).with("fill", SOFT);
        drawing.draw([name.saying(&chart.title), note.saying(&chart.note)]);
        drawing.draw(self.grid());
        chart.plotted.iter().for_each(|plotted| drawing.draw(self.values(plotted)));
        drawing.draw([self.across(self.scale.rest(), FIELD)]);
        drawing.draw(chart.plotted.iter().filter_map(|plotted| self.name(plotted)));
        drawing.draw(self.bands());
        drawing
    }

    fn x(&self, band: f64) -> f64 {
        self.corner[0] + self.size[0] * band / Band::COUNT as f64
    }

    fn y(&self, value: f64) -> f64 {
        self.corner[1] + self.size[1] * (1.0 - self.scale.position(value))
    }

    fn across(&self, value: f64, stroke: &str) -> Element {
        path(format_args!("M{:.2} {:.2}h{:.2}", self.corner[0], self.y(value), self.size[0])).with("stroke", stroke)
    }

    /// A line for each tick and each third of the bands.
    fn grid(&self) -> Vec<Element> {
        let [x, y] = self.corner;
        let (edge, anchor) =
            if self.scale.unit == Unit::Ratio { (x, Anchor::Start) } else { (x + self.size[0], Anchor::End) };
        let label = |tick: f64| {
            let place = [hundredths(edge), hundredths(self.y(tick) + 13.0)];
            small(text(place, anchor)).saying(&self.scale.label(tick))
        };
        let third = |first: usize| {
            path(format_args!("M{:.2} {y}v{:.2}", self.x(first as f64), self.size[1])).with("stroke", GRID)
        };
        let ticks = self.scale.ticks().flat_map(|tick| [self.across(tick, GRID), label(tick)]);
        thirds().into_iter().map(third).chain(ticks).collect()
    }

    fn values(&self, plotted: &Plotted) -> Vec<Element> {
        let colour = colour(plotted.tone);
        if plotted.shape == Shape::Bars {
            return plotted.values.iter().enumerate().map(|(k, &value)| self.bar(k, value, colour)).collect();
        }
        let point = |(k, &value): (usize, &f64)| format!("{:.2},{:.2} ", self.x(k as f64 + 0.5), self.y(value));
        let points: String = plotted.values.iter().enumerate().map(point).collect();
        let line = Element::new("polyline").with("points", points).with("fill", "none").with("stroke", colour);
        let dashed = plotted.shape == Shape::Dashed;
        vec![if dashed { line.with("stroke-dasharray", "4 3") } else { line.with("stroke-width", 1.75) }]
    }

    /// From where nothing is to the value.
    fn bar(&self, k: usize, value: f64, colour: &str) -> Element {
        let ends = [self.y(self.scale.rest()), self.y(value)];
        let (top, bottom) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        Element::new("rect")
            .with("x", hundredths(self.x(k as f64 + 0.14)))
            .with("y", hundredths(top))
            .with("width", hundredths(0.72 * self.size[0] / Band::COUNT as f64))
            .with("height", hundredths(bottom - top))
            .with("fill", colour)
            .with("data-band", k)
            .with("data-value", value)
    }

    fn name(&self, plotted: &Plotted) -> Option<Element> {
        let name = plotted.name.as_ref()?;
        let band = Band::nearest(name.band.into());
        let y = (self.y(*plotted.values.get(band.index())?) - APART).max(self.corner[1] + 12.0);
        let anchor = if is_rising(&plotted.values, band) { Anchor::End } else { Anchor::Start };
        let place = [hundredths(self.x(band.index() as f64 + 0.5)), hundredths(y)];
        Some(text(place, anchor).with("font-size", 11).with("fill", colour(plotted.tone)).saying(&name.text))
    }

    /// The ends of the axis, and where the thirds of the bands begin.
    fn bands(&self) -> Vec<Element> {
        let y = self.corner[1] + self.size[1] + 14.0;
        let at = |x: f64, anchor, words: &str| small(text([hundredths(x), hundredths(y)], anchor)).saying(words);
        let third = |first: usize| at(self.x(first as f64), Anchor::Middle, &first.to_string());
        let ends = [
            at(self.corner[0], Anchor::Start, words().charts.coarse_end()),
            at(self.corner[0] + self.size[0], Anchor::End, words().charts.fine_end()),
        ];
        thirds().into_iter().map(third).chain(ends).collect()
    }
}

/// The first band of the middle and of the highest third.
fn thirds() -> [usize; 2] {
    [FrequencyRange::Middle, FrequencyRange::Highest].map(|range| range.ends().0)
}

fn small(text: Element) -> Element {
    text.with("font-size", 11).with("fill", SOFT)
}

fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::First => FIRST,
        Tone::Second => SECOND,
        Tone::Reference => SOFT,
    }
}
