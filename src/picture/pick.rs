//! The visitor's choice of a picture.

use super::samples::Sample;
use freqscope_core::image::picture::square::Square;
use gloo::file::File;

/// Identifies a choice; the newest wins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PickId(pub u32);

impl PickId {
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Where the pixels are read from.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureSource {
    /// Served with the page.
    Sample(Sample),
    /// The visitor's own file: chosen, dropped or pasted.
    File(File),
    /// Another square of it.
    Cut(File, Square),
}
