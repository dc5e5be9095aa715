//! The paper's Fig. 4 of one picture as SVG: the input, an ablation and the scores of all bands; the input without each of
//! the three lowest bands, and without each of the three bands with the highest scores.
//!
//! The document carries everything: pictures as PNG in data URLs, and each score as an attribute of its bar.

use crate::{
    charts::colour::spectrum_rgba,
    picture::Picture,
    text::{percent, plain, signed},
};
use freqscope_core::{
    class::Class,
    error::Result,
    figure::curves::{escaped, ticks},
    image::{Image, png},
    occlusion::{
        OcclusionReport,
        ablation::{Ablation, Baseline, Fill, Zero},
    },
    spectrum::{band::Band, dct::Spectrum},
};
use std::fmt::Write;

/// How many bands of each kind are shown.
pub const SHOWN: usize = 3;

/// Width and height of the document.
const SIZE: (f64, f64) = (760.0, 1018.0);
/// Side of a picture, and of the room that the scores take.
const SIDE: f64 = 224.0;
/// Left edges of the columns.
const COLUMNS: [f64; 3] = [24.0, 268.0, 512.0];
/// Upper edges of the rows' pictures.
const ROWS: [f64; 3] = [92.0, 396.0, 700.0];
/// Where the bars begin, from the left of their column.
const INDENT: f64 = 34.0;

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
        let mut svg = self.head();
        svg += &self.first_row(&scores, highest[0])?;
        for (row, bands) in [(1, lowest()), (2, highest)] {
            for (column, band) in bands.into_iter().enumerate() {
                svg += &self.without(COLUMNS[column], ROWS[row], &self.name(row, column, band), &scores, band)?;
            }
        }
        Ok(svg + &self.foot() + "</svg>\n")
    }

    fn head(&self) -> String {
        let ((width, height), left) = (SIZE, COLUMNS[0]);
        let (title, model) = (escaped(&self.picture.origin.title()), escaped(self.model));
        let (says, logit) = (self.report.clean.class(), plain(self.report.clean.of(self.class), 2));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\" data-model=\"{model}\" data-class=\"{}\">\n\
             <title>Occluded Frequency of “{}”: {title}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
             <text x=\"{left}\" y=\"30\" font-size=\"16\" font-weight=\"bold\">Occluded Frequency of class “{}”</text>\n\
             <text x=\"{left}\" y=\"50\">{title} · {model}, which says “{says}” · logit of “{}” {logit}</text>\n",
            self.class, self.class, self.class, self.class
        )
    }

    fn foot(&self) -> String {
        let (left, y) = (COLUMNS[0], SIZE.1 - 32.0);
        format!(
            "<text x=\"{left}\" y=\"{y}\" fill=\"#555\">Score of band k: logit of the image minus logit without the band. \
             Band k: DCT coefficients (u, v) with u + v = k, 0 to 62.</text>\n\
             <text x=\"{left}\" y=\"{}\" fill=\"#555\">A removed band is replaced by {}.</text>\n",
            y + 16.0,
            replacement(self.baseline)
        )
    }

    /// The input, its spectrum without the band of the highest score, and the scores.
    fn first_row(&self, scores: &[f32], band: Band) -> Result<String> {
        let y = ROWS[0];
        let ablated = Ablation { bands: band.into(), baseline: self.baseline }.apply(&self.picture.spectrum);
        let spectrum = png(spectrum_rgba(&Spectrum::of(&ablated)))?;
        let [left, middle, right] = COLUMNS;
        Ok(picture(left, y, "Input", &self.picture.image.to_png()?, &["".into(), "".into()])
            + &picture(
                middle,
                y,
                &format!("An ablation: spectrum without band {band}"),
                &spectrum,
                &["|DCT|, logarithmic, coarse at the top left".into(), self.fall(band)],
            )
            + &outline(middle, y, band)
            + &bars(right, y, scores))
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

    fn without(&self, x: f64, y: f64, name: &str, scores: &[f32], band: Band) -> Result<String> {
        let ablated = Ablation { bands: band.into(), baseline: self.baseline }.apply(&self.picture.spectrum);
        let logits = self.report.ablated[band.index()];
        let (says, share) = (logits.class(), f64::from(logits.probability(logits.class())));
        let lines = [format!("score {}", signed(scores[band.index()], 2)), format!("{says}, {}", percent(share))];
        Ok(picture(x, y, name, &ablated.to_png()?, &lines))
    }
}

