//! What the first screen knows of one network.

use crate::{
    lowpass::names::Name,
    networks::{loading::Loading, results::Attribution, side::Side},
};
use freqscope_core::{logits::Logits, model::ModelCard, spectrum::cutoff::Cutoff};
use std::rc::Rc;

/// Where the scores of the chart come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Scores {
    /// They are not known yet.
    Awaited,
    /// Of bands 0 to 62, for the class of interest.
    Computed(Rc<[f32]>),
    /// Likewise, computed beforehand.
    Stored(Rc<[f32]>),
}

impl Scores {
    pub fn get(&self) -> Option<&Rc<[f32]>> {
        match self {
            Self::Awaited => None,
            Self::Computed(scores) | Self::Stored(scores) => Some(scores),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct ScreenNetwork {
    pub side: Side,
    pub name: Name,
    /// None before there is a list of models.
    pub card: Option<ModelCard>,
    pub loading: Loading,
    /// In the order of [`Cutoff::all`], the last of the whole picture; none where they are not known.
    pub answers: Rc<[Option<Logits>]>,
    pub scores: Scores,
    pub attribution: Attribution,
}

impl ScreenNetwork {
    pub fn answer(&self, cutoff: Cutoff) -> Option<Logits> {
        self.answers.get(cutoff.kept() - 1).copied().flatten()
    }

    /// Of the whole picture.
    pub fn whole(&self) -> Option<Logits> {
        self.answer(Cutoff::WHOLE)
    }
}
