//! Threat models: how far an adversary may move an image.

use crate::{image::Image, parameter::Measure};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};

/// How the size of a perturbation is measured, over all pixels and channels of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Norm {
    /// The Euclidean norm.
    L2,
    /// The largest absolute value.
    Linf,
}

impl Norm {
    /// How it measures a distance.
    pub fn measure(self) -> Measure {
        match self {
            Self::L2 => Measure::L2,
            Self::Linf => Measure::Linf,
        }
    }
}

/// All perturbations whose norm is at most ε.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThreatModel {
    /// How a perturbation is measured.
    pub norm: Norm,
    /// The radius ε in pixel units: pixels lie in [0, 1].
    pub epsilon: f64,
}

impl ThreatModel {
    /// A point drawn uniformly from the ball: 3072 values.
    pub fn sample(self, random: &mut ChaCha8Rng) -> Vec<f32> {
        match self.norm {
            Norm::Linf => {
                (0..Image::LEN).map(|_| (self.epsilon * (2.0 * random.random::<f64>() - 1.0)) as f32).collect()
            }
            Norm::L2 => {
                let normal: Vec<f64> = (0..Image::LEN).map(|_| StandardNormal.sample(random)).collect();
                let length = normal.iter().map(|value| value * value).sum::<f64>().sqrt();
                let radius = self.epsilon * random.random::<f64>().powf(1.0 / Image::LEN as f64);
                normal.into_iter().map(|value| (radius * value / length) as f32).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    fn norm(values: &[f32]) -> f64 {
        values.iter().map(|&value| f64::from(value).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn samples_fill_the_ball_and_follow_the_seed() {
        let sample = |norm, seed| ThreatModel { norm, epsilon: 0.25 }.sample(&mut ChaCha8Rng::seed_from_u64(seed));
        let linf = sample(Norm::Linf, 1);
        assert!(linf.iter().all(|value| value.abs() <= 0.25));
        assert!(linf.iter().any(|&value| value > 0.24) && linf.iter().any(|&value| value < -0.24));
        // Nearly all of a ball of 3072 dimensions lies under its surface.
        let length = norm(&sample(Norm::L2, 1));
        assert!(length <= 0.25 + 1e-6 && length > 0.24, "{length}");
        for norm in [Norm::Linf, Norm::L2] {
            assert_eq!(sample(norm, 7), sample(norm, 7));
            assert_ne!(sample(norm, 7), sample(norm, 8));
        }
    }
}
