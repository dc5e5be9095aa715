//! What is asked of a whole data set, what was found for each image, and the means.
//!
//! A [`Study`] is a kind of question: [`occlusion`] (Fig. 1, with its [`estimator`] and [`control_variate`]), [`attack`] (Fig. 2),
//! [`inversion`] (Fig. 3), [`accuracy`], [`heat_map`] (noise along each wave), [`filter`] (low-pass and high-pass) and [`corruption`]. A [`Question`] asks it of a network and a data set ([`data`]) by a [`program`];
//! [`document`]s are the files of answers. [`claims`] are the paper’s, with the verdicts; [`agreement`] compares the tools.

pub mod accuracy;
pub mod agreement;
pub mod attack;
pub mod claims;
pub mod control_variate;
pub mod corruption;
pub mod corruption_bands;
pub mod data;
pub mod document;
pub mod estimator;
pub mod filter;
pub mod flags;
pub mod heat_map;
pub mod inversion;
pub mod occlusion;
pub mod program;

use self::{
    data::{DataSet, ModelFile},
    document::Document,
    program::Program,
};
use crate::error::Result;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt::Display;

/// A question about a whole data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question<S> {
    /// What answers it.
    #[serde(flatten)]
    pub program: Program,
    /// The network.
    pub model: ModelFile,
    /// The images.
    pub data: DataSet,
    /// What is asked of them.
    #[serde(flatten)]
    pub study: S,
}

/// One kind of question about each of many images: its parameters, and what it finds out about an image.
pub trait ImageStudy: Clone + PartialEq + Serialize + DeserializeOwned {
    /// Kind and version of the files of its records, whose lines have checksums.
    const RECORDS: &'static str;
    /// Those of files from before lines had checksums, which are still read.
    const UNCHECKED_RECORDS: &'static [&'static str];
    /// How many images are best computed at once.
    const BATCH: usize = 1;
    /// What is found out about one image.
    type Record: ImageRecord + Serialize + DeserializeOwned;

    /// Whether what is found out about an image depends on how many there are, so that a run cannot be extended.
    fn depends_on_count(&self) -> bool {
        false
    }
}

/// One kind of question about a data set, whose answer is what its records come to over all images.
pub trait Study: ImageStudy {
    /// What the records of all images say; as text, for people.
    type Summary: Document + Serialize + Display;

    /// The summary of `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once, whole.
    fn summarise(question: Question<Self>, records: &[Self::Record]) -> Result<Self::Summary>;
}

/// What was found out about one image of a data set.
pub trait ImageRecord {
    /// The position of the image in the data set, from 0.
    fn image(&self) -> usize;
}

impl<S> Question<S> {
    /// Whether the records of two questions belong to one run: everything agrees that changes a number.
    pub fn is_same_run(&self, other: &Self) -> bool
    where
        S: PartialEq,
    {
        self.program.computes_like(&other.program)
            && (&self.model, &self.data, &self.study) == (&other.model, &other.data, &other.study)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::device::DeviceKind;

    /// A question about so many images.
    pub(crate) fn question<S>(images: usize, study: S) -> Question<S> {
        Question {
            program: Program { version: "1".into(), commit: None, sources: None, device: None },
            model: ModelFile { id: "net".into(), sha256: "ab".into() },
            data: DataSet { images, images_sha256: "cd".into(), labels_sha256: "ef".into() },
            study,
        }
    }

    #[test]
    fn what_changes_a_number_tells_runs_apart_and_a_version_does_not() {
        let one = question(2, 7);
        let with = |change: fn(&mut Question<i32>)| {
            let mut other = one.clone();
            change(&mut other);
            one.is_same_run(&other)
        };
        assert!(with(|other| other.program.version = "2".into()));
        assert!(with(|other| other.program.commit = Some("abc".into())));
        assert!(!with(|other| other.program.sources = Some("abc".into())));
        assert!(!with(|other| other.program.device = Some(DeviceKind::Gpu)));
        assert!(!with(|other| other.data.images = 3));
        assert!(!with(|other| other.model.sha256 = "cd".into()));
        assert!(!with(|other| other.study = 8));
    }

    #[test]
    fn a_question_is_one_flat_object_and_older_ones_are_read() {
        let one = question(2, std::collections::BTreeMap::from([("seed".to_owned(), 3)]));
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(
            json,
            r#"{"version":"1","model":{"id":"net","sha256":"ab"},"data":{"images":2,"images_sha256":"cd","labels_sha256":"ef"},"seed":3}"#
        );
    }
}
