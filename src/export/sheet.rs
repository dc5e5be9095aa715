//! A figure on a white sheet in the colours of the light page: a title, rows of pictures, plots, and notes at the foot.

use super::{
    band_plot::{BandPlot, FOOT, SOFT},
    curve_plot::CurvePlot,
    interval_plot::IntervalPlot,
    plate::{LINE, Plate},
    record::VERSION,
    small_plot::{self, SmallPlot},
};
use crate::{
    charts::{small_chart::NamedChart, small_scale::SmallScale},
    text::decimal_mark,
    words::words,
};
use freqscope_core::figure::svg::{self, Anchor, Drawing, Element, text};

/// Parts are added from the top to the foot.
#[derive(Debug, Clone)]
pub struct Sheet {
    title: String,
    drawing: Drawing,
    /// How far down the next part begins.
    y: f64,
}

const WIDTH: f64 = 760.0;
const MARGIN: f64 = 24.0;
/// From one part to the next, with room for the name of the next.
const GAP: f64 = 40.0;
/// How many characters a line at the foot has room for.
const LETTERS: usize = 112;

impl Sheet {
    /// With a title, and lines below it in which the picture, the networks and what they say are named.
    pub fn new(title: impl Into<String>, lines: &[String]) -> Self {
        let title = title.into();
        let mut drawing = Drawing::default();
        let name = text([MARGIN, 32.0], Anchor::Start).with("font-size", 17).with("font-family", "serif");
        drawing.draw([name.saying(&title)]);
        let lines: Vec<String> = lines.iter().flat_map(|line| wrapped(line)).collect();
        let line = |(i, line): (usize, &String)| text([MARGIN, 54.0 + LINE * i as f64], Anchor::Start).saying(line);
        drawing.draw(lines.iter().enumerate().map(line));
        Self { title, drawing, y: 36.0 + LINE * lines.len() as f64 + GAP }
    }

    /// Adds pictures side by side, all of one size.
    #[must_use]
    pub fn plates(mut self, plates: &[Plate]) -> Self {
        let count = plates.len().max(3) as f64;
        let side = (WIDTH - 2.0 * MARGIN - 20.0 * (count - 1.0)) / count;
        for (i, plate) in plates.iter().enumerate() {
            self.drawing.append(&plate.at([MARGIN + (side + 20.0) * i as f64, self.y], side));
        }
        let lines = plates.iter().map(|plate| plate.lines.len()).max().unwrap_or_default();
        self.y += side + LINE * lines as f64 + GAP;
        self
    }

    /// Adds a plot over the whole width.
    #[must_use]
    pub fn bands(mut self, plot: &BandPlot, height: f64) -> Self {
        self.y += plot.head();
        let plot = plot.clone().written(words().charts.whole_band_axis(), decimal_mark());
        self.drawing.append(&plot.at([MARGIN, self.y], [WIDTH - 2.0 * MARGIN, height]));
        self.y += height + FOOT + GAP;
        self
    }

    /// Adds small charts on one scale: one over the whole width, more of them in two columns.
    #[must_use]
    pub fn small(mut self, charts: &[NamedChart], scale: &SmallScale) -> Self {
        let columns = charts.len().clamp(1, 2);
        let whole = WIDTH - 2.0 * MARGIN;
        let (width, height) = if columns == 1 { (whole, 220.0) } else { ((whole - GAP) / 2.0, 120.0) };
        for row in charts.chunks(columns) {
            for (i, chart) in row.iter().enumerate() {
                let corner = [MARGIN + (width + GAP) * i as f64, self.y];
                self.drawing.append(&SmallPlot { scale, corner, size: [width, height] }.draw(chart));
            }
            self.y += height + small_plot::FOOT + GAP;
        }
        self
    }

    /// Adds numbers with their intervals, a line each.
    #[must_use]
    pub fn intervals(mut self, plot: &IntervalPlot) -> Self {
        self.drawing.append(&plot.at([MARGIN, self.y], WIDTH - 2.0 * MARGIN));
        self.y += plot.height() + GAP;
        self
    }

    /// Adds a curve over the whole width; nothing where it has less than two points.
    #[must_use]
    pub fn curve(mut self, plot: &CurvePlot, height: f64) -> Self {
        if plot.values.len() > 1 {
            self.drawing.append(&plot.at([MARGIN, self.y], [WIDTH - 2.0 * MARGIN, height]));
            self.y += height + FOOT;
        }
        self
    }

    /// Adds a drawing of core's with letters of this size, smaller where it is wider than the sheet.
    #[must_use]
    pub fn drawn(mut self, (drawing, [width, height]): (Drawing, [f64; 2]), font_size: f64) -> Self {
        let scale = ((WIDTH - 2.0 * MARGIN) / width.max(1.0)).min(1.0);
        let scaled =
            Element::new("g").with("transform", format_args!("scale({scale:.4})")).with("font-size", font_size);
        self.drawing.draw([svg::group([MARGIN, self.y - GAP]).holding(&scaled.around(&drawing))]);
        self.y += height * scale;
        self
    }

    /// The sheet as an SVG document, with notes at its foot and the program that made it.
    pub fn noted(mut self, notes: &[String]) -> String {
        let program = format!("freqscope {VERSION}");
        let lines: Vec<String> = notes.iter().flat_map(|note| wrapped(note)).chain([program]).collect();
        self.y -= GAP / 2.0;
        for line in &lines {
            self.drawing
                .draw([text([MARGIN, self.y], Anchor::Start).with("fill", SOFT).with("font-size", 11).saying(line)]);
            self.y += LINE;
        }
        let size = [WIDTH, (self.y + 4.0).ceil()];
        let root = svg::root(size, 12.0).with("width", size[0]).with("height", size[1]).with("fill", "#1c1e21");
        svg::document(root.holding(&Element::new("title").saying(&self.title)), &self.drawing)
    }
}

/// The text in lines that fit the sheet.
pub fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line =
            lines.last_mut().filter(|line| line.is_empty() || line.chars().count() + word.chars().count() < LETTERS);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(word.into()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::band_plot::{FIRST, Layer, Look, SECOND};

    #[test]
    fn long_notes_are_broken_between_words() {
        let lines = wrapped(&"word ".repeat(60));
        assert!(lines.len() > 2 && lines.iter().all(|line| line.chars().count() <= LETTERS), "{lines:?}");
        assert_eq!(wrapped("short"), ["short"]);
    }

    #[test]
    fn a_sheet_holds_its_parts_one_below_the_other() {
        let values: Vec<f64> = (0..63).map(|k| f64::from(k) - 10.0).collect();
        let layers =
            vec![Layer::new("first", Look::Bars, FIRST, &values), Layer::new("second", Look::Steps, SECOND, &values)];
        let plates = [Plate { name: "<a>".into(), png: vec![1, 2, 3], lines: vec!["a line".into()] }];
        let curve = CurvePlot { title: "Loss".into(), values: vec![1.0, 0.5, 0.2] };
        let sheet = Sheet::new("A & B", &["of a picture".into()]).plates(&plates);
        let svg = sheet.bands(&BandPlot::new("Scores", layers), 200.0).curve(&curve, 80.0).noted(&["A note.".into()]);
        assert_eq!(svg.matches("data-value=").count(), 63);
        assert!(svg.contains("&lt;a&gt;") && svg.contains("<title>A &amp; B</title>") && !svg.contains("NaN"));
        let at = |what: &str| svg.find(what).unwrap();
        assert!(
            at("data:image/png") < at(">Scores<") && at(">Scores<") < at(">Loss<") && at(">Loss<") < at(">A note.<")
        );
    }
}
