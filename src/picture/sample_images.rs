//! The samples whose pixels have been read.

use crate::picture::samples::Sample;
use freqscope_core::image::Image;
use std::collections::BTreeMap;

/// By their number in the test set.
#[derive(Debug, Default)]
pub struct SampleImages {
    images: BTreeMap<u32, Image>,
}

impl SampleImages {
    /// None before they have been read.
    pub fn get(&self, sample: &Sample) -> Option<&Image> {
        self.images.get(&sample.index)
    }

    pub fn put(&mut self, sample: &Sample, image: Image) {
        self.images.insert(sample.index, image);
    }
}
