//! The parameters of Carlini and Wagner's attack.

use crate::{
    error::Result,
    parameter::{MAX_STEPS, Measure, check_count, check_radius, ensure},
};
use serde::{Deserialize, Serialize};

/// Carlini and Wagner's ℓ2 attack (2017): the smallest ‖x′ − x‖₂ that fools the network, by Adam on
/// ‖x′ − x‖² + c·max(0, Z_y − max_{i≠y} Z_i + κ) with x′ = (tanh(w + δ) + 1)/2, and a binary search for c.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cw {
    /// Confidence κ: by how many logits the other class must lead, 0 to 100.
    pub kappa: f64,
    /// Iterations of Adam in each search step, 1 to [`MAX_STEPS`].
    pub iterations: u32,
    /// Binary search steps on c, 1 to 20.
    pub searches: u32,
    /// Learning rate of Adam in the space of w, above 0 and at most 1.
    pub rate: f64,
    /// The paper's addition: a bound on ‖x′ − x‖₂, 0 to √3072, into which every iterate is scaled back.
    pub bound: Option<f64>,
}

impl Default for Cw {
    /// κ = 0, 1,000 iterations, 9 searches, learning rate 0.01, no bound.
    fn default() -> Self {
        Self { kappa: 0.0, iterations: 1000, searches: 9, rate: 0.01, bound: None }
    }
}

impl Cw {
    pub(super) fn check(&self) -> Result<()> {
        let kappa = (0.0..=100.0).contains(&self.kappa);
        ensure(kappa, "kappa", self.kappa, "a number of logits from 0 to 100")?;
        check_count("iterations", self.iterations, MAX_STEPS)?;
        check_count("searches", self.searches, 20)?;
        ensure(self.rate > 0.0 && self.rate <= 1.0, "rate", self.rate, "a number above 0 and at most 1")?;
        self.bound.map_or(Ok(()), |bound| check_radius("epsilon", bound, Measure::L2))
    }
}
