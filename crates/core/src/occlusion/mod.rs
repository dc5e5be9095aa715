//! Occluded Frequency (paper, eq. 6 and 7): its parameters and its result.
//!
//! [`ablation`] removes bands from a spectrum; the engine evaluates the network on the ablated images.

use self::ablation::Baseline;
use crate::{class::Class, image::Image, logits::Logits, spectrum::partition::Partition};
use serde::{Deserialize, Serialize};

pub mod ablation;

/// An image and how its Occluded Frequency is computed (paper, eq. 7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OcclusionSpec {
    /// The image x.
    pub image: Image,
    /// The class of interest c; none means the predicted class.
    pub class: Option<Class>,
    /// What a removed band is replaced by.
    pub baseline: Baseline,
    /// How the spectrum is cut into bands.
    pub partition: Partition,
}

/// The scores of an image and the logits that they come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OcclusionReport {
    /// The class of interest c.
    pub class: Class,
    /// The logits of the whole image.
    pub clean: Logits,
    /// The logits without band k, for each band of the partition.
    pub ablated: Vec<Logits>,
    /// score_k = f_c(x) − f_c(x without band k), for each band. Positive: the band supports class c.
    pub scores: Vec<f32>,
    /// How long the engine took, in milliseconds.
    pub milliseconds: f64,
}

impl OcclusionReport {
    /// The scores for any class, from the logits that the report holds.
    pub fn scores_for(&self, class: Class) -> Vec<f32> {
        self.ablated.iter().map(|logits| self.clean.of(class) - logits.of(class)).collect()
    }
}
