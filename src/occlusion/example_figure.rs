//! The paper's Fig. 4 of one picture as SVG: the input, an ablation and the scores of all bands; the input without each of
//! the three lowest bands, and without each of the three bands with the highest scores.
//!
//! The document carries everything: pictures as PNG in data URLs, and each score as an attribute of its bar.

use crate::{
    charts::colour::spectrum_rgba,
    picture::Picture,
    text::{percent, plain, signed},
};
use data_encoding::BASE64;
use freqscope_core::{
    class::Class,
    error::Result,
    figure::{
        axis::Axis,
        svg::{self, Anchor, Drawing, Element, hundredths, path, text},
    },
    image::{Image, png},
    occlusion::{
        OcclusionReport,
        ablation::{Ablation, Baseline, Fill, Zero},
    },
    spectrum::{band::Band, dct::Spectrum},
};

/// How many bands of each kind are shown.
pub const SHOWN: usize = 3;

/// Width and height of the document.
const SIZE: [f64; 2] = [760.0, 1018.0];
/// Side of a picture, and of the room that the scores take.
const SIDE: f64 = 224.0;
/// Left edges of the columns.
const COLUMNS: [f64; 3] = [24.0, 268.0, 512.0];
/// Upper edges of the rows' pictures.
const ROWS: [f64; 3] = [92.0, 396.0, 700.0];
/// Where the bars begin, from the left of their column.
const INDENT: f64 = 34.0;
/// Steps of the scores' axis, at least.
const STEPS: usize = 4;

#[derive(Debug)]
pub struct ExampleFigure<'a> {
    /// Id of the model.
    pub model: &'a str,
    /// The picture x.
    pub picture: &'a Picture,
    /// The class of interest c.
    pub class: Class,
    /// What replaces a removed band.
    pub baseline: Baseline,
    pub report: &'a OcclusionReport,
}

/// The three lowest bands.
pub fn lowest() -> [Band; SHOWN] {
    [Band::of(0, 0), Band::of(0, 1), Band::of(0, 2)]
}

/// The bands with the highest of 63 scores, the highest first.
pub fn highest(scores: &[f32]) -> [Band; SHOWN] {
    let mut bands: Vec<Band> = Band::all().collect();
    bands.sort_by(|a, b| scores[b.index()].total_cmp(&scores[a.index()]));
    [bands[0], bands[1], bands[2]]
}

impl ExampleFigure<'_> {
    /// The figure as an SVG document.
    ///
    /// # Errors
    /// [`Error::Computation`](freqscope_core::error::Error::Computation), which only a bug can cause.
    pub fn to_svg(&self) -> Result<String> {
        let scores = self.report.scores_for(self.class);
        let highest = highest(&scores);
        let mut drawing = self.head();
        drawing.append(&self.first_row(&scores, highest[0])?);
        for (row, bands) in [(1, lowest()), (2, highest)] {
            for (column, band) in bands.into_iter().enumerate() {
                let (corner, name) = ([COLUMNS[column], ROWS[row]], self.name(row, column, band));
                drawing.append(&self.without(corner, &name, &scores, band)?);
            }
        }
        drawing.append(&self.foot());
        Ok(svg::document(self.root(), &drawing))
    }

    fn root(&self) -> Element {
        let title = format!("Occluded Frequency of “{}”: {}", self.class, self.picture.origin.title());
        let [width, height] = SIZE;
        svg::root(SIZE, 12.0)
            .with("width", width)
            .with("height", height)
            .with("data-model", self.model)
            .with("data-class", self.class)
            .holding(&Element::new("title").saying(&title))
    }

    fn head(&self) -> Drawing {
        let (class, title, model) = (self.class, self.picture.origin.title(), self.model);
        let (says, logit) = (self.report.clean.class(), plain(self.report.clean.of(class), 2));
        let name = text([COLUMNS[0], 30.0], Anchor::Start).with("font-size", 16).with("font-weight", "bold");
        let line = format!("{title} · {model}, which says “{says}” · logit of “{class}” {logit}");
        let mut drawing = Drawing::default();
        drawing.draw([name.saying(&format!("Occluded Frequency of class “{class}”"))]);
        drawing.draw([text([COLUMNS[0], 50.0], Anchor::Start).saying(&line)]);
        drawing
    }

    fn foot(&self) -> Drawing {
        let first = "Score of band k: logit of the image minus logit without the band. \
                     Band k: DCT coefficients (u, v) with u + v = k, 0 to 62.";
        let second = format!("A removed band is replaced by {}.", replacement(self.baseline));
        let mut drawing = Drawing::default();
        for (line, up) in [(first, 32.0), (&second, 16.0)] {
            drawing.draw([text([COLUMNS[0], SIZE[1] - up], Anchor::Start).with("fill", "#555").saying(line)]);
        }
        drawing
    }

    /// The input, its spectrum without the band of the highest score, and the scores.
    fn first_row(&self, scores: &[f32], band: Band) -> Result<Drawing> {
        let [left, middle, right] = COLUMNS.map(|x| [x, ROWS[0]]);
        let mut drawing = picture(left, "Input", &self.picture.image.to_png()?, &[]);
        drawing.append(&self.spectrum_without(middle, band)?);
        drawing.append(&bars(right, scores));
        Ok(drawing)
    }

    fn spectrum_without(&self, corner: [f64; 2], band: Band) -> Result<Drawing> {
        let spectrum = png(spectrum_rgba(&Spectrum::of(&self.ablated(band))))?;
        let name = format!("An ablation: spectrum without band {band}");
        let lines = ["|DCT|, logarithmic, coarse at the top left".into(), self.fall(band)];
        let mut drawing = picture(corner, &name, &spectrum, &lines);
        drawing.draw([outline(corner, band)]);
        Ok(drawing)
    }

    /// How the score of a band comes about.
    fn fall(&self, band: Band) -> String {
        let (logit, less) = (self.report.clean.of(self.class), self.report.ablated[band.index()].of(self.class));
        format!("score {} − {} = {}", plain(logit, 2), plain(less, 2), signed(logit - less, 2))
    }

    fn name(&self, row: usize, column: usize, band: Band) -> String {
        match (row, column) {
            (1, 0) => format!("Without the lowest band, {band}"),
            (1, 1) => format!("Without the second lowest band, {band}"),
            (1, _) => format!("Without the third lowest band, {band}"),
            (_, column) => format!("Without the top {} band, {band}", column + 1),
        }
    }

    fn without(&self, corner: [f64; 2], name: &str, scores: &[f32], band: Band) -> Result<Drawing> {
        let logits = self.report.ablated[band.index()];
        let (says, share) = (logits.class(), f64::from(logits.probability(logits.class())));
        let lines = [format!("score {}", signed(scores[band.index()], 2)), format!("{says}, {}", percent(share))];
        Ok(picture(corner, name, &self.ablated(band).to_png()?, &lines))
    }

    /// The picture without a band.
    fn ablated(&self, band: Band) -> Image {
        Ablation { bands: band.into(), baseline: self.baseline }.apply(&self.picture.image)
    }
}

