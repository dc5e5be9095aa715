//! `lab models`

use super::{
    Options, input, print,
    provenance::{Answer, Nothing, Provenance},
};
use freqscope_core::{
    attack::threat::{Norm, ThreatModel},
    error::Result,
    model::Training,
    parameter::number_text,
    statistics::Proportion,
    text,
};
use freqscope_weights::manifest::{Entry, Measurement};
use serde::Serialize;
use std::fmt::Write;

/// The JSON form of one model.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ModelRow<'a> {
    id: &'a str,
    file: &'a str,
    architecture: &'a str,
    training: &'a str,
    norm: Option<Norm>,
    epsilon: Option<f64>,
    accuracy_f32: Option<f64>,
    accuracy_int8: Option<f64>,
    robust_accuracy: Option<f64>,
    robustness: Vec<RobustnessRow<'a>>,
    bytes: u64,
    sha256: &'a str,
}

/// How often a model is right under an attack.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RobustnessRow<'a> {
    by: &'a str,
    attack: &'a str,
    norm: Norm,
    epsilon: f64,
    images: u32,
    accuracy: f64,
}

impl<'a> From<&'a Measurement> for RobustnessRow<'a> {
    fn from(measured: &'a Measurement) -> Self {
        let Measurement { by, attack, threat: ThreatModel { norm, epsilon }, images, accuracy } = measured;
        Self { by, attack, norm: *norm, epsilon: *epsilon, images: *images, accuracy: *accuracy }
    }
}

impl<'a> ModelRow<'a> {
    fn new(entry: &'a Entry) -> Self {
        let (training, threat) = match entry.training {
            Training::Natural => ("natural", None),
            Training::Adversarial(threat) => ("adversarial", Some(threat)),
        };
        Self {
            id: &entry.id,
            file: &entry.file,
            architecture: &entry.architecture,
            training,
            norm: threat.map(|ThreatModel { norm, .. }| norm),
            epsilon: threat.map(|ThreatModel { epsilon, .. }| epsilon),
            accuracy_f32: entry.accuracy_f32,
            accuracy_int8: entry.accuracy_int8,
            robust_accuracy: entry.robust_accuracy,
            robustness: entry.robustness.iter().map(RobustnessRow::from).collect(),
            bytes: entry.bytes,
            sha256: &entry.sha256,
        }
    }
}

/// Lists the models.
pub fn run(options: &Options) -> Result<()> {
    let manifest = input::manifest(options)?;
    let rows: Vec<ModelRow> = manifest.models().iter().map(ModelRow::new).collect();
    let provenance = Provenance::new("freqscope-lab-models/1", options, Nothing {});
    let answers: Vec<_> = rows.iter().map(|row| Answer::new(row, &provenance)).collect();
    print(options, &answers, || {
        let mut text = String::from(
            "id                    training             accuracy    PGD-20                   AutoAttack     MB",
        );
        for row in &rows {
            let (accuracy, megabytes) = (percent(row.accuracy_int8), row.bytes as f64 / 1e6);
            let (id, training) = (row.id, row.training());
            let (robust, strongest) = (percent(row.robust_accuracy), row.autoattack());
            let _ = write!(
                text,
                "\n{id:<20}  {training:<19}  {accuracy:>8}  {robust:>8}  {strongest:>23}  {megabytes:>5.1}"
            );
        }
        text + "\naccuracy is of int8 weights; AutoAttack with its 95 % interval"
    })
}

impl ModelRow<'_> {
    /// Such as `adversarial, ℓ∞ 8/255`.
    fn training(&self) -> String {
        match (self.norm, self.epsilon) {
            (Some(Norm::L2), Some(epsilon)) => format!("{}, ℓ2 {}", self.training, number_text(epsilon)),
            (Some(Norm::Linf), Some(epsilon)) => format!("{}, ℓ∞ {}", self.training, number_text(epsilon)),
            _ => self.training.into(),
        }
    }

    /// Accuracy under AutoAttack at the radius of the training, such as `39.8 % (36.8 to 42.9 %)`.
    fn autoattack(&self) -> String {
        let is_own = |one: &&RobustnessRow| {
            one.attack == "autoattack" && (Some(one.norm), Some(one.epsilon)) == (self.norm, self.epsilon)
        };
        let count = |one: &RobustnessRow| (one.accuracy * f64::from(one.images)).round() as usize;
        let own = self.robustness.iter().find(is_own);
        own.map_or("–".into(), |one| Proportion::of(count(one), one.images as usize).percent(1))
    }
}

/// `92.55 %`, or a dash for what was not measured.
fn percent(share: Option<f64>) -> String {
    share.map_or("–".into(), |share| text::percent(share, 2))
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    crate::provenance::schema::<Vec<Answer<ModelRow, Nothing>>>()
}
