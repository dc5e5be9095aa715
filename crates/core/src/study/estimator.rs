//! How the mean score over a data set is found.

use crate::{
    error::{Error, Result},
    occlusion::ablation::{Baseline, Fill},
    parameter::ensure,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A way to the mean of Occluded Frequency over N images.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Estimator {
    /// The scores of every image (paper, eq. 7): a forward pass for each band, and one more.
    #[default]
    Exact,
    /// First-order scores ⟨∇f_c(x), x − x without band k⟩ of every image, which take one forward and one backward pass for
    /// all bands together, and exact scores of a subsample; see [`crate::study::control_variate`].
    #[serde(alias = "control-variate")]
    ControlVariate {
        /// Images m of the subsample, 2 to N.
        subsample: usize,
        /// The same seed draws the same images, on every machine.
        seed: u64,
    },
}

/// An [`Estimator`] without its subsample.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum EstimatorKind {
    /// Those of every image: a forward pass for each band.
    #[default]
    Exact,
    /// First-order ones of every image from one gradient, and exact ones of a subsample: unbiased.
    ControlVariate,
}

impl Estimator {
    /// Refuses what has no meaning, before any work starts.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a subsample that is too small or too large, or a baseline without a first order.
    pub fn check(self, images: usize, baseline: Baseline) -> Result<()> {
        let Self::ControlVariate { subsample, .. } = self else { return Ok(()) };
        ensure(images > 1, "the number of images", images, "two or more for a control variate")?;
        if !(2..=images).contains(&subsample) {
            let range = format!("a whole number from 2 to {images}");
            return Err(Error::Parameter { name: "subsample".into(), value: subsample.to_string(), range });
        }
        check_first_order(baseline)
    }

    /// The images, of N, whose exact scores are computed.
    pub fn exact(self, images: usize) -> BTreeSet<usize> {
        match self {
            Self::Exact => (0..images).collect(),
            Self::ControlVariate { subsample, seed } => {
                let mut random = ChaCha8Rng::seed_from_u64(seed);
                let mut drawn: Vec<(u64, usize)> = (0..images).map(|image| (random.next_u64(), image)).collect();
                drawn.sort_unstable();
                drawn.into_iter().take(subsample).map(|(_, image)| image).collect()
            }
        }
    }
}

/// A first-order score follows a straight line from the image to its ablation: it says nothing of a limit on the way, and
/// noise has no line of its own.
///
/// # Errors
/// [`Error::Parameter`] for [`Fill::Noise`] and for clipping.
pub fn check_first_order(baseline: Baseline) -> Result<()> {
    let refuse = |name: &str, value: &str, range: &str| {
        Err(Error::Parameter { name: name.into(), value: value.into(), range: range.into() })
    };
    match baseline.fill {
        Fill::Noise { .. } => refuse("fill", "noise", "zero or mean for first-order scores"),
        Fill::Zero | Fill::Mean if baseline.clip => refuse("clip", "on", "no clipping for first-order scores"),
        Fill::Zero | Fill::Mean => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(subsample: usize, seed: u64) -> Estimator {
        Estimator::ControlVariate { subsample, seed }
    }

    #[test]
    fn a_subsample_follows_its_seed_and_favours_no_image() {
        assert_eq!(drawn(10, 1).exact(100), drawn(10, 1).exact(100));
        assert_ne!(drawn(10, 1).exact(100), drawn(10, 2).exact(100));
        assert_eq!((drawn(10, 1).exact(100).len(), Estimator::Exact.exact(3).len()), (10, 3));
        // Each image is drawn with probability 1/4: 500 ± 4·√(2000·3/16) of 2000 seeds.
        for image in 0..8 {
            let count = (0..2000).filter(|&seed| drawn(2, seed).exact(8).contains(&image)).count();
            assert!((422..578).contains(&count), "image {image}: {count}");
        }
    }

    #[test]
    fn what_has_no_first_order_is_refused() {
        let refusal = |estimator: Estimator, baseline| estimator.check(8, baseline).unwrap_err().to_string();
        let (zero, noise) = (Baseline::default(), Fill::Noise { seed: 1 });
        let alone = drawn(2, 0).check(1, zero).unwrap_err().to_string();
        assert!(alone.starts_with("the number of images is 1: choose two or more for a control variate"), "{alone}");
        assert!(refusal(drawn(9, 0), zero).starts_with("subsample is 9: choose a whole number from 2 to 8"));
        assert!(refusal(drawn(1, 0), zero).starts_with("subsample is 1"));
        assert!(
            refusal(drawn(2, 0), Baseline { fill: noise, ..zero }).starts_with("fill is noise: choose zero or mean")
        );
        assert!(refusal(drawn(2, 0), Baseline { clip: true, ..zero }).starts_with("clip is on: choose no clipping"));
        assert_eq!(drawn(2, 0).check(8, Baseline { fill: Fill::Mean, ..zero }), Ok(()));
        assert_eq!(Estimator::Exact.check(1, Baseline { fill: noise, clip: true, ..zero }), Ok(()));
    }
}
