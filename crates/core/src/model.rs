//! The description of a model, as the page lists it.

use crate::attack::threat::ThreatModel;
use serde::{Deserialize, Serialize};

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
    Visitor,
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
