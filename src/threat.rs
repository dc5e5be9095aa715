//! Threat models: how far an adversary may move an image.

use serde::{Deserialize, Serialize};

/// How the size of a perturbation is measured, over all pixels and channels of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Norm {
    /// The Euclidean norm.
    L2,
    /// The largest absolute value.
    Linf,
}

/// All perturbations whose norm is at most ε.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ThreatModel {
    /// How a perturbation is measured.
    pub norm: Norm,
    /// The radius ε in pixel units: pixels lie in [0, 1].
    pub epsilon: f64,
}
