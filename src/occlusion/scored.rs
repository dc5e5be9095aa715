//! The scores of a picture for other programs: as a table, and as a drawing of the chart.

use crate::{
    export::{
        Exported,
        band_plot::{BandPlot, FIRST, Layer, Look, SECOND},
        naming::{self, baseline_words},
        record::{Record, short},
        sheet::Sheet,
    },
    picture::Picture,
    text::{percent, plain},
    words::{Words, words},
};
use freqscope_core::{
    class::Class,
    error::Result,
    model::ModelCard,
    occlusion::{OcclusionReport, ablation::Baseline},
    spectrum::band::Band,
};

/// What networks make of the frequencies of a picture.
#[derive(Debug)]
pub struct ScoredPicture<'a> {
    pub picture: &'a Picture,
    /// The class of interest c.
    pub class: Class,
    /// What replaces a removed band.
    pub baseline: Baseline,
    /// One or two.
    pub answers: Vec<ScoreAnswer<'a>>,
}

#[derive(Debug, Clone, Copy)]
pub struct ScoreAnswer<'a> {
    pub card: &'a ModelCard,
    pub report: &'a OcclusionReport,
}

const COLUMNS: [&str; 9] =
    ["network", "class", "band", "score", "logit", "logit_without", "prediction_without", "share", "weights_sha256"];

/// How layers are drawn, in the order of the networks.
pub const LOOKS: [(Look, &str); 2] = [(Look::Bars, FIRST), (Look::Steps, SECOND)];

impl Exported for ScoredPicture<'_> {
    fn name(&self) -> Vec<String> {
        let models = self.answers.iter().map(|answer| answer.card.id.clone());
        let rest = [naming::picture(self.picture), self.class.name().into(), naming::baseline(self.baseline)];
        std::iter::once("scores".to_owned()).chain(models).chain(rest).collect()
    }

    /// A row for each network and band.
    fn record(&self) -> Record {
        let mut record = Record::new("freqscope-scores/1", &COLUMNS)
            .with("picture", self.picture.origin.title())
            .of_baseline(self.baseline);
        for answer in &self.answers {
            self.rows(answer, &mut record);
        }
        record
    }

    /// The chart.
    fn figure(&self) -> Result<String> {
        let layer = |(answer, (look, colour)): (&ScoreAnswer, (Look, &'static str))| {
            Layer::new(self.says(answer), look, colour, &self.scores(answer))
        };
        let layers = self.answers.iter().zip(LOOKS).map(layer).collect();
        let class = words().classes.name(self.class);
        let title = words().occlusion.figure_title(class);
        let plot = BandPlot::new(words().occlusion.score_axis(&words().occlusion.quoted(class)), layers);
        Ok(Sheet::new(title, &[self.picture.origin.title()]).bands(&plot, 320.0).noted(&self.notes()))
    }
}

impl ScoredPicture<'_> {
    /// The scores of all bands for the class of interest.
    pub fn scores(&self, answer: &ScoreAnswer) -> Vec<f64> {
        answer.report.scores_for(self.class).into_iter().map(f64::from).collect()
    }

    fn rows(&self, answer: &ScoreAnswer, record: &mut Record) {
        let ScoreAnswer { card, report } = answer;
        let scores = report.scores_for(self.class);
        let total: f32 = scores.iter().map(|score| score.abs()).sum();
        for (band, &score) in Band::all().zip(&scores) {
            let without = report.ablated[band.index()];
            record.row([
                card.id.as_str().into(),
                self.class.name().into(),
                band.index().into(),
                short(score),
                short(report.clean.of(self.class)),
                short(without.of(self.class)),
                without.class().name().into(),
                short(score.abs() / total),
                card.sha256.as_str().into(),
            ]);
        }
    }

    /// A network with its answer to the whole picture.
    pub fn says(&self, answer: &ScoreAnswer) -> String {
        let Words { occlusion: words, classes, .. } = words();
        let (clean, name) = (answer.report.clean, &answer.card.name);
        let (says, logit) = (clean.class(), plain(clean.of(self.class), 2));
        let probability = percent(f64::from(clean.probability(says)));
        words.network_says(name, classes.name(says), &probability, classes.name(self.class), &logit)
    }

    /// How a score comes about.
    pub fn notes(&self) -> Vec<String> {
        vec![words().occlusion.score_note().into(), words().occlusion.replaced_by(&baseline_words(self.baseline))]
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::picture::Origin;
    use freqscope_core::{image::npy, logits::Logits, model::ModelSource, spectrum::dct::Spectrum};

    pub fn card(name: &str) -> ModelCard {
        let (id, name, source) = (name.to_lowercase(), name.to_owned(), ModelSource::Visitor { file: String::new() });
        ModelCard { id, name, architecture: "resnet18".into(), bytes: 1, sha256: "00ff".into(), source }
    }

    /// A picture of CIFAR-10 whose name is hostile.
    pub fn picture() -> Picture {
        let image = npy::read(include_bytes!("../../tests/fixtures/images.npy")).unwrap().remove(3);
        Picture { origin: Origin::File("<a & b>.png".into()), spectrum: Spectrum::of(&image), image }
    }

    /// The answer of a network that reads band k only through its number, and band 7 by `seven`.
    pub fn report(seven: f32) -> OcclusionReport {
        let without = |band: Band| {
            let mut logits = Logits([0.0; 10]);
            logits.0[Class::Ship.index()] = 5.0 - if band.index() == 7 { seven } else { band.index() as f32 / 100.0 };
            logits
        };
        let mut clean = Logits([0.0; 10]);
        clean.0[Class::Ship.index()] = 5.0;
        let ablated = Band::all().map(without).collect();
        OcclusionReport { class: Class::Ship, clean, ablated, scores: vec![], milliseconds: 0.0 }
    }

    #[test]
    fn every_network_and_band_has_a_row() {
        let (picture, reports, cards) = (picture(), [report(4.5), report(-1.0)], [card("A"), card("B")]);
        let answers = cards.iter().zip(&reports).map(|(card, report)| ScoreAnswer { card, report }).collect();
        let scored = ScoredPicture { picture: &picture, class: Class::Ship, baseline: Baseline::default(), answers };
        let csv = scored.record().to_csv();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 1 + 2 * Band::COUNT);
        assert!(lines[0].starts_with("network,class,band,score,logit,logit_without,prediction_without,share,"));
        assert!(lines[8].starts_with("a,ship,7,4.5,5.0,0.5,ship,"), "{}", lines[8]);
        assert!(lines[8].contains(",00ff,<a & b>.png,zero,pixels,false,,"), "{}", lines[8]);
        assert!(lines[71].starts_with("b,ship,7,-1.0,5.0,6.0,ship,"), "{}", lines[71]);
        let svg = scored.figure().unwrap();
        assert_eq!(svg.matches("data-value=").count(), Band::COUNT, "the second network is a line");
        assert!(svg.contains("data-band=\"7\" data-value=\"4.5\"") && svg.contains("B · says “ship”"));
    }
}
