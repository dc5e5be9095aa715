//! How far an attack is, and how it ended.

use super::{goal::Aim, simba::Move};
use crate::{
    image::{Image, similarity::Distance},
    logits::Logits,
    progress::Progress,
};
use serde::{Deserialize, Serialize};

/// How far an attack is, in steps of PGD, of Adam, or directions visited.
pub type AttackProgress = Progress<AttackState>;

/// Where the attack on one image stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttackState {
    /// Position of the image among those that were given.
    pub index: u32,
    /// The current iterate x′.
    pub image: Image,
    /// The network's logits for the iterate.
    pub logits: Logits,
    /// Its loss: the cross-entropy of the aim's class; for CW, what Adam minimises.
    pub loss: f32,
    /// Its [`Aim::margin`].
    pub margin: f32,
    /// Its distance from the clean image.
    pub distance: Distance,
    /// Steps that led to it.
    pub steps: u32,
    /// Evaluations of the network so far.
    pub queries: u32,
}

/// How an attack on one image ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttackReport {
    /// Whether it succeeded.
    pub outcome: Outcome,
    /// The aim of the attack.
    pub aim: Aim,
    /// The image x′; the clean one where it was left alone, or where CW found nothing.
    pub image: Image,
    /// Logits of the clean image.
    pub before: Logits,
    /// Logits of x′.
    pub after: Logits,
    /// The distance of x′ from the clean image.
    pub distance: Distance,
    /// Structural similarity of the two, 1 for equal images; see [`crate::image::similarity::ssim`].
    pub ssim: f64,
    /// Evaluations of the network: with a gradient each for PGD and CW. SimBA: one where −ε was kept, otherwise two.
    pub queries: u32,
    /// Steps of PGD, of Adam over all searches, or directions visited.
    pub iterations: u32,
    /// The loss at each iteration, before its step; for SimBA after it.
    pub losses: Vec<f32>,
    /// The steps that SimBA kept, in their order.
    pub moves: Vec<Move>,
}

/// Whether an attack succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The aim was reached.
    Succeeded,
    /// The aim was not reached.
    Resisted,
    /// The network got the image wrong before, and it was left alone.
    Misclassified,
}
