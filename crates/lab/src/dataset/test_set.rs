//! The test set of CIFAR-10, as `training/data.py` writes it.

use crate::input;
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    image::{Image, npy},
    study::data::DataSet,
};
use freqscope_engine::model::manifest::sha256;
use std::path::{Path, PathBuf};

/// Where the test set is and how much of it is used.
#[derive(Debug, clap::Args)]
pub struct TestSetArguments {
    /// Folder of test_images.npy (uint8, N×3×32×32) and test_labels.npy (int64, N), which training/data.py makes
    #[arg(long, value_name = "DIR", default_value = "training/data")]
    data: PathBuf,
    /// Use only the first N images
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Labelled images.
#[derive(Debug)]
pub struct TestSet {
    /// What identifies them.
    pub identity: DataSet,
    bytes: Vec<u8>,
    labels: Vec<Class>,
}

impl TestSet {
    /// Reads the files.
    ///
    /// # Errors
    /// [`Error::DataSet`] when a file is missing or broken, [`Error::Parameter`] for a limit of 0 or beyond all images.
    pub fn open(arguments: &TestSetArguments) -> Result<Self> {
        let (images_sha256, (shape, bytes)) = file(&arguments.data.join("test_images.npy"), npy::read_bytes)?;
        let labels_path = arguments.data.join("test_labels.npy");
        let (labels_sha256, labels) = file(&labels_path, npy::read_labels)?;
        if shape != [labels.len() as u64, 3, 32, 32] || labels.is_empty() {
            let reason = format!("it has {} labels, and the images have the shape {shape:?}", labels.len());
            return Err(Error::DataSet { path: labels_path.display().to_string(), reason });
        }
        let images = arguments.images(labels.len())?;
        Ok(Self { identity: DataSet { images, images_sha256, labels_sha256 }, bytes, labels })
    }

    /// How many images the file has, whatever the limit; at least 2.
    ///
    /// # Errors
    /// [`Error::Parameter`] when there is only one.
    pub fn several(&self) -> Result<usize> {
        let (images, range) = (self.labels.len(), "a test set of two or more".into());
        let refusal = || Error::Parameter { name: "the number of images".into(), value: images.to_string(), range };
        if images > 1 { Ok(images) } else { Err(refusal()) }
    }

    /// The image at this position and its label.
    ///
    /// # Errors
    /// [`Error::Computation`] beyond the last.
    pub fn get(&self, position: usize) -> Result<(Image, Class)> {
        let pair = self.bytes.chunks_exact(Image::LEN).nth(position).zip(self.labels.get(position));
        let (bytes, &label) = pair.ok_or_else(|| Error::Computation(format!("there is no image {position}")))?;
        Ok((Image::from_chw(bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect())?, label))
    }
}

impl TestSetArguments {
    fn images(&self, all: usize) -> Result<usize> {
        match self.limit.unwrap_or(all) {
            images if (1..=all).contains(&images) => Ok(images),
            images => {
                let range = format!("a whole number from 1 to {all}");
                Err(Error::Parameter { name: "limit".into(), value: images.to_string(), range })
            }
        }
    }
}

/// The SHA-256 and the content of a file.
fn file<T>(path: &Path, parse: impl FnOnce(&[u8]) -> Result<T>) -> Result<(String, T)> {
    let fail = |reason: String| Error::DataSet { path: path.display().to_string(), reason };
    let bytes = input::read(path).map_err(|error| match error {
        Error::File { reason, .. } => fail(reason),
        other => other,
    })?;
    let content = parse(&bytes).map_err(|error| match error {
        Error::Array(reason) => fail(reason),
        other => fail(other.to_string()),
    })?;
    Ok((sha256(&bytes), content))
}
