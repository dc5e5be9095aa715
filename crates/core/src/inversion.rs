//! Representation inversion (paper, Experiment II): its parameters and reports. The engine runs it.
//!
//! The representation g(x) is what the network's linear layer reads: its last channels, each averaged over the image.
//! Inversion begins at one image and looks for x_r = argmin ‖g(x_r) − g(x)‖₂ (eq. 9), an image that the network sees as
//! it sees x. Steps are in pixel units: pixels lie in [0, 1].

use crate::{
    error::Result,
    image::Image,
    parameter::{MAX_STEPS, Measure, check_count, check_step},
};
use serde::{Deserialize, Serialize};

/// The parameters of x_r ← clamp(x_r − α·∇/‖∇‖₂, 0, 1).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InversionSpec {
    /// Steps, 1 to [`MAX_STEPS`].
    pub steps: u32,
    /// Length α of a step in the ℓ2 norm, above 0 and at most √3072.
    pub step_size: f64,
}

/// The start and the target of an inversion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Endpoints {
    /// Where x_r begins.
    pub start: Image,
    /// The image x whose representation is sought.
    pub target: Image,
}

/// Where the inversion of one image stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Iterate {
    /// Position of the image among those that were given.
    pub index: u32,
    /// x_r so far.
    pub image: Image,
    /// Its relative loss ‖g(x_r) − g(x)‖₂/‖g(x)‖₂.
    pub loss: f32,
}

/// How an inversion ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InversionReport {
    /// The image x_r that was found.
    pub image: Image,
    /// Its relative loss ‖g(x_r) − g(x)‖₂/‖g(x)‖₂.
    pub loss: f32,
    /// The relative loss before each step; the first is that of the start.
    pub losses: Vec<f32>,
}

impl Default for InversionSpec {
    /// 1,000 steps of length 0.1.
    fn default() -> Self {
        Self { steps: 1000, step_size: 0.1 }
    }
}

impl InversionSpec {
    /// Refuses parameters outside their ranges, before any work starts.
    ///
    /// # Errors
    /// [`crate::error::Error::Parameter`], which names the parameter and says what it may be.
    pub fn check(&self) -> Result<()> {
        check_count("steps", self.steps, MAX_STEPS)?;
        check_step("step-size", self.step_size, Measure::L2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senseless_parameters_are_refused_by_name() {
        let refusal = |steps, step_size| InversionSpec { steps, step_size }.check().unwrap_err().to_string();
        assert!(refusal(0, 0.1).starts_with("steps is 0: choose a whole number from 1 to 10000"));
        for step_size in [0.0, -0.1, 55.5, f64::NAN] {
            assert!(refusal(1, step_size).starts_with(&format!("step-size is {step_size}: choose a number above 0")));
        }
        assert_eq!(InversionSpec::default().check(), Ok(()));
    }
}
