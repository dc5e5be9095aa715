//! The paper's Fig. 1 as SVG: mean Occluded Frequency of each band, several networks on one axis, with 95 % intervals.

use crate::{
    class::Class,
    figure::{
        axis::Axis,
        svg::{self, Anchor, Drawing, Element, hundredths, path, text, upwards},
    },
    spectrum::{
        band::{Band, Bands},
        partition::Partition,
    },
    statistics::Estimate,
    study::occlusion::{BandMeans, Profile},
};

/// Width of a panel in SVG units.
const WIDTH: f64 = 640.0;
/// Height of a panel.
const HEIGHT: f64 = 320.0;
/// Where the axes of a panel begin and end: left, right, top, bottom.
const PLOT: [f64; 4] = [64.0, 624.0, 36.0, 272.0];
/// Steps of an axis, at least.
const STEPS: usize = 4;
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
        let mut drawing = Drawing::default();
        for (i, &group) in self.groups.iter().enumerate() {
            let corner = [WIDTH * (i % columns) as f64, HEIGHT * (i / columns) as f64];
            drawing.draw([svg::group(corner).around(&self.panel(group))]);
        }
        svg::document(svg::root([width, height], 12.0), &drawing)
    }

    fn panel(&self, group: Option<Class>) -> Drawing {
        let curves: Vec<Vec<Point>> = self.profiles.iter().map(|profile| self.points(profile, group)).collect();
        let axes = Axes::around(curves.iter().flatten());
        let mut drawing = Drawing::default();
        let name = group.map_or("all images", Class::name);
        drawing.draw([text([PLOT[0], 20.0], Anchor::Start).with("font-weight", "bold").saying(name)]);
        axes.draw(self.partition(), &mut drawing);
        for (i, (profile, curve)) in self.profiles.iter().zip(&curves).enumerate() {
            axes.draw_curve(curve, COLOURS[i % COLOURS.len()], &mut drawing);
            drawing.draw([key(i, profile, group)]);
        }
        drawing
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

    /// The lower and the upper end of what is drawn for the point.
    pub fn extent(&self) -> (f64, f64) {
        self.interval.unwrap_or((self.mean, self.mean))
    }
}

impl Axes {
    /// Axes that cover every point and the score 0.
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
    fn draw(&self, partition: Partition, drawing: &mut Drawing) {
        self.draw_scores(drawing);
        self.draw_bands(drawing);
        let [left, right, top, bottom] = PLOT;
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        drawing.draw([
            path(format_args!("M{left} {top}V{bottom}H{right}")).with("stroke", "#000").with("fill", "none"),
            text([x, bottom + 36.0], Anchor::Middle).saying(axis(partition)),
            upwards([16.0, y]).saying("mean score (logits)"),
        ]);
    }

    /// A line across at each round score.
    fn draw_scores(&self, drawing: &mut Drawing) {
        let ([left, right, ..], axis) = (PLOT, Axis::within(self.scores, STEPS));
        for &tick in &axis.ticks {
            let (y, colour) = (self.y(tick), if tick == 0.0 { "#000" } else { "#ddd" });
            let line = path(format_args!("M{left} {y:.2}H{right}")).with("stroke", colour);
            let place = [(left - 6.0).to_string(), hundredths(y + 4.0)];
            drawing.draw([line, text(place, Anchor::End).saying(&axis.label(tick))]);
        }
    }

    /// A short line down at each round band.
    fn draw_bands(&self, drawing: &mut Drawing) {
        let bottom = PLOT[3];
        for tick in ticks(self.bands).into_iter().filter(|tick| tick.fract() == 0.0) {
            let x = hundredths(self.x(tick));
            let line = path(format_args!("M{x} {bottom}v4")).with("stroke", "#000");
            let place = [x, (bottom + 16.0).to_string()];
            drawing.draw([line, text(place, Anchor::Middle).saying(&tick.to_string())]);
        }
    }

    fn draw_curve(&self, points: &[Point], colour: &str, drawing: &mut Drawing) {
        let at = |point: &Point, score: f64| format!("{:.2},{:.2} ", self.x(point.band.index() as f64), self.y(score));
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

/// The name of the i-th network in its colour.
fn key(i: usize, profile: &Profile, group: Option<Class>) -> Element {
    let n = profile.group(group).map_or(0, |means| means.n);
    text([PLOT[1], PLOT[2] + 14.0 + 16.0 * i as f64], Anchor::End)
        .with("fill", COLOURS[i % COLOURS.len()])
        .saying(&format!("{}, n = {n}", profile.question.model.id))
}

/// Four to ten round numbers within the range, which is not empty, in rising order.
fn ticks(range: [f64; 2]) -> Vec<f64> {
    Axis::within(range, STEPS).ticks
}

/// What the horizontal axis counts.
const fn axis(partition: Partition) -> &'static str {
    match partition {
        Partition::Diagonal => "band k = u + v",
        Partition::Radial => "band r = √(u² + v²), rounded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        occlusion::ablation::Baseline,
        study::{
            self,
            estimator::Estimator,
            occlusion::{Interest, ProfileStudy, Scores},
        },
    };

    /// Of three images with scores up to three times `scale`: two cats and a dog.
    fn profile(id: &str, partition: Partition, scale: f32) -> Profile {
        let (interest, baseline, estimator) = (Interest::default(), Baseline::default(), Estimator::Exact);
        let mut question = study::tests::question(3, ProfileStudy { interest, baseline, partition, estimator });
        question.model.id = id.into();
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

    /// The labels of the scores, from the lowest to the highest.
    fn labels(svg: &str) -> Vec<&str> {
        let lines = svg.lines().filter(|line| line.contains("H624\" stroke=") && line.contains("\"end\""));
        lines.filter_map(|line| line.split(['>', '<']).nth_back(2)).collect()
    }

    #[test]
    fn small_and_large_scores_have_ticks_that_differ() {
        for scale in [1e-30, 1e-8, 3e-7, 1e-5, 1.0, 1e7, 1e20] {
            let profiles = [profile("net", Partition::Diagonal, scale)];
            let figure = Figure { profiles: &profiles, groups: &[None], bands: Bands::ALL };
            let ticks = ticks(Axes::around(figure.points(&profiles[0], None).iter()).scores);
            assert!((4..=10).contains(&ticks.len()) && ticks.is_sorted_by(|a, b| a < b), "{scale}: {ticks:?}");
            let svg = figure.to_svg();
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
            share: None,
        };
        let drawn = |means: &BandMeans| {
            let points = [Point::of(means, Band::LOWEST).unwrap()];
            let mut drawing = Drawing::default();
            Axes::around(points.iter()).draw_curve(&points, "red", &mut drawing);
            format!("{drawing:?}")
        };
        assert_eq!(Point::of(&means(1, None), Band::LOWEST).unwrap().interval, None);
        assert!(!drawn(&means(1, None)).contains("polygon") && drawn(&means(1, None)).contains("polyline"));
        assert!(drawn(&means(2, Some(0.1))).contains("polygon"));
    }
}
