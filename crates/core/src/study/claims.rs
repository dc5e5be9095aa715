//! The paper's claims, what was measured to test each, and a verdict: `www/results/claims.json`.

use crate::{
    error::{Error, Result},
    study::document::{self, Document},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    /// In the order in which they are shown.
    pub claims: Vec<Claim>,
    /// The claims of Fig. 1 under each reading of Occluded Frequency, the paper's first.
    pub figure1_readings: Vec<VariantVerdicts>,
}

/// Which claims of Fig. 1 hold under another reading of Occluded Frequency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VariantVerdicts {
    /// What it departs from the paper in.
    pub reading: String,
    /// How many models were measured so.
    pub models: u64,
    /// On how many images each, at least.
    pub images: u64,
    /// The verdict on each claim, by its [`Claim::id`].
    pub verdicts: BTreeMap<String, Verdict>,
}

/// One claim of the paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Short and stable.
    pub id: String,
    /// What the paper says, in a sentence.
    pub claim: String,
    /// Where the paper says it, such as `Fig. 1`.
    #[serde(rename = "where")]
    pub place: String,
    /// How it is tested here.
    pub test: String,
    /// What the readings are.
    pub unit: Unit,
    /// What the interval of a reading that passes must clear, where there is one such number.
    #[serde(default)]
    pub threshold: Option<f64>,
    /// What was measured.
    pub readings: Vec<Reading>,
    /// Whether it holds.
    pub verdict: Verdict,
    /// Why the verdict is what it is.
    pub because: String,
}

/// What a measured number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A part of a whole, from 0 to 1.
    Share,
    /// One number over another.
    Ratio,
}

/// A measured number with its 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What was measured.
    pub name: String,
    /// The number; none where it was not measured.
    pub value: Option<f64>,
    /// Lower end of the interval; none of an exact number, and of a mean that may be anything, such as that of one image.
    pub low: Option<f64>,
    /// Upper end of the interval; none where there is no lower one.
    pub high: Option<f64>,
    /// How many images, or other items, it rests on; none of an exact number.
    pub n: Option<u64>,
}

/// Whether a claim holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The measured numbers say what the paper says.
    #[serde(rename = "holds")]
    Holds,
    /// Some of them do.
    #[serde(rename = "holds in part")]
    HoldsInPart,
    /// They do not.
    #[serde(rename = "does not hold")]
    DoesNotHold,
    /// The intervals are too wide to tell.
    #[serde(rename = "undecided")]
    Undecided,
    /// Nothing was measured yet.
    #[serde(rename = "not measured")]
    NotMeasured,
}

impl Document for Claims {
    const FORMATS: &'static [&'static str] = &["freqscope-claims/2"];
    const INVALID: fn(String) -> Error = Error::Claims;
}

impl Claims {
    /// Reads the file.
    ///
    /// # Errors
    /// [`Error::Claims`] when the text is broken or of another version.
    pub fn parse(json: &[u8]) -> Result<Self> {
        document::parse(json)
    }
}

impl Reading {
    /// Every number that a drawing of the reading must hold.
    pub fn numbers(&self) -> impl Iterator<Item = f64> {
        [self.value, self.low, self.high].into_iter().flatten()
    }

    /// The interval, where there is one.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.low.zip(self.high)
    }
}

impl Verdict {
    /// The verdict in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::HoldsInPart => "holds in part",
            Self::DoesNotHold => "does not hold",
            Self::Undecided => "undecided",
            Self::NotMeasured => "not measured",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"format": "freqscope-claims/2", "claims": [{
        "id": "fig1", "claim": "Robust networks rest on low bands.", "where": "Fig. 1", "test": "shares of |score|", "unit": "share",
        "readings": [{"name": "natural", "value": 0.36, "low": 0.35, "high": 0.37, "n": 10000},
                     {"name": "robust", "value": null, "low": null, "high": null, "n": null}],
        "verdict": "holds in part", "because": "one network is missing", "later": "ignored"}],
        "figure1_readings": [{"reading": "mean fill", "models": 5, "images": 500, "verdicts": {"fig1": "undecided"}}]}"#;

    #[test]
    fn a_file_is_read_with_its_gaps() {
        let Claims { claims, figure1_readings, .. } = Claims::parse(FILE.as_bytes()).unwrap();
        assert_eq!((claims[0].place.as_str(), claims[0].verdict.name()), ("Fig. 1", "holds in part"));
        assert_eq!(claims[0].readings[0].interval(), Some((0.35, 0.37)));
        assert_eq!(claims[0].readings[1].numbers().count(), 0);
        assert_eq!(figure1_readings[0].verdicts["fig1"], Verdict::Undecided);
    }

    #[test]
    fn other_files_are_refused_in_words() {
        let refused = |json: &str| Claims::parse(json.as_bytes()).unwrap_err().to_string();
        assert!(refused(&FILE.replace("claims/2", "claims/9")).contains("not “freqscope-claims/2”"));
        assert!(refused(&FILE.replace("holds in part", "maybe")).contains("maybe"));
        assert!(refused("<!doctype html>").contains("restore results/claims.json"));
    }
}
