//! Pictures of the visitor's own: that which can be cut anew, and those that can be shown again.

use freqscope_core::image::{
    Image,
    picture::{Overview, square::Square},
};
use gloo::file::File;

/// A picture of which a square is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncut {
    pub file: File,
    pub overview: Overview,
    /// Width and height of the picture in pixels.
    pub size: [u32; 2],
    /// The square on show.
    pub square: Square,
}

impl Uncut {
    /// Whether there is another square of it.
    pub fn has_choice(&self) -> bool {
        self.size.iter().any(|&side| side > Image::SIDE as u32)
    }
}

/// A picture that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnPicture {
    pub file: File,
    /// Its central square.
    pub image: Image,
}

/// How many can be shown again.
pub const KEPT: usize = 12;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnPictures(Vec<OwnPicture>);

impl OwnPictures {
    pub fn as_slice(&self) -> &[OwnPicture] {
        &self.0
    }

    /// Adds one at the end, unless its file is there already; the oldest goes where there are too many.
    pub fn add(&mut self, picture: OwnPicture) {
        if self.0.iter().all(|known| known.file != picture.file) {
            self.0.push(picture);
            let surplus = self.0.len().saturating_sub(KEPT);
            self.0.drain(..surplus);
        }
    }
}
