//! The corruptions of CIFAR-10-C (Hendrycks and Dietterich, 2019, “Benchmarking neural network robustness to common corruptions and
//! perturbations”), with its constants, which are not ImageNet-C's.
//!
//! Each is written anew from what the published program does, and follows an image's [`random`] numbers, so that it is the same on
//! every machine; the published files were drawn otherwise. `training/corruption_fixtures.py` compares those that draw nothing
//! with the libraries that the published program calls.

mod blur;
mod digital;
pub mod frost;
mod jpeg;
mod noise;
mod plane;
mod weather;

use self::{
    digital::Elastic,
    frost::Frost,
    plane::{Plane, Rgb},
    weather::Snow,
};
use crate::{
    error::{Error, Result},
    image::Image,
    random,
};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::{array, fmt};

/// The stream of the first severity of the first corruption among the [`random`] numbers of an image; the others follow, the
/// severities of a corruption one after the other.
const FIRST_STREAM: u64 = 64;

/// A kind of corruption, in the order of CIFAR-10-C.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Corruption {
    /// Gaussian noise.
    GaussianNoise,
    /// Poisson noise.
    ShotNoise,
    /// Black and white values.
    ImpulseNoise,
    /// Out of focus.
    DefocusBlur,
    /// As through frosted glass.
    GlassBlur,
    /// Of a moving camera.
    MotionBlur,
    /// Of a camera that comes nearer.
    ZoomBlur,
    /// Snow that falls.
    Snow,
    /// A picture of frost.
    Frost,
    /// Fog.
    Fog,
    /// Brighter.
    Brightness,
    /// Less contrast.
    Contrast,
    /// Stretched here and there.
    ElasticTransform,
    /// Fewer pixels.
    Pixelate,
    /// As JPEG leaves it.
    JpegCompression,
}

impl Corruption {
    /// All fifteen.
    pub const ALL: [Self; 15] = [
        Self::GaussianNoise,
        Self::ShotNoise,
        Self::ImpulseNoise,
        Self::DefocusBlur,
        Self::GlassBlur,
        Self::MotionBlur,
        Self::ZoomBlur,
        Self::Snow,
        Self::Frost,
        Self::Fog,
        Self::Brightness,
        Self::Contrast,
        Self::ElasticTransform,
        Self::Pixelate,
        Self::JpegCompression,
    ];

    /// Its name in CIFAR-10-C, with spaces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GaussianNoise => "gaussian noise",
            Self::ShotNoise => "shot noise",
            Self::ImpulseNoise => "impulse noise",
            Self::DefocusBlur => "defocus blur",
            Self::GlassBlur => "glass blur",
            Self::MotionBlur => "motion blur",
            Self::ZoomBlur => "zoom blur",
            Self::Snow => "snow",
            Self::Frost => "frost",
            Self::Fog => "fog",
            Self::Brightness => "brightness",
            Self::Contrast => "contrast",
            Self::ElasticTransform => "elastic transform",
            Self::Pixelate => "pixelate",
            Self::JpegCompression => "jpeg compression",
        }
    }
}

/// How much of a corruption: 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Severity(u8);

impl Severity {
    /// How many there are.
    pub const COUNT: usize = 5;

    /// All, the least first.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (1..=Self::COUNT as u8).map(Self)
    }

    /// Its place among all, from 0.
    const fn index(self) -> usize {
        self.0 as usize - 1
    }
}

impl TryFrom<u8> for Severity {
    type Error = Error;

    fn try_from(severity: u8) -> Result<Self> {
        let fits = (1..=Self::COUNT).contains(&severity.into());
        crate::parameter::ensure(fits, "severity", severity, "a whole number from 1 to 5").map(|()| Self(severity))
    }
}

