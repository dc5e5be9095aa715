//! The pictures of frost of the published program, which are not this project's and do not ship with it.

use super::plane::{Plane, Rgb};
use crate::{
    error::{Error, Result},
    image::Image,
};
use image::RgbImage;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};
use std::array;

/// Of this many pixels of a picture, in both directions, one is taken, the middle one.
const STEP: usize = 5;

/// Pictures of frost.
#[derive(Debug)]
pub struct Frost {
    pictures: Vec<RgbImage>,
    sha256: String,
}

impl Frost {
    /// The names of the five files that are drawn from; the published program has a sixth, which it never draws.
    pub const FILES: [&str; 5] = ["frost1.png", "frost2.png", "frost3.png", "frost4.jpg", "frost5.jpg"];

    /// Reads pictures, PNG or JPEG files of at least 165 pixels a side.
    ///
    /// # Errors
    /// [`Error::Undecodable`] when one cannot be read, or is too small.
    pub fn read(files: &[Vec<u8>]) -> Result<Self> {
        let picture = |bytes: &Vec<u8>| match image::load_from_memory(bytes) {
            Ok(picture) if picture.width().min(picture.height()) as usize >= STEP * (Image::SIDE + 1) => {
                Ok(picture.to_rgb8())
            }
            Ok(_) => Err(Error::Undecodable("a picture of frost has fewer than 165 pixels a side".into())),
            Err(error) => Err(Error::Undecodable(error.to_string())),
        };
        let pictures: Vec<RgbImage> = files.iter().map(picture).collect::<Result<_>>()?;
        let mut hasher = Sha256::new();
        files.iter().for_each(|bytes| hasher.update(bytes));
        let sha256 = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        match pictures.is_empty() {
            false => Ok(Self { pictures, sha256 }),
            true => Err(Error::Undecodable("there is no picture of frost".into())),
        }
    }

    /// SHA-256 of all files, one after the other, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// A part of 32×32 pixels of one of the pictures at a fifth of its size.
    pub(super) fn part(&self, random: &mut ChaCha8Rng) -> Rgb {
        let picture = &self.pictures[random.random_range(0..self.pictures.len() as u64) as usize];
        let mut first = |length: u32| random.random_range(0..(length as usize / STEP - Image::SIDE) as u64) as usize;
        let (top, left) = (first(picture.height()), first(picture.width()));
        let at = |i: usize| (i * STEP + STEP / 2) as u32;
        array::from_fn(|c| Plane::from_fn(Image::SIDE, |y, x| picture.get_pixel(at(left + x), at(top + y))[c].into()))
    }
}
