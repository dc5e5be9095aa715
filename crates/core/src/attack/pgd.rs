//! The parameters of projected gradient descent, and of FGSM as one step of it.

use super::threat::{Norm, ThreatModel};
use crate::{
    error::Result,
    parameter::{MAX_STEPS, check_count, check_radius, check_step},
};
use serde::{Deserialize, Serialize};

/// Projected gradient descent (Madry et al., 2018): steps of length α that increase the cross-entropy, each followed by
/// a projection on the ball and a clamp to [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pgd {
    /// The ball that δ = x′ − x stays in. Paper: ℓ∞, 0.15.
    pub threat: ThreatModel,
    /// Length α of a step in the norm of the ball, above 0 and at most 1, in ℓ2 √3072.
    pub alpha: f64,
    /// Steps, 1 to [`MAX_STEPS`].
    pub steps: u32,
    /// Where the first step begins.
    pub start: Start,
}

/// The first iterate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// At the image itself.
    #[serde(alias = "Clean")]
    Clean,
    /// At a point drawn uniformly from the ball, limited to [0, 1].
    #[serde(alias = "Random")]
    Random,
}

impl Pgd {
    /// ε = 8/255 in the ℓ∞ norm, α = 2/255, 10 steps, random start.
    pub const LINF: Self = Self {
        threat: ThreatModel { norm: Norm::Linf, epsilon: 8.0 / 255.0 },
        alpha: 2.0 / 255.0,
        steps: 10,
        start: Start::Random,
    };

    /// ε = 0.5 in the ℓ2 norm, α = 2.5 ε/10, 10 steps, random start.
    pub const L2: Self =
        Self { threat: ThreatModel { norm: Norm::L2, epsilon: 0.5 }, alpha: 0.125, steps: 10, start: Start::Random };

    /// The attack that robust accuracy is measured with, PGD-20: 20 steps of 2.5 ε/20 from a random start.
    pub fn twenty(threat: ThreatModel) -> Self {
        Self { threat, alpha: 2.5 * threat.epsilon / 20.0, steps: 20, start: Start::Random }
    }

    /// FGSM: one step of length ε from the image itself.
    pub const fn fgsm(epsilon: f64) -> Self {
        let threat = ThreatModel { norm: Norm::Linf, epsilon };
        Self { threat, alpha: epsilon, steps: 1, start: Start::Clean }
    }
}

impl Pgd {
    /// Refuses parameters outside their ranges.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::error::Error::Parameter).
    pub fn check(&self) -> Result<()> {
        check_radius("epsilon", self.threat.epsilon, self.threat.norm.measure())?;
        check_count("steps", self.steps, MAX_STEPS)?;
        check_step("alpha", self.alpha, self.threat.norm.measure())
    }
}