impl From<Severity> for u8 {
    fn from(severity: Severity) -> Self {
        severity.0
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What corrupts images.
#[derive(Debug, Default)]
pub struct Corruptor {
    /// Seed of the [`random`] numbers of each image.
    pub seed: u64,
    /// The pictures of frost, without which there is none.
    pub frost: Option<Frost>,
}

impl Corruptor {
    /// What there is: all fifteen, or fourteen without pictures of frost.
    pub fn corruptions(&self) -> Vec<Corruption> {
        Corruption::ALL.into_iter().filter(|&one| one != Corruption::Frost || self.frost.is_some()).collect()
    }

    /// The image with a corruption, of 8 bits a value; the image itself counts as rounded to these, as CIFAR-10's are, and so in
    /// the end each value is rounded down to these, as CIFAR-10-C's are. [`Corruption::Frost`] without pictures changes nothing.
    pub fn corrupt(&self, image: &Image, corruption: Corruption, severity: Severity) -> Image {
        let mut random = random::of_image(self.seed, image);
        random.set_stream(FIRST_STREAM + (corruption as usize * Severity::COUNT + severity.index()) as u64);
        let bytes = |c: usize| {
            let values = image.channel(c);
            Plane::from_fn(Image::SIDE, |y, x| (f64::from(values[y * Image::SIDE + x].clamp(0.0, 1.0)) * 255.0).round())
        };
        let changed = self.changed(&array::from_fn(bytes), corruption, severity.index(), &mut random);
        Image::from_fn(|c, y, x| changed[c].at(y, x).floor() as f32 / 255.0)
    }

    /// The constants of each severity, and what they are given to.
    fn changed(&self, x: &Rgb, corruption: Corruption, i: usize, random: &mut ChaCha8Rng) -> Rgb {
        match corruption {
            Corruption::GaussianNoise => noise::gaussian(x, [0.04, 0.06, 0.08, 0.09, 0.1][i], random),
            Corruption::ShotNoise => noise::shot(x, [500.0, 250.0, 100.0, 75.0, 50.0][i], random),
            Corruption::ImpulseNoise => noise::impulse(x, [0.01, 0.02, 0.03, 0.05, 0.07][i], random),
            Corruption::DefocusBlur => {
                let (radius, softness) = [(0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (1.0, 0.2), (1.5, 0.1)][i];
                blur::defocus(x, radius, softness)
            }
            Corruption::GlassBlur => {
                let (sigma, times) = [(0.05, 1), (0.25, 1), (0.4, 1), (0.25, 2), (0.4, 2)][i];
                blur::glass(x, sigma, times, random)
            }
            Corruption::MotionBlur => blur::camera(x, [(6, 1.0), (6, 1.5), (6, 2.0), (8, 2.0), (9, 2.5)][i], random),
            Corruption::ZoomBlur => blur::zoom(x, [7, 12, 16, 21, 26][i]),
            Corruption::Snow => weather::snow(x, SNOW[i], random),
            Corruption::Frost => match &self.frost {
                Some(frost) => weather::frost(x, &frost.part(random), FROST[i]),
                None => x.clone(),
            },
            Corruption::Fog => {
                let (density, decay) = [(0.2, 3.0), (0.5, 3.0), (0.75, 2.5), (1.0, 2.0), (1.5, 1.75)][i];
                weather::fog(x, density, decay, random)
            }
            Corruption::Brightness => weather::brightness(x, [0.05, 0.1, 0.15, 0.2, 0.3][i]),
            Corruption::Contrast => digital::contrast(x, [0.75, 0.5, 0.4, 0.3, 0.15][i]),
            Corruption::ElasticTransform => digital::elastic(x, ELASTIC[i], random),
            Corruption::Pixelate => digital::pixelate(x, [30, 28, 27, 24, 20][i]),
            Corruption::JpegCompression => jpeg::compressed(x, [80, 65, 58, 50, 40][i]),
        }
    }
}

const SNOW: [Snow; Severity::COUNT] = [
    Snow { flakes: (0.1, 0.2), zoom: 1.0, threshold: 0.6, motion: (8, 3.0), colour: 0.95 },
    Snow { flakes: (0.1, 0.2), zoom: 1.0, threshold: 0.5, motion: (10, 4.0), colour: 0.9 },
    Snow { flakes: (0.15, 0.3), zoom: 1.75, threshold: 0.55, motion: (10, 4.0), colour: 0.9 },
    Snow { flakes: (0.25, 0.3), zoom: 2.25, threshold: 0.6, motion: (12, 6.0), colour: 0.85 },
    Snow { flakes: (0.3, 0.3), zoom: 1.25, threshold: 0.65, motion: (14, 12.0), colour: 0.8 },
];
/// The weights of the image and of the frost.
const FROST: [(f64, f64); Severity::COUNT] = [(1.0, 0.2), (1.0, 0.3), (0.9, 0.4), (0.85, 0.4), (0.75, 0.45)];
const ELASTIC: [Elastic; Severity::COUNT] = [
    Elastic { reach: 0.0, sigma: 0.0, affine: 2.56 },
    Elastic { reach: 1.6, sigma: 6.4, affine: 2.24 },
    Elastic { reach: 2.56, sigma: 1.92, affine: 1.92 },
    Elastic { reach: 3.2, sigma: 1.28, affine: 1.6 },
    Elastic { reach: 3.2, sigma: 0.96, affine: 0.96 },
];

#[cfg(test)]
mod tests;
