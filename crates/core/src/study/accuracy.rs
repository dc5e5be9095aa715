//! How often a network is right over a data set, before an attack and all through it.

use crate::{
    attack::pgd::Pgd,
    class::Class,
    error::Result,
    statistics::{Estimate, INTERVALS},
    study::{ImageRecord, ImageStudy, Question, Study, document::Document},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How often the network is right, and stays right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccuracyStudy {
    /// The attack; none asks for clean accuracy alone.
    pub attack: Option<Pgd>,
    /// Seed of its random starts; see [`random`](crate::random).
    pub seed: u64,
}

/// What was found out about one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccuracyRecord {
    /// Position of the image in the data set, from 0.
    pub image: usize,
    /// Its true class.
    pub label: Class,
    /// The class that the network predicts.
    pub predicted: Class,
    /// Whether the network stayed right; none of an image that was not attacked.
    #[serde(rename = "withstood")]
    pub robust: Option<bool>,
}

/// Shares of all images, with their standard errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Accuracy {
    /// What was asked.
    pub question: Question<AccuracyStudy>,
    /// The share that is classified rightly.
    pub clean: Estimate,
    /// The share that is classified rightly before the attack, at its random start and at each of its iterates; none without
    /// an attack.
    pub robust: Option<Estimate>,
}

impl ImageStudy for AccuracyStudy {
    const RECORDS: &'static str = "freqscope-accuracy-records/2";
    const UNCHECKED_RECORDS: &'static [&'static str] = &["freqscope-accuracy-records/1"];
    const BATCH: usize = 8;
    type Record = AccuracyRecord;
}

impl Study for AccuracyStudy {
    type Summary = Accuracy;

    fn summarise(question: Question<Self>, records: &[AccuracyRecord]) -> Result<Accuracy> {
        Accuracy::of(question, records)
    }
}

impl Document for Accuracy {
    const FORMATS: &'static [&'static str] = &["freqscope-accuracy/2", "freqscope-accuracy/1"];
}

impl ImageRecord for AccuracyRecord {
    fn image(&self) -> usize {
        self.image
    }
}

/// The shares with their 95 % intervals.
impl fmt::Display for Accuracy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { question, clean, robust, .. } = self;
        let percent = |share: &Estimate| share.counted(question.data.images).percent(2);
        let robust = robust.as_ref().map(|share| format!(", under PGD-20 {}", percent(share))).unwrap_or_default();
        write!(
            f,
            "{} over {} images: clean {}{robust}\n{INTERVALS}",
            question.model.id,
            question.data.images,
            percent(clean)
        )
    }
}

impl Accuracy {
    /// The shares over `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once.
    pub fn of(question: Question<AccuracyStudy>, records: &[AccuracyRecord]) -> Result<Self> {
        question.data.check(records.iter().map(|record| record.image))?;
        let share = |counts: fn(&AccuracyRecord) -> bool| {
            let values: Vec<f64> = records.iter().map(|record| f64::from(u8::from(counts(record)))).collect();
            Estimate::of(&values)
        };
        Ok(Self {
            clean: share(|record| record.predicted == record.label),
            robust: question.study.attack.map(|_| share(|record| record.robust == Some(true))),
            question,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attack::{
        pgd::Start,
        threat::{Norm, ThreatModel},
    };
    use crate::study;

    fn question(attack: Option<Pgd>) -> Question<AccuracyStudy> {
        study::tests::question(4, AccuracyStudy { attack, seed: 0 })
    }

    fn records() -> [AccuracyRecord; 4] {
        let record = |image, predicted, robust| AccuracyRecord { image, label: Class::Cat, predicted, robust };
        [
            record(0, Class::Cat, Some(true)),
            record(1, Class::Cat, Some(false)),
            record(2, Class::Dog, None),
            record(3, Class::Cat, Some(false)),
        ]
    }

    #[test]
    fn shares_are_of_all_images() {
        let pgd = Pgd::twenty(ThreatModel { norm: Norm::L2, epsilon: 0.5 });
        assert_eq!((pgd.alpha, pgd.steps, pgd.start), (0.0625, 20, Start::Random));
        let found = Accuracy::of(question(Some(pgd)), &records()).unwrap();
        assert_eq!((found.clean.mean, found.robust.and_then(|share| share.mean)), (Some(0.75), Some(0.25)));
        // √(p(1 − p)/(n − 1)) with p = 3/4, n = 4.
        assert!((found.clean.standard_error.unwrap() - 0.25).abs() < 1e-12);
        assert_eq!(Accuracy::of(question(None), &records()).unwrap().robust, None);
        assert!(Accuracy::of(question(None), &records()[1..]).is_err());
    }
}
