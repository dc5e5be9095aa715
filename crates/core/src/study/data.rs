//! What a study is about: a network and a data set, each known by the SHA-256 of its file.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// A network, identified by its weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ModelFile {
    /// Its id in the manifest, or the name of its file.
    pub id: String,
    /// SHA-256 of its file in lower-case hexadecimal.
    pub sha256: String,
}

/// The first images of a labelled data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataSet {
    /// How many images are used.
    pub images: usize,
    /// SHA-256 of the file of all images in lower-case hexadecimal.
    pub images_sha256: String,
    /// SHA-256 of the file of their labels.
    pub labels_sha256: String,
}

impl DataSet {
    /// Checks that every image is there exactly once, by the positions of those that are there, in rising order.
    ///
    /// # Errors
    /// [`Error::Scores`].
    pub fn check(&self, positions: impl Iterator<Item = usize>) -> Result<()> {
        let (positions, images): (Vec<usize>, usize) = (positions.collect(), self.images);
        if let Some(pair) = positions.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Error::Scores(format!("image {} is there twice", pair[0])));
        }
        // Without a repetition their number and the last of them say it all.
        match positions.len() == images && positions.last().is_none_or(|last| last + 1 == images) {
            true => Ok(()),
            false => Err(Error::Scores(format!("{} of {images} images are there", positions.len()))),
        }
    }
}
