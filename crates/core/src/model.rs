//! The description of a model, as the page lists it.

use crate::attack::threat::{Norm, ThreatModel};
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
        /// Its accuracy under attacks that are the same for all models.
        robustness: Vec<Robustness>,
    },
    /// A file of the visitor's: nothing has been measured.
    Visitor,
}

/// Accuracy under one attack, measured with the weights before they were rounded to int8.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Robustness {
    /// The attack's short name, such as `pgd20`.
    pub attack: String,
    /// How the attack's perturbation is measured.
    pub norm: Norm,
    /// Its radius ε in pixel units.
    pub epsilon: f64,
    /// How many of the first test images were attacked.
    pub images: u32,
    /// The share of them, in [0, 1], that is classified rightly in spite of it.
    pub accuracy: f64,
}

impl ModelCard {
    /// The accuracy under 20 steps of PGD within a threat model; none where it was not measured.
    pub fn under_pgd20(&self, threat: ThreatModel) -> Option<&Robustness> {
        let ModelSource::Shipped { robustness, .. } = &self.source else { return None };
        let same = |one: &&Robustness| one.norm == threat.norm && (one.epsilon - threat.epsilon).abs() < 1e-9;
        robustness.iter().filter(|one| one.attack == "pgd20").find(same)
    }
}

/// How a model was trained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Training {
    /// On the images as they are.
    Natural,
    /// On adversarial examples within a threat model.
    Adversarial(ThreatModel),
}
