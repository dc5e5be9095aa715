//! What is known of a model before it is loaded.

use crate::attack::threat::ThreatModel;
use serde::{Deserialize, Serialize};

/// What is known of a model before it is loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// Short and stable, such as `resnet18-natural`.
    pub id: String,
    /// For people.
    pub name: String,
    /// Such as `resnet18`.
    pub architecture: String,
    /// Bytes of the weights file.
    pub bytes: u64,
    /// Where it comes from, and what is known because of that.
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
