//! The images that are made for the answers of a run, such as adversarial ones: kept beside their file as they come.

use super::ledger::Ledger;
use crate::{
    batch::Kept,
    output::Place,
    records::records_file::{self, RecordsHeader},
};
use freqscope_core::{
    error::Result,
    image::{Image, npy, one_or_many::OneOrMany},
    study::{ImageStudy, Question},
};
use serde::{Deserialize, Serialize};

/// The images of a study's answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeptImages<S>(S);

impl<S: ImageStudy> ImageStudy for KeptImages<S> {
    const RECORDS: &'static str = "freqscope-kept-images/1";
    const UNCHECKED_RECORDS: &'static [&'static str] = &[];
    type Record = Kept<Image>;

    fn depends_on_count(&self) -> bool {
        self.0.depends_on_count()
    }
}

/// Begins the file of the images of this run, or goes on with it.
///
/// # Errors
/// Those of [`Ledger::open`].
pub fn open<S: ImageStudy>(place: &Place, header: &RecordsHeader<S>) -> Result<Ledger<KeptImages<S>>> {
    let Question { program, model, data, study } = header.question.clone();
    let question = Question { program, model, data, study: KeptImages(study) };
    let header = RecordsHeader { format: KeptImages::<S>::RECORDS.into(), shard: header.shard, question };
    Ledger::open(place.beside_as("scores"), &header)
}

/// Writes all images as an array, in the order of the data set.
///
/// # Errors
/// [`freqscope_core::error::Error::File`] when a file cannot be read or written.
pub fn write<S: ImageStudy>(place: &Place, mut kept: Ledger<KeptImages<S>>) -> Result<()> {
    kept.file.sync()?;
    let (_, mut records) = records_file::read::<KeptImages<S>>(&kept.path)?;
    records.sort_by_key(|record| record.image);
    let images = records.into_iter().map(|record| record.report).collect();
    place.write(&npy::write(&OneOrMany::Many(images))?)
}