/// A picture with its name above and two lines below.
fn picture(x: f64, y: f64, name: &str, png: &[u8], lines: &[String; 2]) -> String {
    let [first, second] = lines;
    format!(
        "<text x=\"{x}\" y=\"{:.0}\" font-weight=\"bold\">{name}</text>\n\
         <image x=\"{x}\" y=\"{y}\" width=\"{SIDE}\" height=\"{SIDE}\" image-rendering=\"pixelated\" \
         href=\"data:image/png;base64,{}\"/>\n\
         <text x=\"{x}\" y=\"{:.0}\">{first}</text><text x=\"{x}\" y=\"{:.0}\">{second}</text>\n",
        y - 8.0,
        base64(png),
        y + SIDE + 17.0,
        y + SIDE + 33.0
    )
}

/// A white line around the coefficients of a band.
fn outline(x: f64, y: f64, band: Band) -> String {
    let cell = SIDE / Image::SIDE as f64;
    let squares = band
        .coefficients()
        .map(|(u, v)| format!("M{} {}h{cell}v{cell}h-{cell}z", x + cell * v as f64, y + cell * u as f64));
    format!("<path d=\"{}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"0.8\"/>\n", squares.collect::<String>())
}

fn bars(x: f64, y: f64, scores: &[f32]) -> String {
    let values = || scores.iter().copied().map(f64::from);
    let (low, high) = values().fold((0.0_f64, 0.0_f64), |(low, high), score| (low.min(score), high.max(score)));
    let high = if low < high { high } else { low + 1.0 };
    let at = |score: f64| y + SIDE * (high - score) / (high - low);
    let (left, width) = (x + INDENT, (SIDE - INDENT) / Band::COUNT as f64);
    let mut svg =
        format!("<text x=\"{x}\" y=\"{}\" font-weight=\"bold\">Scores of all bands (logits)</text>\n", y - 8.0);
    for tick in ticks([low, high]) {
        let (line, grey) = (at(tick), if tick == 0.0 { "#000" } else { "#ddd" });
        let _ = writeln!(
            svg,
            "<path d=\"M{left} {line:.2}H{}\" stroke=\"{grey}\"/><text x=\"{}\" y=\"{:.2}\" text-anchor=\"end\">{tick}</text>",
            x + SIDE,
            left - 5.0,
            line + 4.0
        );
    }
    for (k, score) in values().enumerate() {
        let (top, bottom) = (at(score.max(0.0)), at(score.min(0.0)));
        let _ = writeln!(
            svg,
            "<rect x=\"{:.2}\" y=\"{top:.2}\" width=\"{:.2}\" height=\"{:.2}\" fill=\"{}\" data-band=\"{k}\" data-score=\"{}\"/>",
            left + width * (k as f64 + 0.14),
            0.72 * width,
            bottom - top,
            if score < 0.0 { "#5a6b80" } else { "#b0401c" },
            scores[k]
        );
    }
    svg + &band_axis(left, y + SIDE, width)
}

fn band_axis(left: f64, y: f64, width: f64) -> String {
    let tick = |k: usize| {
        let middle = left + width * (k as f64 + 0.5);
        format!("<text x=\"{middle:.2}\" y=\"{:.0}\" text-anchor=\"middle\">{k}</text>", y + 17.0)
    };
    let numbers: String = (0..Band::COUNT).step_by(10).map(tick).collect();
    let middle = left + width * Band::COUNT as f64 / 2.0;
    format!("{numbers}<text x=\"{middle:.2}\" y=\"{:.0}\" text-anchor=\"middle\">band k = u + v</text>\n", y + 33.0)
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

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let bits = (0..3).fold(0_u32, |bits, i| bits << 8 | u32::from(three.get(i).copied().unwrap_or(0)));
        let digit = move |i: usize| {
            if i > three.len() { '=' } else { char::from(DIGITS[(bits >> (18 - 6 * i) & 63) as usize]) }
        };
        [digit(0), digit(1), digit(2), digit(3)]
    };
    bytes.chunks(3).flat_map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Origin;
    use freqscope_core::{image::npy, logits::Logits};

    #[test]
    fn base64_agrees_with_the_vectors_of_rfc_4648() {
        let encoded = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(encoded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

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
        let png = base64(&picture.image.to_png().unwrap());
        assert!(svg.contains(&png), "the input as it is");
    }
}
