//! A finished attack for other programs: its numbers as a table, and its result as a drawing.

use crate::{
    attack::{form::AttackForm, kind::Field, model_attack::ComparedScores, run::FinishedAttack},
    charts::measure::Measure,
    export::{
        Exported,
        band_plot::{BandPlot, FIRST, Layer, Look, SECOND},
        curve_plot::CurvePlot,
        naming,
        plate::Plate,
        record::{Record, short},
        sheet::Sheet,
    },
    networks::side::Side,
    text::percent,
    words::words,
};
use freqscope_core::{
    attack::{
        goal::{Aim, Goal},
        pgd::Start,
        report::Outcome,
    },
    change::{
        perturbation::{amplified, factor},
        rct::ImagePair,
    },
    error::Result,
    figure::colour::map_rgba,
    image::{Image, png},
    logits::Logits,
    model::ModelCard,
    parameter::parse_number,
    spectrum::band::Band,
};
use serde_json::Value;

#[derive(Debug)]
pub struct ExportedAttack<'a> {
    pub card: &'a ModelCard,
    pub side: Side,
    pub run: &'a FinishedAttack,
    /// What the drawing shows of the change.
    pub measure: Measure,
    pub scores: Option<ComparedScores>,
}

impl Exported for ExportedAttack<'_> {
    /// A row for each band: its change by every measure, and its score where that is known.
    fn record(&self) -> Record {
        let columns = ["band", "guarded_rct", "absolute_rct", "raw_rct", "energy_share", "score"];
        let record = Record::new("freqscope-attack/1", &columns).of_network(self.card);
        let record = record.with("picture", self.run.setup.picture.origin.title());
        let mut record = found(self.run, set(&self.run.setup.form, record));
        let profiles =
            [Measure::Guarded, Measure::Absolute, Measure::Raw, Measure::Energy].map(|measure| self.profile(measure));
        for band in Band::all() {
            let change = profiles.iter().map(|profile| profile.as_ref().map(|profile| profile[band.index()]).into());
            let score = self.scores.as_ref().map(|scores| short(scores.scores[band.index()])).unwrap_or_default();
            record.row([band.index().into()].into_iter().chain(change).chain([score]));
        }
        record
    }

    /// Images and change as an SVG document.
    fn figure(&self) -> Result<String> {
        let (title, picture) = (self.run.setup.form.title(), self.run.setup.picture.origin.title());
        let lines = [format!("{picture} · {} · {}", self.card.name, self.run.status_text())];
        let mut sheet = Sheet::new(title, &lines).plates(&self.plates()?);
        if let Some(profile) = self.profile(self.measure) {
            let layer = Layer::new("", Look::Bars, if self.side == Side::A { FIRST } else { SECOND }, &profile);
            let plot = BandPlot::new(self.measure.title(), vec![layer]);
            sheet = sheet.bands(&if self.measure == Measure::Energy { plot.in_percent() } else { plot }, 220.0);
        }
        let curve = CurvePlot { title: words().attack.loss().into(), values: self.run.report.losses.clone() };
        Ok(sheet.curve(&curve, 90.0).noted(&[self.measure.meaning().into()]))
    }

    fn name(&self) -> Vec<String> {
        let picture = naming::picture(&self.run.setup.picture);
        vec!["attack".into(), self.card.id.clone(), picture, form_name(&self.run.setup.form)]
    }

    fn image(&self) -> Option<&Image> {
        Some(&self.run.report.image)
    }
}