/// A picture with its name above and lines below.
fn picture([x, y]: [f64; 2], name: &str, png: &[u8], lines: &[String]) -> Drawing {
    let image = Element::new("image").with("x", x).with("y", y).with("width", SIDE).with("height", SIDE);
    let data = format!("data:image/png;base64,{}", BASE64.encode(png));
    let below = |(i, line): (usize, &String)| text([x, y + SIDE + 17.0 + 16.0 * i as f64], Anchor::Start).saying(line);
    let mut drawing = Drawing::default();
    drawing.draw([above([x, y], name)]);
    drawing.draw([image.with("image-rendering", "pixelated").with("href", data)]);
    drawing.draw(lines.iter().enumerate().map(below));
    drawing
}

/// What a part of the figure is called.
fn above([x, y]: [f64; 2], name: &str) -> Element {
    text([x, y - 8.0], Anchor::Start).with("font-weight", "bold").saying(name)
}

/// A white line around the coefficients of a band.
fn outline([x, y]: [f64; 2], band: Band) -> Element {
    let cell = SIDE / Image::SIDE as f64;
    let squares = band
        .coefficients()
        .map(|(u, v)| format!("M{} {}h{cell}v{cell}h-{cell}z", x + cell * v as f64, y + cell * u as f64));
    path(squares.collect::<String>()).with("fill", "none").with("stroke", "#fff").with("stroke-width", 0.8)
}

/// The scores of all bands over their axes.
fn bars([x, y]: [f64; 2], scores: &[f32]) -> Drawing {
    let range = range(scores);
    let [low, high] = range;
    let at = |score: f64| y + SIDE * (high - score) / (high - low);
    let (left, width) = (x + INDENT, (SIDE - INDENT) / Band::COUNT as f64);
    let mut drawing = Drawing::default();
    drawing.draw([above([x, y], "Scores of all bands (logits)")]);
    draw_scores([left, x + SIDE], range, at, &mut drawing);
    for (k, &score) in scores.iter().enumerate() {
        drawing.draw([bar(left + width * (k as f64 + 0.14), 0.72 * width, score, at)
            .with("data-band", k)
            .with("data-score", score)]);
    }
    drawing.draw(band_axis([left, y + SIDE], width));
    drawing
}

/// The scores and zero; not empty.
fn range(scores: &[f32]) -> [f64; 2] {
    let values = scores.iter().copied().map(f64::from);
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), score| (low.min(score), high.max(score)));
    [low, if low < high { high } else { low + 1.0 }]
}

