//! The paper's Fig. 4 of one picture as SVG: the input, an ablation and the scores of all bands; the input without each of
//! the three lowest bands, and without each of the three bands with the highest scores of the first network.
//!
//! The document carries everything: pictures as PNG in data URLs, and each score of the first network as an attribute of its bar.

use crate::{
    export::{
        Exported,
        band_plot::{BandPlot, Layer, Look},
        plate::{LINE, Plate},
        record::Record,
    },
    occlusion::scored::{LOOKS, ScoreAnswer, ScoredPicture},
    text::{decimal_mark, percent, plain, signed},
    words::{Words, words},
};
use freqscope_core::{
    error::Result,
    figure::{
        colour::spectrum_rgba,
        svg::{self, Anchor, Drawing, Element, path, text},
    },
    image::{Image, png},
    occlusion::ablation::Ablation,
    spectrum::{band::Band, dct::Spectrum},
};

/// How many bands of each kind are shown.
pub const SHOWN: usize = 3;

/// Width of the document.
const WIDTH: f64 = 760.0;
/// Side of a picture, and of the room that the scores take.
const SIDE: f64 = 224.0;
/// Left edges of the columns.
const COLUMNS: [f64; 3] = [24.0, 268.0, 512.0];
/// From a row of pictures to the next, without the lines below them.
const ROW: f64 = SIDE + 48.0;
/// Baseline of the first line below the title.
const LINES: f64 = 52.0;

#[derive(Debug)]
pub struct ExampleFigure<'a> {
    pub scored: ScoredPicture<'a>,
    /// That of the first network.
    pub first: ScoreAnswer<'a>,
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

impl Exported for ExampleFigure<'_> {
    fn name(&self) -> Vec<String> {
        std::iter::once("fig4".to_owned()).chain(self.scored.name().into_iter().skip(1)).collect()
    }

    fn record(&self) -> Record {
        self.scored.record()
    }

    fn figure(&self) -> Result<String> {
        let highest = highest(&self.first.report.scores_for(self.scored.class));
        let mut drawing = self.head();
        drawing.append(&self.first_row(highest[0])?);
        for (row, bands) in [(1, lowest()), (2, highest)] {
            for (column, band) in bands.into_iter().enumerate() {
                let plate = self.without(name(row, column, band), band)?;
                drawing.append(&plate.at([COLUMNS[column], self.row(row)], SIDE));
            }
        }
        drawing.append(&self.foot());
        Ok(svg::document(self.root(), &drawing))
    }
}

impl ExampleFigure<'_> {
    /// The upper edge of the pictures in a row.
    fn row(&self, row: usize) -> f64 {
        let networks = self.scored.answers.len() as f64;
        let first = LINES + LINE * networks + 26.0;
        match row {
            0 => first,
            // Two lines stand below the spectrum, and two for each network below the pictures of the other rows.
            row => first + ROW + 2.0 * LINE + (row - 1) as f64 * (ROW + 2.0 * LINE * networks),
        }
    }

    fn height(&self) -> f64 {
        self.row(3) + 20.0
    }

    fn root(&self) -> Element {
        let title =
            words().occlusion.figure_root(words().classes.name(self.scored.class), &self.scored.picture.origin.title());
        svg::root([WIDTH, self.height()], 12.0)
            .with("width", WIDTH)
            .with("height", self.height())
            .with("data-model", &self.first.card.id)
            .with("data-class", self.scored.class)
            .holding(&Element::new("title").saying(&title))
    }

    fn head(&self) -> Drawing {
        let name = text([COLUMNS[0], 30.0], Anchor::Start).with("font-size", 16).with("font-weight", "bold");
        let title =
            words().occlusion.figure_head(words().classes.name(self.scored.class), &self.scored.picture.origin.title());
        let line = |(i, answer): (usize, &ScoreAnswer)| {
            let colour = LOOKS[i.min(1)].1;
            text([COLUMNS[0], LINES + LINE * i as f64], Anchor::Start)
                .with("fill", colour)
                .saying(&self.scored.says(answer))
        };
        let mut drawing = Drawing::default();
        drawing.draw([name.saying(&title)]);
        drawing.draw(self.scored.answers.iter().enumerate().map(line));
        drawing
    }

    fn foot(&self) -> Drawing {
        let mut drawing = Drawing::default();
        for (line, up) in self.scored.notes().iter().zip([32.0, 16.0]) {
            let place = [COLUMNS[0], self.height() - up];
            drawing.draw([text(place, Anchor::Start).with("fill", "#555").saying(line)]);
        }
        drawing
    }

    /// The input, its spectrum without the band of the highest score, and the scores.
    fn first_row(&self, band: Band) -> Result<Drawing> {
        let [left, middle, right] = COLUMNS.map(|x| [x, self.row(0)]);
        let input = Plate {
            name: words().occlusion.input().into(),
            png: self.scored.picture.image.to_png()?,
            lines: Vec::new(),
        };
        let mut drawing = input.at(left, SIDE);
        drawing.append(&self.spectrum_without(band)?.at(middle, SIDE));
        drawing.draw([outline(middle, band)]);
        drawing.append(&self.scores().at(right, [SIDE, SIDE - 38.0]));
        Ok(drawing)
    }

    fn spectrum_without(&self, band: Band) -> Result<Plate> {
        let png = png(spectrum_rgba(&Spectrum::of(&self.ablated(band))))?;
        let lines = vec![words().occlusion.log_dct().into(), self.fall(band)];
        Ok(Plate { name: words().occlusion.spectrum_without(band.index()), png, lines })
    }

    /// How the score of a band comes about.
    fn fall(&self, band: Band) -> String {
        let class = self.scored.class;
        let report = self.first.report;
        let (logit, less) = (report.clean.of(class), report.ablated[band.index()].of(class));
        words().occlusion.score_comes_about(&plain(logit, 2), &plain(less, 2), &signed(logit - less, 2))
    }

    fn without(&self, name: String, band: Band) -> Result<Plate> {
        let Words { occlusion: words, classes, .. } = words();
        let line = |answer: &ScoreAnswer| {
            let logits = answer.report.ablated[band.index()];
            let score = signed(answer.report.clean.of(self.scored.class) - logits.of(self.scored.class), 2);
            let (says, share) = (classes.name(logits.class()), percent(f64::from(logits.probability(logits.class()))));
            match self.scored.answers.len() {
                1 => vec![words.score(&score), format!("{says}, {share}")],
                _ => vec![format!("{}:", answer.card.name), words.score_and_answer(&score, says, &share)],
            }
        };
        let lines = self.scored.answers.iter().flat_map(line).collect();
        Ok(Plate { name, png: self.ablated(band).to_png()?, lines })
    }

    /// The scores of all bands, all networks on one axis.
    fn scores(&self) -> BandPlot {
        let layer = |(answer, (look, colour)): (&ScoreAnswer, (Look, &'static str))| {
            Layer::new("", look, colour, &self.scored.scores(answer))
        };
        let layers = self.scored.answers.iter().zip(LOOKS).map(layer).collect();
        BandPlot::new(words().occlusion.all_scores(), layers).written(words().charts.whole_band_axis(), decimal_mark())
    }

    /// The picture without a band.
    fn ablated(&self, band: Band) -> Image {
        Ablation { bands: band.into(), baseline: self.scored.baseline }.apply(&self.scored.picture.image)
    }
}

