//! The picture in question, and where it comes from.

pub mod pick;
pub mod picker;
pub mod plates;
pub mod sample_images;
pub mod samples;
pub mod spectrum_plate;

use crate::picture::samples::Sample;
use freqscope_core::{class::Class, image::Image, spectrum::dct::Spectrum};
use std::rc::Rc;

/// What a picture is.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// It came with the page.
    Sample(Sample),
    /// The visitor's own file, by its name.
    File(String),
    /// An adversarial image, made from this picture.
    Adversarial(Rc<Picture>),
}

impl Origin {
    /// Name of the file.
    pub fn file(&self) -> &str {
        match self {
            Self::Sample(sample) => &sample.file,
            Self::File(name) => name,
            Self::Adversarial(before) => before.origin.file(),
        }
    }

    /// What it is, in a few words.
    pub fn title(&self) -> String {
        match self {
            Self::Sample(sample) => format!("{}, test image {}", sample.class, sample.index),
            Self::File(name) => name.clone(),
            Self::Adversarial(before) => format!("adversarial image of {}", before.origin.title()),
        }
    }

    /// The true class, where it is known.
    pub fn class(&self) -> Option<Class> {
        if let Self::Sample(sample) = self { Some(sample.class) } else { None }
    }
}

/// The picture in question.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What it is.
    pub origin: Origin,
    /// Its pixels.
    pub image: Image,
    /// Its spectrum.
    pub spectrum: Spectrum,
}
