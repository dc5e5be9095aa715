//! The description of a model, as the page lists it, and what is asked about one that is opened.

use crate::{attack::threat::ThreatModel, image::Image};
use serde::{Deserialize, Serialize};

/// (pixel − mean) / std for each colour channel, for pixels in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Normalisation {
    /// What is subtracted.
    pub mean: [f32; Image::CHANNELS],
    /// What is divided by.
    pub std: [f32; Image::CHANNELS],
}

/// A value above this is none of pixels in [0, 1], but of pixels from 0 to 255.
const LARGEST_OF_PIXELS: f32 = 2.0;

impl Normalisation {
    /// That of most networks that were trained on CIFAR-10: mean and standard deviation of its training images.
    pub const CIFAR10: Self = Self { mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616] };
    /// That of a network which takes pixels as they are.
    pub const NONE: Self = Self { mean: [0.0; Image::CHANNELS], std: [1.0; Image::CHANNELS] };

    /// Checks that every value is finite and one of pixels in [0, 1], and every `std` positive.
    ///
    /// # Errors
    /// A clause: “its std is not positive”.
    pub fn new(mean: [f32; Image::CHANNELS], std: [f32; Image::CHANNELS]) -> Result<Self, String> {
        let mut values = mean.iter().chain(&std);
        if values.clone().any(|value| !value.is_finite()) {
            return Err("its mean or std is not finite".into());
        }
        if std.iter().any(|&value| value <= 0.0) {
            return Err("its std is not positive".into());
        }
        match values.find(|value| value.abs() > LARGEST_OF_PIXELS) {
            Some(value) => Err(format!(
                "its mean or std holds {value}, which is of pixels from 0 to 255, and pixels in [0, 1] are wanted: divide them by 255"
            )),
            None => Ok(Self { mean, std }),
        }
    }

    /// Whether two are the same but for rounding: of CIFAR-10's std 0.247 and 0.2471 are written.
    pub fn agrees(&self, other: &Self) -> bool {
        let values = |of: &Self| of.mean.into_iter().chain(of.std);
        values(self).zip(values(other)).all(|(a, b)| (a - b).abs() <= 1e-3)
    }
}

/// What a visitor says of a checkpoint that does not say it itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Hints {
    /// Which of several networks: what all its names begin with.
    pub key: Option<String>,
    /// What it does to pixels first.
    pub normalisation: Option<Normalisation>,
}

/// What a checkpoint leaves open; at least one of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questions {
    /// What the names of each of its networks begin with, where it holds several.
    pub keys: Vec<String>,
    /// Whether it does not say how it normalises pixels.
    pub normalisation: bool,
}

/// How a checkpoint was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Packing {
    /// How the checkpoint names its tensors.
    pub layout: String,
    /// What all names of the network begin with; nothing where they begin with nothing else.
    pub key: String,
    /// What it does to pixels first.
    pub normalisation: Normalisation,
    /// Whether the file says so itself.
    pub normalisation_is_stored: bool,
    /// What was taken for granted, because weights do not say it; a sentence each.
    pub assumptions: Vec<String>,
    /// The largest change of a logit by rounding weights to 8 bits, on some image.
    pub rounding: f32,
}

/// What is known of a model before it is loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// A short and stable identifier, such as `resnet18-natural`.
    pub id: String,
    /// The name that people see.
    pub name: String,
    /// The architecture, such as `resnet18`.
    pub architecture: String,
    /// Size of the weights file in bytes.
    pub bytes: u64,
    /// SHA-256 of the weights file in lower-case hexadecimal.
    pub sha256: String,
    /// Its origin, with its accuracy where that was measured.
    pub source: ModelSource,
}

impl ModelCard {
    /// Whether it is a file of the visitor's.
    pub fn is_visitors(&self) -> bool {
        matches!(self.source, ModelSource::Visitor { .. })
    }
}

/// Where a model comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ModelSource {
    /// The manifest.
    Shipped {
        /// How it was trained.
        training: Training,
        /// Test accuracy in [0, 1] of the shipped int8 weights, all 10,000 images; none where it was not measured.
        accuracy: Option<f64>,
        /// What was measured under PGD-20, in several threat models; natural networks were measured too.
        robustness: Vec<Robustness>,
    },
    /// A file of the visitor's: nothing has been measured.
    Visitor {
        /// What it was called.
        file: String,
    },
}

/// Accuracy under PGD with 20 steps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Robustness {
    /// What the attack may do.
    pub threat: ThreatModel,
    /// Share in [0, 1] of the test images that are still right.
    pub accuracy: f64,
    /// How many of the test images were attacked, the first ones.
    pub images: u32,
}

/// How a model was trained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Training {
    /// On the images as they are.
    Natural,
    /// On adversarial examples within a threat model.
    Adversarial(ThreatModel),
}
