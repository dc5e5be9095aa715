//! The pictures that are served with the page: CIFAR-10 test images in `samples/`.

use crate::{platform::fetch, words::words};
use freqscope_core::{
    class::Class,
    error::{Error, Result, download::DownloadFault},
};
use serde::Deserialize;

/// Where the pictures and their list lie, relative to the page.
const FOLDER: &str = "samples/";

/// One entry of `samples/index.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sample {
    /// Name of the PNG file in `samples/`.
    pub file: String,
    /// The label that the data set gives it.
    pub class: Class,
    /// Its number among the 10,000 test images.
    pub index: u32,
}

impl Sample {
    /// As a link calls it, such as `horse-13`.
    pub fn id(&self) -> &str {
        self.file.rsplit_once('.').map_or(&self.file, |(stem, _)| stem)
    }

    /// Relative to the page.
    pub fn url(&self) -> String {
        format!("{FOLDER}{}", self.file)
    }

    pub fn title(&self) -> String {
        words().picture.test_image(self.index, words().classes.name(self.class))
    }
}

/// One sample of each class, then the next of each, so that no class lags behind.
pub fn by_turns(samples: &[Sample]) -> Vec<&Sample> {
    let place = |i: usize| samples[..i].iter().filter(|sample| sample.class == samples[i].class).count();
    let mut order: Vec<usize> = (0..samples.len()).collect();
    order.sort_by_key(|&i| place(i));
    order.into_iter().map(|i| &samples[i]).collect()
}

/// # Errors
/// [`Error::Download`] when the list is missing or cannot be read.
pub async fn list() -> Result<Vec<Sample>> {
    let url = format!("{FOLDER}index.json");
    let bytes = fetch::get(&url).await?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Error::Download { url, reason: DownloadFault::Broken(error.to_string()) })
}

/// The PNG file of a picture.
///
/// # Errors
/// [`Error::Download`].
pub async fn fetch(sample: &Sample) -> Result<Vec<u8>> {
    fetch::get(&sample.url()).await
}
