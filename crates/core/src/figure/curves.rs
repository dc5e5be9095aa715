//! The paper's Fig. 1 as SVG: mean Occluded Frequency of each band, several networks on one axis, with 95 % intervals.

use crate::{
    class::Class,
    spectrum::{
        band::{Band, Bands},
        partition::Partition,
    },
    statistics::Estimate,
    study::occlusion::{BandMeans, Profile},
};
use std::fmt::Write;

/// Width of a panel in SVG units.
const WIDTH: f64 = 640.0;
/// Height of a panel.
const HEIGHT: f64 = 320.0;
/// Where the axes of a panel begin and end: left, right, top, bottom.
const PLOT: [f64; 4] = [64.0, 624.0, 36.0, 272.0];
/// The colours of Okabe and Ito (2008), which people with colour blindness can tell apart.
const COLOURS: [&str; 7] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

/// What a figure shows.
#[derive(Debug)]
pub struct Figure<'a> {
    /// The networks, one curve each, all of one partition.
    pub profiles: &'a [Profile],
    /// One panel each: the images of a label, or all.
    pub groups: &'a [Option<Class>],
    /// The bands on the horizontal axis; the vertical one fits what they hold.
    pub bands: Bands,
}

/// The mean score of a band and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The band.
    pub band: Band,
    /// The mean.
    pub mean: f64,
    /// The ends of the interval; none of a mean without a standard error, such as that of one image.
    pub interval: Option<(f64, f64)>,
}

/// From bands and scores to SVG units.
#[derive(Debug, Clone, Copy)]
struct Axes {
    bands: [f64; 2],
    scores: [f64; 2],
}

impl Figure<'_> {
    /// The figure as an SVG document: one panel in a row, or two where there are several.
    pub fn to_svg(&self) -> String {
        let columns = self.groups.len().clamp(1, 2);
        let (width, height) = (WIDTH * columns as f64, HEIGHT * self.groups.len().div_ceil(columns) as f64);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
             font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        );
        for (i, &group) in self.groups.iter().enumerate() {
            let (x, y) = (WIDTH * (i % columns) as f64, HEIGHT * (i / columns) as f64);
            let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">\n{}</g>", self.panel(group));
        }
        svg + "</svg>\n"
    }

    fn panel(&self, group: Option<Class>) -> String {
        let curves: Vec<Vec<Point>> = self.profiles.iter().map(|profile| self.points(profile, group)).collect();
        let axes = Axes::around(curves.iter().flatten());
        let name = group.map_or("all images", Class::name);
        let mut svg = format!("<text x=\"{}\" y=\"20\" font-weight=\"bold\">{name}</text>\n", PLOT[0])
            + &axes.draw(self.partition());
        for (i, (profile, curve)) in self.profiles.iter().zip(&curves).enumerate() {
            let colour = COLOURS[i % COLOURS.len()];
            let n = profile.group(group).map_or(0, |means| means.n);
            svg += &axes.curve(curve, colour);
            let (y, label) = (PLOT[2] + 14.0 + 16.0 * i as f64, escaped(&profile.question.model.id));
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{y}\" text-anchor=\"end\" fill=\"{colour}\">{label}, n = {n}</text>",
                PLOT[1]
            );
        }
        svg
    }

    fn partition(&self) -> Partition {
        self.profiles.first().map(|profile| profile.question.study.partition).unwrap_or_default()
    }

    fn points(&self, profile: &Profile, group: Option<Class>) -> Vec<Point> {
        let means = profile.group(group);
        let point = |band| means.and_then(|means| Point::of(means, band));
        self.bands.iter().filter_map(point).collect()
    }
}

impl Point {
    /// None of an empty group.
    pub fn of(means: &BandMeans, band: Band) -> Option<Self> {
        let mean = *means.mean.get(band.index())?;
        let standard_error = means.standard_error.get(band.index()).copied().flatten();
        Some(Self { band, mean: mean?, interval: Estimate { mean, standard_error }.interval(means.exact) })
    }