/// A line across at each round score.
fn draw_scores([left, right]: [f64; 2], range: [f64; 2], at: impl Fn(f64) -> f64, drawing: &mut Drawing) {
    let axis = Axis::within(range, STEPS);
    for &tick in &axis.ticks {
        let (y, colour) = (at(tick), if tick == 0.0 { "#000" } else { "#ddd" });
        let line = path(format_args!("M{left} {y:.2}H{right}")).with("stroke", colour);
        let place = [(left - 5.0).to_string(), hundredths(y + 4.0)];
        drawing.draw([line, text(place, Anchor::End).saying(&axis.label(tick))]);
    }
}

/// From zero to a score.
fn bar(x: f64, width: f64, score: f32, at: impl Fn(f64) -> f64) -> Element {
    let score = f64::from(score);
    let (top, bottom) = (at(score.max(0.0)), at(score.min(0.0)));
    Element::new("rect")
        .with("x", hundredths(x))
        .with("y", hundredths(top))
        .with("width", hundredths(width))
        .with("height", hundredths(bottom - top))
        .with("fill", if score < 0.0 { "#5a6b80" } else { "#b0401c" })
}

/// Band numbers under the bars.
fn band_axis([left, y]: [f64; 2], width: f64) -> impl Iterator<Item = Element> {
    let middle =
        move |place: f64, down: f64| text([hundredths(left + width * place), (y + down).to_string()], Anchor::Middle);
    let number = move |k: usize| middle(k as f64 + 0.5, 17.0).saying(&k.to_string());
    let name = middle(Band::COUNT as f64 / 2.0, 33.0).saying("band k = u + v");
    (0..Band::COUNT).step_by(10).map(number).chain([name])
}

/// What a removed band is replaced by, as the figure writes it.
fn replacement(baseline: Baseline) -> String {
    let fill = match (baseline.fill, baseline.zero) {
        (Fill::Zero, Zero::Pixels) => "zeros, in pixels from 0 to 1".into(),
        (Fill::Zero, Zero::Normalised) => "zeros, in normalised pixels".into(),
        (Fill::Mean, _) => "the training set’s mean coefficients".into(),
        (Fill::Noise { seed }, _) => format!("noise of its energy, seed {seed}"),
    };
    let clip = if baseline.clip { "; images are limited to [0, 1]" } else { "; pictures are drawn limited to [0, 1]" };
    fill + clip
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Origin;
    use freqscope_core::{image::npy, logits::Logits};

    #[test]
    fn the_highest_scores_come_first() {
        let scores: Vec<f32> = (0..Band::COUNT).map(|k| if k == 40 { 9.0 } else { -(k as f32) }).collect();
        assert_eq!(highest(&scores).map(Band::index), [40, 0, 1]);
    }

    /// A picture of CIFAR-10, and the answer of a network that reads band k only through its number.
    fn example() -> (Picture, OcclusionReport) {
        let image = npy::read(include_bytes!("../../tests/fixtures/images.npy")).unwrap().remove(3);
        let spectrum = Spectrum::of(&image);
        let picture = Picture { origin: Origin::File("<a & b>.png".into()), image, spectrum };
        let without = |band: Band| {
            let mut logits = Logits([0.0; 10]);
            logits.0[Class::Ship.index()] = 5.0 - if band.index() == 7 { 4.5 } else { band.index() as f32 / 100.0 };
            logits
        };
        let ablated: Vec<Logits> = Band::all().map(without).collect();
        let mut clean = Logits([0.0; 10]);
        clean.0[Class::Ship.index()] = 5.0;
        let report = OcclusionReport { class: Class::Ship, clean, ablated, scores: vec![], milliseconds: 0.0 };
        (picture, report)
    }

    fn svg_of(picture: &Picture, report: &OcclusionReport) -> String {
        ExampleFigure { model: "net", picture, class: Class::Ship, baseline: Baseline::default(), report }
            .to_svg()
            .unwrap()
    }

    /// The document without what its pictures hold, which depends on how well they are compressed.
    fn without_pixels(svg: &str) -> String {
        let mut parts = svg.split("base64,");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |svg, part| svg + "base64,…" + &part[part.find('"').unwrap_or_default()..])
    }

    #[test]
    fn one_picture_is_drawn_as_the_papers_fig_4() {
        let (picture, report) = example();
        insta::assert_snapshot!(without_pixels(&svg_of(&picture, &report)));
    }

    #[test]
    fn the_figure_holds_eight_pictures_and_sixty_three_scores() {
        let (picture, report) = example();
        let svg = svg_of(&picture, &report);
        assert_eq!(svg.matches("<image ").count(), 2 + 2 * SHOWN);
        assert_eq!(svg.matches("data-score=").count(), Band::COUNT);
        assert!(svg.contains("data-band=\"7\" data-score=\"4.5\""));
        assert!(svg.contains("Without the top 1 band, 7") && svg.contains("Without the third lowest band, 2"));
        assert!(svg.contains("&lt;a &amp; b&gt;.png") && !svg.contains("<a & b>"));
        let png = BASE64.encode(&picture.image.to_png().unwrap());
        assert!(svg.contains(&png), "the input as it is");
    }
}
