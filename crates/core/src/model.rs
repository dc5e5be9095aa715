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
        /// Test accuracy in [0, 1] under PGD-20 in the training's threat model; none for natural training.
        robust_accuracy: Option<f64>,
    },
    /// A file of the visitor's: nothing has been measured.
    Visitor,
}

/// How a model was trained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Training {
    /// On the images as they are.
    Natural,
    /// On adversarial examples within a threat model.
    Adversarial(ThreatModel),
}
