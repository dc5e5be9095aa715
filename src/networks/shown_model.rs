//! A model on show, with its answers about the picture.

use crate::networks::{results::Attribution, side::Side};
use freqscope_core::{class::Class, logits::Logits, occlusion::OcclusionReport};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
pub struct ShownModel {
    pub side: Side,
    /// The model's name.
    pub name: String,
    /// The logits of the whole picture.
    pub clean: Option<Logits>,
    /// The logits without the selected bands; while those are awaited, the newest without any bands.
    pub after: Option<Logits>,
    /// Whether `after` belongs to an earlier selection.
    pub stale: bool,
    pub attribution: Attribution,
}

impl ShownModel {
    /// None before the scores of all bands have arrived.
    pub fn report(&self) -> Option<&Rc<OcclusionReport>> {
        self.attribution.report()
    }

    /// The 63 scores for a class, if both the class and the chart's data are known.
    pub fn scores(&self, class: Option<Class>) -> Option<Vec<f32>> {
        Some(self.report()?.scores_for(class?))
    }

    /// The predicted class of the whole picture.
    pub fn predicted(&self) -> Option<Class> {
        self.clean.map(|logits| logits.class())
    }
}
