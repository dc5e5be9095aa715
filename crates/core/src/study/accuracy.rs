//! How often a network is right over a data set, before an attack and all through it.

use crate::{
    attack::pgd::Pgd,
    class::Class,
    error::Result,
    statistics::Estimate,
    study::data::{DataSet, ModelFile},
};
use serde::{Deserialize, Serialize};

/// The only version of an [`Accuracy`] that is written.
pub const FORMAT: &str = "freqscope-accuracy/1";

/// A question about a whole data set; equal questions have equal answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Version of the program that answers.
    pub version: String,
    /// The network.
    pub model: ModelFile,
    /// The images.
    pub data: DataSet,
    /// The attack; none asks for clean accuracy alone.
    pub attack: Option<Pgd>,
    /// Seed of its random starts; the image at position i draws from the stream i of this seed.
    pub seed: u64,
}

/// What was found out about one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Position of the image in the data set, from 0.
    pub image: usize,
    /// Its true class.
    pub label: Class,
    /// The class that the network predicts.
    pub predicted: Class,
    /// Whether the network stayed right; none of an image that was not attacked.
    pub withstood: Option<bool>,
}

/// Shares of all images, with their standard errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    format: String,
    /// What was asked.
    pub question: Question,
    /// The share that is classified rightly.
    pub clean: Estimate,
    /// The share that is classified rightly before the attack, at its random start and at each of its iterates; none without
    /// an attack.
    pub robust: Option<Estimate>,
}

impl Accuracy {
    /// The shares over `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once.
    pub fn of(question: Question, records: &[Record]) -> Result<Self> {
        question.data.check(records.iter().map(|record| record.image))?;
        let share = |counts: fn(&Record) -> bool| {
            let values: Vec<f64> = records.iter().map(|record| f64::from(u8::from(counts(record)))).collect();
            Estimate::of(&values)
        };
        Ok(Self {
            format: FORMAT.into(),
            clean: share(|record| record.predicted == record.label),
            robust: question.attack.map(|_| share(|record| record.withstood == Some(true))),
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

    fn question(attack: Option<Pgd>) -> Question {
        Question {
            version: "1".into(),
            model: ModelFile { id: "net".into(), sha256: "ab".into() },
            data: DataSet { images: 4, images_sha256: "cd".into(), labels_sha256: "ef".into() },
            attack,
            seed: 0,
        }
    }

    fn records() -> [Record; 4] {
        let record = |image, predicted, withstood| Record { image, label: Class::Cat, predicted, withstood };
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