fn name(row: usize, column: usize, band: Band) -> String {
    let (words, band) = (&words().occlusion, band.index());
    match (row, column) {
        (1, 0) => words.without_lowest(band),
        (1, 1) => words.without_second_lowest(band),
        (1, _) => words.without_third_lowest(band),
        (_, column) => words.without_top(column + 1, band),
    }
}

/// A white line around the coefficients of a band.
fn outline([x, y]: [f64; 2], band: Band) -> Element {
    let cell = SIDE / Image::SIDE as f64;
    let squares = band
        .coefficients()
        .map(|(u, v)| format!("M{} {}h{cell}v{cell}h-{cell}z", x + cell * v as f64, y + cell * u as f64));
    path(squares.collect::<String>()).with("fill", "none").with("stroke", "#fff").with("stroke-width", 0.8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::occlusion::scored::tests::{card, picture, report};
    use data_encoding::BASE64;
    use freqscope_core::{class::Class, occlusion::ablation::Baseline};

    #[test]
    fn the_highest_scores_come_first() {
        let scores: Vec<f32> = (0..Band::COUNT).map(|k| if k == 40 { 9.0 } else { -(k as f32) }).collect();
        assert_eq!(highest(&scores).map(Band::index), [40, 0, 1]);
    }

    /// Of as many networks as there are scores of band 7.
    fn svg_of(sevens: &[f32]) -> String {
        let (picture, cards) = (picture(), [card("Net"), card("Other")]);
        let reports: Vec<_> = sevens.iter().map(|&seven| report(seven)).collect();
        let answers = cards.iter().zip(&reports).map(|(card, report)| ScoreAnswer { card, report }).collect();
        let scored = ScoredPicture { picture: &picture, class: Class::Ship, baseline: Baseline::default(), answers };
        let first = scored.answers[0];
        ExampleFigure { scored, first }.figure().unwrap()
    }

    /// The document without what its pictures hold, which depends on how well they are compressed.
    fn without_pixels(svg: &str) -> String {
        let mut parts = svg.split("base64,");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |svg, part| svg + "base64,…" + &part[part.find('"').unwrap_or_default()..])
    }

    #[test]
    fn one_picture_is_drawn_as_the_papers_fig_4() {
        insta::assert_snapshot!(without_pixels(&svg_of(&[4.5])));
    }

    #[test]
    fn the_figure_holds_eight_pictures_and_sixty_three_scores() {
        let svg = svg_of(&[4.5]);
        assert_eq!(svg.matches("<image ").count(), 2 + 2 * SHOWN);
        assert_eq!(svg.matches("data-value=").count(), Band::COUNT);
        assert!(svg.contains("data-band=\"7\" data-value=\"4.5\""));
        assert!(svg.contains("Without the top 1 band, 7") && svg.contains("Without the third lowest, 2"));
        assert!(svg.contains("&lt;a &amp; b&gt;.png") && !svg.contains("<a & b>"));
        let png = BASE64.encode(&picture().image.to_png().unwrap());
        assert!(svg.contains(&png), "the input as it is");
    }

    #[test]
    fn the_second_network_is_in_it() {
        let svg = svg_of(&[4.5, -1.0]);
        assert!(svg.contains("Other · says “ship”") && svg.contains("score −1.00, says ship"));
        assert_eq!(svg.matches(">Other:<").count(), 2 * SHOWN);
        let y = |line: &str| line.split(" y=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse::<f64>().ok());
        let last = svg.lines().filter(|line| line.contains("says ship")).filter_map(y).fold(0.0, f64::max);
        let height: f64 = svg.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        assert!(last > 0.0 && last < height - 40.0, "{last} of {height}: the foot has its room");
    }
}
