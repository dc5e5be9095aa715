//! `lab models`

use super::{Options, input, print};
use crate::{error::Result, model::manifest::Entry};
use serde::Serialize;
use std::fmt::Write;

/// The JSON form of one model.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    architecture: &'a str,
    training: &'a str,
    norm: Option<&'a str>,
    epsilon: Option<f64>,
    accuracy_f32: f64,
    accuracy_int8: f64,
    robust_accuracy: Option<f64>,
    bytes: u64,
    sha256: &'a str,
}

impl<'a> From<&'a Entry> for Row<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            id: &entry.id,
            architecture: &entry.architecture,
            training: &entry.training.kind,
            norm: entry.training.norm.as_deref(),
            epsilon: entry.training.epsilon,
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
    let rows: Vec<Row> = manifest.models().iter().map(Row::from).collect();
    print(options, &rows, || {
        let mut text = String::from("id                    training   accuracy   MB");
        for row in &rows {
            let (accuracy, megabytes) = (100.0 * row.accuracy_int8, row.bytes as f64 / 1e6);
            let _ = write!(text, "\n{:<20}  {:<9}  {accuracy:>6.2} %  {megabytes:>3.1}", row.id, row.training);
        }
        text
    })
}