impl ExportedAttack<'_> {
    fn plates(&self) -> Result<Vec<Plate>> {
        let (clean, report) = (&self.run.setup.picture.image, &self.run.report);
        let factor = factor(report.distance.linf);
        let change = amplified(clean, &report.image, factor).to_png()?;
        let plate = |name: &str, png, line: String| Plate { name: name.into(), png, lines: vec![line] };
        let mut plates = vec![
            plate(words().attack.before(), clean.to_png()?, says(&report.before)),
            plate(words().attack.after(), report.image.to_png()?, says(&report.after)),
            plate(words().attack.the_change(), change, words().attack.amplified(factor)),
        ];
        if let Some(map) = self.measure.map(&self.pair()) {
            let values = map.rows().flatten().map(|&value| value as f32);
            plates.push(plate(
                words().attack.each_coefficient(),
                png(map_rgba(values, self.measure.decades()))?,
                self.measure.name().into(),
            ));
        }
        Ok(plates)
    }

    fn profile(&self, measure: Measure) -> Option<Vec<f64>> {
        measure.map(&self.pair()).map(|map| measure.profile(&map))
    }

    fn pair(&self) -> ImagePair<'_> {
        ImagePair { clean: &self.run.setup.picture.image, adversarial: &self.run.report.image }
    }
}

/// An attack as file names have it, such as `pgd-l2-epsilon-0-5-seed-0`.
pub fn form_name(form: &AttackForm) -> String {
    let written = |name: &str, text: &str| format!("-{name}-{}", text.trim().replace(['/', '.', ','], "-"));
    let (field, _) = form.kind.strength();
    let seeded = form.kind.fields().contains(&Field::Seed);
    let seed = if seeded { written("seed", &form.text(Field::Seed)) } else { String::new() };
    format!("{}{}{seed}", form.kind.id(), written(field.id(), &form.text(field)))
}

/// Adds what was set.
fn set(form: &AttackForm, record: Record) -> Record {
    let goal = match form.goal {
        Goal::Untargeted => "any other class",
        Goal::Targeted(class) => class.name(),
    };
    let start = form.kind.has_start().then_some(if form.start == Start::Random { "random" } else { "clean" });
    let record = record.with("attack", form.kind.id()).with("goal", goal).with("start", start);
    let spec = form.spec().ok().and_then(|spec| serde_json::to_value(spec).ok());
    let fields = form.kind.fields().iter();
    fields.fold(record, |record, &field| record.with(field.id(), number(form, field))).with("spec", spec)
}

/// What is written in a field, as a number; null where nothing is.
fn number(form: &AttackForm, field: Field) -> Value {
    let text = form.text(field);
    let whole = field.is_whole().then(|| text.trim().parse::<u64>().ok()).flatten();
    whole.map(Value::from).or_else(|| parse_number(&text).map(Value::from)).unwrap_or_default()
}

/// Adds what came of it.
fn found(run: &FinishedAttack, record: Record) -> Record {
    let (report, distance) = (&run.report, &run.report.distance);
    record
        .finding("outcome", outcome(report.outcome))
        .finding("class_before", report.before.class().name())
        .finding("class_after", report.after.class().name())
        .finding("l0", distance.l0)
        .finding("l1", distance.l1)
        .finding("l2", distance.l2)
        .finding("linf", distance.linf)
        .finding("ssim", report.ssim)
        .finding("iterations", report.iterations)
        .finding("queries", report.queries)
        .finding("logits_before", report.before.0.map(short).to_vec())
        .finding("logits_after", report.after.0.map(short).to_vec())
        .finding("losses", report.losses.iter().copied().map(short).collect::<Vec<_>>())
}

/// As files have it.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Succeeded => "succeeded",
        Outcome::Resisted => "resisted",
        Outcome::Misclassified => "misclassified",
    }
}

fn says(logits: &Logits) -> String {
    let class = logits.class();
    format!("{}, {}", words().classes.name(class), percent(f64::from(logits.probability(class))))
}

/// What 8 bits a value, which other programs save, make of an attack that succeeded: whole sentences, from what the network
/// says of the rounded image.
pub fn in_8_bits(run: &FinishedAttack, rounded: &Logits) -> Option<String> {
    if run.report.outcome != Outcome::Succeeded {
        return None;
    }
    let says = rounded.class();
    let reached = match run.report.aim {
        Aim::Away(class) => says != class,
        Aim::Toward(class) => says == class,
    };
    let probability = percent(f64::from(rounded.probability(says)));
    Some(match reached {
        true => words().attack.still_in_8_bits(words().classes.name(says), &probability),
        false => words().attack.undone_in_8_bits(words().classes.name(says), &probability),
    })
}
