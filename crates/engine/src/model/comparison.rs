//! Logits of a checkpoint's network beside others: those of its int8 weights, and those of its owner's code.

use super::classifier::Classifier;
use crate::device;
use freqscope_core::{
    device::reason::Reason,
    error::{Error, Result},
    image::Image,
    logits::Logits,
};
use freqscope_weights::{invalid::InvalidModel, source::WeightSource};

/// The logits of a network on the CPU, before anything is rounded.
///
/// # Errors
/// [`Error::Checkpoint`], and those of a computation.
pub async fn logits(source: &impl WeightSource, images: &[Image]) -> Result<Vec<Logits>> {
    let invalid = |invalid: InvalidModel| Error::Checkpoint { path: "the network".into(), reason: invalid.unfit() };
    let classifier = Classifier::new(source, &device::cpu(Reason::AtOnce, false).device).map_err(invalid)?;
    classifier.logits(images).await
}

/// The largest difference between two lists of logits.
pub fn largest_difference(a: &[Logits], b: &[Logits]) -> f32 {
    let pairs = a.iter().zip(b).flat_map(|(a, b)| a.0.into_iter().zip(b.0));
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// How the logits of a network compare with those that its owner's code gives for the same images.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Images that were compared.
    pub images: usize,
    /// The largest difference.
    pub largest_difference: f32,
    /// Images whose class is the same.
    pub same_class: usize,
    /// Whether every logit is within 1e-3 + 1e-3·|z| of its owner's, z.
    pub agrees: bool,
}

impl Comparison {
    /// Compares as many logits as there are of both.
    pub fn new(ours: &[Logits], theirs: &[Logits]) -> Self {
        let pairs = || ours.iter().zip(theirs);
        let near =
            |(a, b): (&Logits, &Logits)| a.0.into_iter().zip(b.0).all(|(a, b)| (a - b).abs() <= 1e-3 + 1e-3 * b.abs());
        Self {
            images: pairs().count(),
            largest_difference: largest_difference(ours, theirs),
            same_class: pairs().filter(|(a, b)| a.class() == b.class()).count(),
            agrees: pairs().all(near),
        }
    }
}
