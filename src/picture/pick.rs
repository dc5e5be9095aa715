//! Which picture the visitor picks.

use super::samples::Sample;
use gloo::file::File;

/// Names one pick of a picture; the newest wins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PickId(pub u32);

impl PickId {
    /// The name of the pick after this one.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureSource {
    /// It came with the page.
    Sample(Sample),
    /// The visitor's own file: chosen, dropped or pasted.
    File(File),
}
