//! Tables of results that count images: of a heat map a row a ring, of corruptions a row a corruption at each severity, each with how many
//! images it is of and the ends of its 95 % interval.

use crate::formats;
use freqscope_core::{
    spectrum::basis::Basis,
    statistics::{Estimate, Proportion},
    study::{
        corruption::{CorruptionCounts, SeverityCounts},
        document::Document,
        heat_map::HeatMap,
    },
};
use serde_json::{Value, from_value};
use std::iter::once;

/// The names of a row's columns and what is in them.
pub type Row = Vec<(&'static str, Value)>;

/// The rows of a result, as JSON; none of a result of another kind.
pub fn of(result: &Value) -> Option<Vec<Row>> {
    let found = formats::family(result.get("format")?.as_str()?);
    let is = |known: &[&str]| known.iter().any(|format| formats::family(format) == found);
    if is(HeatMap::FORMATS) {
        Some(rings(&from_value(result.clone()).ok()?))
    } else if is(CorruptionCounts::FORMATS) {
        Some(severities(&from_value(result.clone()).ok()?))
    } else {
        None
    }
}

/// The error rate along the waves of each ring, which is a band in the DCT basis.
fn rings(map: &HeatMap) -> Vec<Row> {
    let n = map.question.data.images;
    let name = match map.question.study.basis {
        Basis::Fourier => "ring",
        Basis::Dct => "band",
    };
    let row = |(ring, (&mean, &standard_error)): (usize, (&Option<f64>, &Option<f64>))| {
        let (low, high) = Estimate { mean, standard_error }.rate_interval(n).unzip();
        vec![
            (name, ring.into()),
            ("profile.mean", mean.into()),
            ("profile.standard_error", standard_error.into()),
            ("profile.low_95", low.into()),
            ("profile.high_95", high.into()),
            ("n", n.into()),
        ]
    };
    map.profile.mean.iter().zip(&map.profile.standard_error).enumerate().map(row).collect()
}

/// The accuracy without corruption, as severity 0, and with each at each severity.
fn severities(counts: &CorruptionCounts) -> Vec<Row> {
    let n = counts.question.data.images;
    let row = |(corruption, severity, right): (&str, usize, usize)| -> Row {
        let (low, high) = Proportion::of(right, n).interval();
        vec![
            ("corruption", corruption.into()),
            ("severity", severity.into()),
            ("right", right.into()),
            ("n", n.into()),
            ("accuracy", (right as f64 / n as f64).into()),
            ("low_95", low.into()),
            ("high_95", high.into()),
        ]
    };
    let of = |SeverityCounts { corruption, right }: &SeverityCounts| {
        let name = corruption.name();
        right.iter().enumerate().map(move |(i, &right)| (name, i + 1, right)).collect::<Vec<_>>()
    };
    once(("none", 0, counts.clean)).chain(counts.corruptions.iter().flat_map(of)).map(row).collect()
}
