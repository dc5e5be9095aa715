//! A question about a whole data set, in the form in which runs and shards deal with it.

use super::shard::Shard;
use freqscope_core::{error::Result, study::data::DataSet};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A question about a whole data set; equal questions have equal answers.
pub trait Inquiry: PartialEq + Serialize + DeserializeOwned {
    /// The only version of the files of records.
    const FORMAT: &'static str;
    /// How many images it is asked of at once, where several cost less than each by itself.
    const TOGETHER: usize = 1;
    /// What is found out about one image.
    type Record: Serialize + DeserializeOwned;
    /// What the records of all images say.
    type Answer: Serialize;

    /// The images.
    fn data(&self) -> &DataSet;

    /// The position of a record's image in the data set.
    fn position(record: &Self::Record) -> usize;

    /// The answer, from records that are sorted by image.
    ///
    /// # Errors
    /// [`Error::Scores`] unless every image is there exactly once.
    fn answer(self, records: &[Self::Record]) -> Result<Self::Answer>;

    /// The answer as a document in JSON.
    ///
    /// # Errors
    /// [`Error::Computation`], which only a bug can cause.
    fn document(answer: &Self::Answer) -> Result<String>;

    /// The answer for people.
    fn table(answer: &Self::Answer) -> String;
}

/// The first line of a file of records.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecordsHeader<Q> {
    /// [`Inquiry::FORMAT`].
    pub format: String,
    /// Which part of the data set.
    pub shard: Shard,
    /// What the records answer.
    pub question: Q,
}
