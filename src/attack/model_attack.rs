//! A model on show, with the attack on it.

use crate::{
    attack::{
        attacks::AttackStage,
        transfer::{TransferAnswer, TransferRow},
    },
    networks::side::Side,
    words::words,
};
use freqscope_core::{class::Class, logits::Logits};

#[derive(Debug, Clone, PartialEq)]
pub struct ModelAttack {
    pub side: Side,
    /// The model's name.
    pub name: String,
    pub stage: AttackStage,
    pub earlier: Earlier,
    /// Whether the adversarial image is the picture.
    pub adopted: bool,
    /// The model's Occluded Frequency of the picture, if that is the image before or after the attack.
    pub scores: Option<ComparedScores>,
    /// What the loaded models say of the adversarial image.
    pub transfer: Vec<TransferRow>,
}

impl ModelAttack {
    /// What the attacked model says of its adversarial image rounded to 8 bits a value, once that is known.
    pub fn rounded(&self) -> Option<Logits> {
        let attacked = self.transfer.iter().find(|row| row.attacked)?;
        if let Some(TransferAnswer::Known { rounded, .. }) = attacked.answer { rounded } else { None }
    }
}

/// What was attacked in this session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    Nothing,
    /// Other pictures or other models.
    Elsewhere,
    /// The model with the picture of now.
    Here,
}

impl Earlier {
    /// Where no attack is on show.
    pub fn text(self) -> &'static str {
        match self {
            Self::Nothing => words().attack.none_yet(),
            Self::Elsewhere => words().attack.none_on_picture(),
            Self::Here => words().attack.none_shown(),
        }
    }
}

/// Occluded Frequency, to be compared with the change of the spectrum band by band.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedScores {
    /// The class of interest.
    pub class: Class,
    /// Which image of the attack they are scores of.
    pub image: AttackImage,
    /// The scores of bands 0 to 62.
    pub scores: Vec<f32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttackImage {
    /// The one that was attacked.
    Before,
    /// The adversarial one.
    After,
}

impl AttackImage {
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => words().attack.image_before(),
            Self::After => words().attack.image_after(),
        }
    }
}
