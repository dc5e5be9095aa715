//! Scores of the samples that were computed beforehand: drawn while a network's weights are on their way.

use freqscope_core::{
    class::Class,
    error::{Error, Result, download::DownloadFault},
    logits::Logits,
    spectrum::band::Band,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The format that `training/sample_scores.py` writes.
const FORMAT: &str = "freqscope-sample-scores/1";

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SampleScores {
    format: String,
    /// By the ids of the samples.
    samples: BTreeMap<String, StoredScores>,
}

/// Of one picture, with zeros for what is removed, nothing limited to [0, 1].
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct StoredScores {
    /// The class of interest.
    pub class: Class,
    /// Of the whole picture.
    pub logits: Logits,
    /// Of bands 0 to 62.
    pub scores: Vec<f32>,
}

impl SampleScores {
    /// # Errors
    /// [`Error::Download`] where the file is of another format or incomplete. `url`: where it comes from.
    pub fn parse(url: &str, json: &[u8]) -> Result<Self> {
        let refused = |reason| Error::Download { url: url.into(), reason };
        let file: Self =
            serde_json::from_slice(json).map_err(|error| refused(DownloadFault::Broken(error.to_string())))?;
        let whole = file.samples.values().all(|stored| stored.scores.len() == Band::COUNT);
        if file.format == FORMAT && whole { Ok(file) } else { Err(refused(DownloadFault::Version)) }
    }

    /// `sample`: its id.
    pub fn of(&self, sample: &str) -> Option<&StoredScores> {
        self.samples.get(sample)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::second;
    use serde_json::Value;

    const STORED: &[u8] = include_bytes!("../../www/results/samples-resnet18-l2-05.json");

    #[test]
    fn there_are_scores_of_every_sample_and_of_the_weights_that_ship() {
        let stored = SampleScores::parse("", STORED).unwrap();
        let samples: Vec<Value> = serde_json::from_slice(include_bytes!("../../www/samples/index.json")).unwrap();
        for sample in samples {
            let id = sample["file"].as_str().unwrap().trim_end_matches(".png");
            assert!(stored.of(id).is_some(), "{id}");
        }
        let file: Value = serde_json::from_slice(STORED).unwrap();
        let manifest: Value = serde_json::from_slice(include_bytes!("../../models/manifest.json")).unwrap();
        let models = manifest["models"].as_array().unwrap();
        let shipped = models.iter().find(|model| model["id"] == second::DEFAULT).unwrap();
        assert_eq!((&file["model"]["id"], &file["model"]["sha256"]), (&shipped["id"], &shipped["sha256"]));
    }

    #[test]
    fn another_format_is_refused() {
        for broken in [&b"{"[..], br#"{"format":"freqscope-sample-scores/2","samples":{}}"#] {
            assert!(SampleScores::parse("a.json", broken).is_err());
        }
    }
}
