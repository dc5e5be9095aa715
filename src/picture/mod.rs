//! The picture that everything on the page is about, and where it comes from.
//!
//! [`samples`] lists what is served with the page, [`sample_images`] keeps those that have been read, [`pick`] describes a
//! choice, [`lost`] what a link cost a picture. [`own`] keeps the visitor's own, of which [`cutter`] chooses a square; [`camera`] and
//! [`drawing_board`] (which paints a [`sketch`]) make one. [`picker`] draws the choice, [`plates`] the picture and its spectrum ([`spectrum_plate`]).

pub mod camera;
pub mod cutter;
pub mod drawing_board;
pub mod lost;
pub mod own;
pub mod pick;
pub mod picker;
pub mod plates;
pub mod sample_images;
pub mod samples;
pub mod sketch;
pub mod spectrum_plate;

use crate::{
    picture::{lost::Lost, samples::Sample},
    words::{Words, words},
};
use freqscope_core::{class::Class, image::Image, spectrum::dct::Spectrum};
use std::rc::Rc;

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// Served with the page.
    Sample(Sample),
    /// The visitor's own file, by its name.
    File(String),
    /// Drawn on the page.
    Drawn,
    /// A picture of somebody's own that came with a link, which may have cost it something.
    Link(Option<Lost>),
    /// Made by an attack on this picture.
    Adversarial(Rc<Picture>),
}

impl Origin {
    pub fn file(&self) -> &str {
        match self {
            Self::Sample(sample) => &sample.file,
            Self::File(name) => name,
            Self::Drawn => "drawing.png",
            Self::Link(_) => "linked.png",
            Self::Adversarial(before) => before.origin.file(),
        }
    }

    pub fn title(&self) -> String {
        let Words { picture: words, classes, .. } = words();
        match self {
            Self::Sample(sample) => words.sample(classes.name(sample.class), sample.index),
            Self::File(name) => name.clone(),
            Self::Drawn => words.drawing().into(),
            Self::Link(_) => words.linked().into(),
            Self::Adversarial(before) => words.adversarial(&before.origin.title()),
        }
    }

    /// The label, which only samples have.
    pub fn class(&self) -> Option<Class> {
        if let Self::Sample(sample) = self { Some(sample.class) } else { None }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub origin: Origin,
    pub image: Image,
    pub spectrum: Spectrum,
}
