//! The numbers of a figure with all that they depend on, as CSV and as JSON.

use freqscope_core::{
    model::ModelCard,
    occlusion::ablation::{Baseline, Fill, Zero},
};
use serde_json::{Map, Value, json};
use std::iter::once;

/// A table, and what holds for all of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Kind and version of the document, such as `freqscope-scores/1`.
    format: &'static str,
    /// What was set, and on what; objects stand in JSON only.
    parameters: Vec<(&'static str, Value)>,
    /// What came of it as a whole; lists stand in JSON only.
    results: Vec<(&'static str, Value)>,
    columns: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
}

/// The program's version, as `Cargo.toml` has it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Record {
    /// A table without rows.
    pub fn new(format: &'static str, columns: &[&'static str]) -> Self {
        let (parameters, results, rows) = (Vec::new(), Vec::new(), Vec::new());
        Self { format, parameters, results, columns: columns.to_vec(), rows }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }

    #[must_use]
    pub fn finding(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.results.push((name, value.into()));
        self
    }

    /// With the network that all rows are about.
    #[must_use]
    pub fn of_network(self, card: &ModelCard) -> Self {
        self.with("network", card.id.as_str()).with("weights_sha256", card.sha256.as_str())
    }

    /// With what replaces a removed band.
    #[must_use]
    pub fn of_baseline(self, baseline: Baseline) -> Self {
        let (fill, seed) = match baseline.fill {
            Fill::Zero => ("zero", Value::Null),
            Fill::Mean => ("mean", Value::Null),
            Fill::Noise { seed } => ("noise", seed.into()),
        };
        let zero = match baseline.zero {
            Zero::Pixels => "pixels",
            Zero::Normalised => "normalised",
        };
        self.with("fill", fill).with("zero", zero).with("clip", baseline.clip).with("seed", seed)
    }

    /// Adds a row of one value for each column.
    pub fn row(&mut self, values: impl IntoIterator<Item = Value>) {
        self.rows.push(values.into_iter().collect());
    }

    /// A line for each row, in which what holds for all of them stands as well. RFC 4180, with line feeds.
    pub fn to_csv(&self) -> String {
        let whole =
            self.parameters.iter().chain(&self.results).filter(|(_, value)| !value.is_array() && !value.is_object());
        let (names, values): (Vec<&str>, Vec<&Value>) = whole.map(|(name, value)| (*name, value)).unzip();
        let head = self.columns.iter().chain(&names).copied().chain(once("freqscope_version")).map(quoted);
        let version = Value::from(VERSION);
        let line = |row: &Vec<Value>| joined(row.iter().chain(values.iter().copied()).chain(once(&version)).map(cell));
        once(joined(head)).chain(self.rows.iter().map(line)).collect()
    }

    /// An object with `format`, `version`, `parameters`, `results` and `rows`, an object each.
    pub fn to_json(&self) -> String {
        let object = |pairs: &[(&str, Value)]| -> Value {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<Map<_, _>>().into()
        };
        let row = |values: &Vec<Value>| -> Value {
            let pairs = self.columns.iter().zip(values);
            pairs.map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<Map<_, _>>().into()
        };
        let document = json!({
            "format": self.format,
            "freqscope_version": VERSION,
            "parameters": object(&self.parameters),
            "results": object(&self.results),
            "rows": self.rows.iter().map(row).collect::<Vec<_>>(),
        });
        format!("{document:#}\n")
    }
}

/// A number with no more digits than an `f32` has, which is null where it is not finite.
pub fn short(value: f32) -> Value {
    value.to_string().parse::<f64>().map_or(Value::Null, Value::from)
}

fn joined(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join(",") + "\n"
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let baseline = Baseline { fill: Fill::Noise { seed: 7 }, clip: true, ..Baseline::default() };
        let mut record = Record::new("freqscope-test/1", &["band", "name, quoted"]).of_baseline(baseline);
        record.row([Value::from(1), "a \"b\"".into()]);
        record.row([short(0.1), Value::Null]);
        record.finding("outcome", "succeeded").finding("losses", vec![1, 2])
    }

    #[test]
    fn every_line_says_what_it_depends_on() {
        let csv = record().to_csv();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[0], "band,\"name, quoted\",fill,zero,clip,seed,outcome,freqscope_version");
        assert_eq!(lines[1], format!("1,\"a \"\"b\"\"\",noise,pixels,true,7,succeeded,{VERSION}"));
        assert_eq!(lines[2], format!("0.1,,noise,pixels,true,7,succeeded,{VERSION}"), "an f32 has few digits");
    }

    #[test]
    fn json_has_the_same_and_lists_too() {
        let document: Value = serde_json::from_str(&record().to_json()).unwrap();
        assert_eq!(
            (&document["format"], &document["freqscope_version"]),
            (&json!("freqscope-test/1"), &json!(VERSION))
        );
        assert_eq!(document["parameters"], json!({"fill": "noise", "zero": "pixels", "clip": true, "seed": 7}));
        assert_eq!(document["results"], json!({"outcome": "succeeded", "losses": [1, 2]}));
        assert_eq!(document["rows"][1], json!({"band": 0.1, "name, quoted": null}));
        assert_eq!(short(f32::NAN), Value::Null);
    }
}
