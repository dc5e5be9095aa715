//! The first screen for other programs: what networks say with the line at every place, and their scores.

use crate::{
    export::{
        Exported,
        band_plot::{BandPlot, FIRST, Layer, Look, SECOND},
        naming::{self, baseline_words},
        plate::Plate,
        record::{Record, short},
        sheet::Sheet,
    },
    lowpass::{
        network::ScreenNetwork,
        shares::shares,
        stretches::stretches,
        view::{LowPassView, Scale},
        wording,
    },
    picture::Picture,
    words::words,
};
use freqscope_core::{
    class::Class,
    error::Result,
    occlusion::ablation::{Ablation, Baseline},
    spectrum::cutoff::Cutoff,
};

#[derive(Debug)]
pub struct ExportedScreen<'a> {
    pub picture: &'a Picture,
    /// One or two.
    pub networks: Vec<ScreenNetwork>,
    /// The class of interest.
    pub class: Class,
    pub view: LowPassView,
    /// What replaces the bands that are taken away.
    pub baseline: Baseline,
}

const COLUMNS: [&str; 8] = [
    "network",
    "bands_kept",
    "answer",
    "probability",
    "probability_of_class",
    "share_kept",
    "score_of_last_band",
    "weights_sha256",
];
/// How networks are drawn, in their order.
const LOOKS: [(Look, &str); 2] = [(Look::Bars, FIRST), (Look::Steps, SECOND)];

impl Exported for ExportedScreen<'_> {
    fn name(&self) -> Vec<String> {
        let networks = self.networks.iter().filter_map(|network| Some(network.card.as_ref()?.id.clone()));
        let rest = [naming::picture(self.picture), self.class.name().into(), naming::baseline(self.baseline)];
        ["low-pass".into(), format!("{}-bands", self.view.cutoff.kept())]
            .into_iter()
            .chain(networks)
            .chain(rest)
            .collect()
    }

    /// A row for each network and each number of bands that are kept, from the coarsest on; what is not known yet is empty.
    fn record(&self) -> Record {
        let mut record = Record::new("freqscope-low-pass/1", &COLUMNS)
            .with("picture", self.picture.origin.title())
            .with("class", self.class.name())
            .of_baseline(self.baseline)
            .finding("sentence", wording::plain(&self.sentence()).replace('\u{2060}', ""));
        for network in &self.networks {
            self.rows(network, &mut record);
        }
        record
    }

    /// Pictures, sentence and bars as an SVG document; the answers as words.
    fn figure(&self) -> Result<String> {
        let cutoff = self.view.cutoff;
        let seen = Ablation { bands: cutoff.removed(), baseline: self.baseline }.apply(&self.picture.image);
        let plate = |name: String, png| Plate { name, png, lines: Vec::new() };
        let plates = [
            plate(words().lowpass.whole_plate().into(), self.picture.image.to_png()?),
            plate(wording::without(cutoff), seen.to_png()?),
        ];
        let says = [self.picture.origin.title(), wording::plain(&self.sentence())];
        let sheet = Sheet::new(words().lowpass.title(), &says).plates(&plates).bands(&self.bars(), 240.0);
        let replaced = words().lowpass.replaced_by(&baseline_words(self.baseline));
        let answers = self.networks.iter().map(|network| {
            wording::strip(&wording::strip_name(&network.name, network.card.as_ref()), &stretches(&network.answers))
        });
        Ok(sheet.noted(&answers.chain([replaced]).collect::<Vec<_>>()))
    }
}

impl ExportedScreen<'_> {
    fn sentence(&self) -> Vec<wording::Part> {
        let said: Vec<wording::Said> =
            self.networks.iter().map(|one| wording::Said::of(one, self.view.cutoff)).collect();
        wording::sentence(self.view.cutoff, &said)
    }

    fn bars(&self) -> BandPlot {
        let layer = |(network, (look, colour)): (&ScreenNetwork, (Look, &'static str))| {
            let scores = network.scores.get()?;
            let values = match self.view.scale {
                Scale::Share => shares(scores),
                Scale::Logits => scores.iter().copied().map(f64::from).collect(),
            };
            Some(Layer::new(wording::strip_name(&network.name, network.card.as_ref()), look, colour, &values))
        };
        let layers = self.networks.iter().zip(LOOKS).filter_map(layer).collect();
        let [word, rest] =
            if self.view.scale == Scale::Share { words().lowpass.share_of() } else { words().lowpass.logit_of() };
        let plot = BandPlot::new(format!("{}: {word}{rest}", wording::evidence(Some(self.class))), layers);
        if self.view.scale == Scale::Share { plot.in_percent() } else { plot }
    }

    fn rows(&self, network: &ScreenNetwork, record: &mut Record) {
        let card = network.card.as_ref();
        let scores = network.scores.get();
        let shares = scores.map(|scores| shares(scores));
        for cutoff in Cutoff::all() {
            let answer = network.answer(cutoff);
            let says = answer.map(|logits| logits.class());
            let kept = shares.as_ref().map(|shares| shares.iter().take(cutoff.kept()).sum::<f64>());
            record.row([
                card.map(|card| card.id.as_str()).into(),
                cutoff.kept().into(),
                says.map(Class::name).into(),
                answer.zip(says).map(|(logits, class)| short(logits.probability(class))).into(),
                answer.map(|logits| short(logits.probability(self.class))).into(),
                kept.into(),
                scores.map(|scores| short(scores[cutoff.kept() - 1])).into(),
                card.map(|card| card.sha256.as_str()).into(),
            ]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lowpass::{
            names::{Name, tests::card},
            network::Scores,
        },
        networks::{loading::Loading, results::Attribution, side::Side},
        occlusion::scored::tests::picture,
        platform::connection::EnginePhase,
    };
    use freqscope_core::{logits::Logits, model::Training};

    #[test]
    fn every_position_of_the_line_has_a_row_and_bars_are_drawn_as_they_are_seen() {
        let card = card("net", "resnet18", Training::Natural);
        let answer = |kept: usize| {
            let mut logits = Logits([0.0; 10]);
            logits.0[if kept < 9 { Class::Cat } else { Class::Ship }.index()] = 5.0;
            (kept != 20).then_some(logits)
        };
        let network = ScreenNetwork {
            side: Side::A,
            name: Name::Only,
            card: Some(card.clone()),
            loading: Loading { phase: EnginePhase::Running, card: Some(card), load: None },
            answers: (1..=63).map(answer).collect(),
            scores: Scores::Computed((0..63).map(|k| if k < 2 { 1.0 } else { 0.0 }).collect()),
            attribution: Attribution::default(),
        };
        let (picture, view) = (picture(), LowPassView { cutoff: Cutoff::nearest(5), scale: Scale::Share });
        let screen = ExportedScreen {
            picture: &picture,
            networks: vec![network],
            class: Class::Ship,
            view,
            baseline: Baseline::default(),
        };
        let csv = screen.record().to_csv();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 1 + 63);
        assert!(lines[1].starts_with("net,1,cat,0.94") && lines[1].contains(",0.5,1.0,"), "{}", lines[1]);
        assert!(lines[20].starts_with("net,20,,,,1.0,0.0,"), "{}", lines[20]);
        let svg = screen.figure().unwrap();
        assert_eq!(svg.matches("data-value=").count(), 63);
        assert!(svg.contains("the network says cat") && svg.contains("with 1 to 8 cat"), "{svg}");
    }
}
