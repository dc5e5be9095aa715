//! `lab models`

use super::{
    Options, input, print,
    provenance::{Answer, Nothing, Provenance},
};
use freqscope_core::{
    attack::threat::{Norm, ThreatModel},
    error::Result,
    model::Training,
    text,
};
use freqscope_engine::model::manifest::Entry;
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
    bytes: u64,
    sha256: &'a str,
}

impl<'a> From<&'a Entry> for ModelRow<'a> {
    fn from(entry: &'a Entry) -> Self {
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
            bytes: entry.bytes,
            sha256: &entry.sha256,
        }
    }
}

/// Lists the models.
pub fn run(options: &Options) -> Result<()> {
    let manifest = input::manifest(options)?;
    let rows: Vec<ModelRow> = manifest.models().iter().map(ModelRow::from).collect();
    let provenance = Provenance::new("freqscope-lab-models/1", options, Nothing {});
    let answers: Vec<_> = rows.iter().map(|row| Answer::new(row, &provenance)).collect();
    print(options, &answers, || {
        let mut text = String::from("id                    training     accuracy    robust   MB");
        for row in &rows {
            let (accuracy, megabytes) = (percent(row.accuracy_int8), row.bytes as f64 / 1e6);
            let (id, training, robust) = (row.id, row.training, percent(row.robust_accuracy));
            let _ = write!(text, "\n{id:<20}  {training:<11}  {accuracy:>8}  {robust:>8}  {megabytes:>3.1}");
        }
        text
    })
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