    /// The least and the largest number that a drawing of the point must hold.
    pub fn extent(&self) -> (f64, f64) {
        self.interval.unwrap_or((self.mean, self.mean))
    }
}

impl Axes {
    /// Axes that hold every point and the score 0.
    fn around<'a>(points: impl Iterator<Item = &'a Point>) -> Self {
        let (mut bands, mut scores) = ([f64::INFINITY, 0.0_f64], [0.0_f64; 2]);
        for point in points {
            let k = point.band.index() as f64;
            bands = [bands[0].min(k), bands[1].max(k)];
            let (low, high) = point.extent();
            scores = [scores[0].min(low), scores[1].max(high)];
        }
        let widened = |[low, high]: [f64; 2]| if low < high { [low, high] } else { [high, high + 1.0] };
        Self { bands: widened(bands), scores: widened(scores) }
    }

    fn x(&self, band: f64) -> f64 {
        let [low, high] = self.bands;
        PLOT[0] + (PLOT[1] - PLOT[0]) * (band - low) / (high - low)
    }

    fn y(&self, score: f64) -> f64 {
        let [low, high] = self.scores;
        PLOT[3] - (PLOT[3] - PLOT[2]) * (score - low) / (high - low)
    }

    /// Grid, ticks and names.
    fn draw(&self, partition: Partition) -> String {
        let ([left, right, top, bottom], mut svg) = (PLOT, String::new());
        for tick in ticks(self.scores) {
            let (y, colour) = (self.y(tick), if tick == 0.0 { "#000" } else { "#ddd" });
            let _ = writeln!(
                svg,
                "<path d=\"M{left} {y:.2}H{right}\" stroke=\"{colour}\"/>\
                 <text x=\"{}\" y=\"{:.2}\" text-anchor=\"end\">{tick}</text>",
                left - 6.0,
                y + 4.0
            );
        }
        for tick in ticks(self.bands).into_iter().filter(|tick| tick.fract() == 0.0) {
            let (x, y) = (self.x(tick), bottom + 16.0);
            let _ = writeln!(
                svg,
                "<path d=\"M{x:.2} {bottom}v4\" stroke=\"#000\"/>\
                 <text x=\"{x:.2}\" y=\"{y}\" text-anchor=\"middle\">{tick}</text>"
            );
        }
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        let _ = writeln!(
            svg,
            "<path d=\"M{left} {top}V{bottom}H{right}\" stroke=\"#000\" fill=\"none\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>\
             <text transform=\"translate(16 {y}) rotate(-90)\" text-anchor=\"middle\">mean score (logits)</text>",
            bottom + 36.0,
            axis(partition)
        );
        svg
    }

    fn curve(&self, points: &[Point], colour: &str) -> String {
        let at = |point: &Point, score: f64| format!("{:.2},{:.2} ", self.x(point.band.index() as f64), self.y(score));
        let upper = points.iter().filter_map(|point| Some(at(point, point.interval?.1)));
        let lower = points.iter().rev().filter_map(|point| Some(at(point, point.interval?.0)));
        let interval: String = upper.chain(lower).collect();
        let means: String = points.iter().map(|point| at(point, point.mean)).collect();
        let area = match interval.is_empty() {
            true => String::new(),
            false => format!("<polygon points=\"{interval}\" fill=\"{colour}\" fill-opacity=\"0.25\"/>\n"),
        };
        area + &format!("<polyline points=\"{means}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>\n")
    }
}

/// Four to ten round numbers within the range, which is not empty.
pub fn ticks([low, high]: [f64; 2]) -> Vec<f64> {
    let magnitude = 10.0_f64.powf(((high - low) / 4.0).log10().floor());
    let step = [5.0, 2.0, 1.0].map(|factor| factor * magnitude).into_iter().find(|step| (high - low) / step >= 4.0);
    let step = step.unwrap_or(magnitude);
    let round = |i: i64| format!("{:.6}", i as f64 * step).parse().unwrap_or(0.0);
    ((low / step).ceil() as i64..=(high / step).floor() as i64).map(round).collect()
}

