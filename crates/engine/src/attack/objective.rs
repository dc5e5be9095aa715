//! The goal of an attack as a loss of a batch of logits.

use super::{AttackBatch, LogitModel};
use burn::tensor::{Device, Tensor, TensorData, activation::log_softmax};
use freqscope_core::{
    attack::goal::{Aim, Goal},
    class::Class,
};

/// What is added to the logit of the aim's class to keep it out of a maximum over the others.
const EXCLUDED: f64 = -1e4;

/// The aims of a group.
pub(super) struct Objective {
    /// 1 at the class of each aim, `[N, 10]`.
    class: Tensor<2>,
    goal: Goal,
}

impl Objective {
    pub fn of<N: LogitModel>(group: &AttackBatch<N>) -> Self {
        Self::new(group.victims.iter().map(|victim| victim.aim), group.goal, group.network.device())
    }

    pub fn new(aims: impl Iterator<Item = Aim>, goal: Goal, device: &Device) -> Self {
        let row = |aim: Aim| Class::ALL.map(|class| f32::from(u8::from(class == aim.class())));
        let rows: Vec<f32> = aims.flat_map(row).collect();
        let shape = [rows.len() / Class::COUNT, Class::COUNT];
        Self { class: Tensor::from_data(TensorData::new(rows, shape), device), goal }
    }

    /// 1 where the adversary climbs the cross-entropy, −1 where it descends.
    pub fn sign(&self) -> f64 {
        match self.goal {
            Goal::Untargeted => 1.0,
            Goal::Targeted(_) => -1.0,
        }
    }

    /// The cross-entropy −ln p of each aim's class, `[N]`.
    pub fn cross_entropy(&self, logits: Tensor<2>) -> Tensor<1> {
        (log_softmax(logits, 1) * self.class.clone()).sum_dim(1).neg().flatten(0, 1)
    }

    /// [`Aim::margin`] of each image, `[N]`.
    pub fn margin(&self, logits: Tensor<2>) -> Tensor<1> {
        let [own, others] = self.parted(logits);
        ((own - others.max_dim(1)) * self.sign()).flatten(0, 1)
    }

    /// ln p/(1 − p) of each aim's class, `[N]`.
    pub fn log_odds(&self, logits: Tensor<2>) -> Tensor<1> {
        let [own, others] = self.parted(logits);
        let largest = others.clone().max_dim(1);
        let rest = (others - largest.clone()).exp().sum_dim(1).log();
        (own - largest - rest).flatten(0, 1)
    }

    /// The logit of each aim's class, `[N, 1]`, and all logits but with that one far below the others.
    fn parted(&self, logits: Tensor<2>) -> [Tensor<2>; 2] {
        let own = (logits.clone() * self.class.clone()).sum_dim(1);
        [own, logits + self.class.clone() * EXCLUDED]
    }
}