/// What the horizontal axis counts.
const fn axis(partition: Partition) -> &'static str {
    match partition {
        Partition::Diagonal => "band k = u + v",
        Partition::Radial => "band r = √(u² + v²), rounded",
    }
}

/// Text as it may stand in SVG.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        occlusion::ablation::Baseline,
        study::{
            data::{DataSet, ModelFile},
            estimator::Estimator,
            occlusion::{Interest, Question, Scores},
        },
    };

    /// Of three images with scores up to three times `scale`: two cats and a dog.
    fn profile(id: &str, partition: Partition, scale: f32) -> Profile {
        let question = Question {
            version: "1".into(),
            model: ModelFile { id: id.into(), sha256: "ab".into() },
            data: DataSet { images: 3, images_sha256: "cd".into(), labels_sha256: "ef".into() },
            interest: Interest::default(),
            baseline: Baseline::default(),
            partition,
            estimator: Estimator::Exact,
        };
        let score = |image: usize, k: usize| scale * ((k * (image + 3)) % 7) as f32 - 3.0 * scale;
        let of = |image| Scores {
            image,
            label: if image == 2 { Class::Dog } else { Class::Cat },
            class: Class::Cat,
            scores: Some((0..partition.count()).map(|k| score(image, k)).collect()),
            first_order: None,
        };
        Profile::of(question, &[0, 1, 2].map(of)).unwrap()
    }

    #[test]
    fn two_networks_are_drawn_in_three_panels() {
        let profiles = [profile("<a & b>", Partition::Diagonal, 1.0), profile("net", Partition::Diagonal, 0.5)];
        let groups = [None, Some(Class::Cat), Some(Class::Ship)];
        let figure = Figure { profiles: &profiles, groups: &groups, bands: "0-6,60-62".parse().unwrap() };
        insta::assert_snapshot!(figure.to_svg());
    }

    #[test]
    fn rings_are_drawn_in_one_panel() {
        let profiles = [profile("net", Partition::Radial, 250.0)];
        let figure = Figure { profiles: &profiles, groups: &[Some(Class::Dog)], bands: "1-12".parse().unwrap() };
        insta::assert_snapshot!(figure.to_svg());
    }

    #[test]
    fn nothing_is_drawn_as_empty_axes() {
        let figure = Figure { profiles: &[], groups: &[None], bands: Bands::ALL };
        insta::assert_snapshot!(figure.to_svg());
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
        let axes = Axes::around([point(1, 2.0), point(61, -1.0)].iter());
        assert_eq!((axes.bands, axes.scores), ([1.0, 61.0], [-2.0, 3.0]));
        assert_eq!((axes.x(61.0), axes.y(-2.0)), (PLOT[1], PLOT[3]));
        let empty = Axes::around([].iter());
        assert!(empty.x(0.0).is_finite() && empty.y(0.0).is_finite());
    }

    #[test]
    fn one_image_has_a_curve_and_no_interval() {
        let means = |n: usize, error: Option<f64>| BandMeans {
            n: 40,
            exact: n,
            mean: vec![Some(1.0)],
            standard_error: vec![error],
            gain: None,
            low_share: Estimate { mean: None, standard_error: None },
        };
        let drawn = |means: &BandMeans| {
            let points = [Point::of(means, Band::of(0, 0)).unwrap()];
            Axes::around(points.iter()).curve(&points, "red")
        };
        assert_eq!(Point::of(&means(1, None), Band::of(0, 0)).unwrap().interval, None);
        assert!(!drawn(&means(1, None)).contains("polygon") && drawn(&means(1, None)).contains("polyline"));
        assert!(drawn(&means(2, Some(0.1))).contains("polygon"));
    }

    #[test]
    fn names_cannot_break_the_document() {
        assert_eq!(escaped("<a&b>"), "&lt;a&amp;b&gt;");
    }
}
