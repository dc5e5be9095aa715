//! Some rounds on a device, each of which begins with what the one before has kept. Nothing is read back in between.
//!
//! A round computes the next few candidates of each image, as many as fit into a batch, and keeps the first that is better;
//! the rest, which assumed that it would not be, is not looked at. So that the result is that of one candidate after
//! another, each [`Walk`] judges the answers once more, in double precision, and no further than both agree; the next
//! stretch begins there.

use super::walk::Walk;
use crate::{
    attack::{AttackBatch, LogitModel, objective::Objective},
    dct::Waves,
    model::transfer::{download_all, upload},
};
use burn::tensor::{Bool, Device, Tensor, TensorData, Transaction};
use freqscope_core::{attack::simba::Basis, error::Result, image::Image, logits::Logits};
use std::iter::repeat_n;

/// The most candidates of one image in a batch: every second one is kept, so hardly any beyond are reached.
const AHEAD: usize = 8;
/// Images at once from which on looking ahead pays: such a device computes eight images nearly as fast as one.
const WIDE: usize = 32;

/// The rounds of some walks.
pub struct Stretch<'a, N> {
    network: &'a N,
    /// Candidates of each image in a round.
    share: usize,
    epsilon: f64,
    objective: Objective,
    /// What makes pixels of the coefficients, where those are perturbed.
    waves: Option<Waves>,
    /// `[N, 1, 3072]`
    clean: Tensor<3>,
    /// `[N, 1, W]`: the next directions of each walk.
    directions: Tensor<3>,
    state: State,
}

/// Where the walks are.
struct State {
    /// `[N, 1, 3072]`: what is added to the clean images, in the basis.
    delta: Tensor<3>,
    /// `[N, 1, 3072]`
    images: Tensor<3>,
    /// `[N, 1, 1]`: ln p/(1 − p) of the aims' classes.
    odds: Tensor<3>,
    /// `[N, 1, 1]`: the next candidate, twice the position of its direction, plus one for +ε.
    at: Tensor<3>,
}

/// What a round leaves for the walks to judge.
struct Answers {
    /// `[N · share, 10]`
    logits: Tensor<2>,
    /// `[N]`: which candidate of each image was kept; `share` for none.
    kept: Tensor<1>,
}

/// The next candidates, `[N, share, …]`.
struct Candidates {
    delta: Tensor<3>,
    pixels: Tensor<3>,
    odds: Tensor<3>,
}

impl<'a, N: LogitModel> Stretch<'a, N> {
    /// From where the walks are.
    pub fn of(walking: &[&mut Walk<'_>], group: &AttackBatch<'a, N>, rounds: u32) -> Self {
        let (network, device, simba) = (group.network, group.network.device(), walking[0].simba);
        let share = if group.capacity < WIDE { 1 } else { (group.capacity / walking.len()).clamp(1, AHEAD) };
        let aims = walking.iter().flat_map(|walk| repeat_n(walk.victim.aim, share));
        let flat = |images: Tensor<4>| images.flatten::<2>(1, 3).unsqueeze_dim(1);
        Self {
            network,
            share,
            epsilon: simba.epsilon,
            objective: Objective::new(aims, group.goal, device),
            waves: (simba.basis == Basis::Dct).then(|| Waves::on(device)),
            clean: flat(upload(walking.iter().map(|walk| walk.victim.image), device)),
            directions: directions(walking, rounds as usize * (share + 1) / 2 + 1, device),
            state: State {
                delta: rows(
                    walking.iter().flat_map(|walk| walk.perturbation.numbers().to_vec()),
                    walking.len(),
                    device,
                ),
                images: flat(upload(walking.iter().map(|walk| &walk.image), device)),
                odds: rows(walking.iter().map(|walk| walk.odds() as f32), walking.len(), device),
                at: rows(walking.iter().map(|walk| (walk.next % 2) as f32), walking.len(), device),
            },
        }
    }

    /// Goes some rounds ahead of the walks, and lets them follow.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::Computation`] when the device fails,
    /// [`freqscope_core::error::Error::NotFinite`].
    pub async fn run(mut self, walking: &mut [&mut Walk<'_>], rounds: u32) -> Result<()> {
        let answers: Vec<Answers> = (0..rounds).map(|_| self.round()).collect();
        let (logits, kept): (Vec<_>, Vec<_>) =
            answers.into_iter().map(|answers| (answers.logits, answers.kept)).unzip();
        let read = Transaction::default().register(Tensor::cat(logits, 0)).register(Tensor::cat(kept, 0));
        let [logits, kept] = download_all(read).await?;
        let logits = Logits::from_flat(&logits)?;
        let mut agree = vec![true; walking.len()];
        for (logits, kept) in logits.chunks(walking.len() * self.share).zip(kept.chunks(walking.len())) {
            let answers = logits.chunks(self.share).zip(kept);
            for ((walk, agree), (logits, &kept)) in walking.iter_mut().zip(&mut agree).zip(answers) {
                *agree = *agree && follow(walk, logits) == kept as usize;
            }
        }
        Ok(())
    }

    fn round(&mut self) -> Answers {
        let [count, share] = [self.clean.dims()[0], self.share];
        let (candidates, logits) = self.candidates();
        // The first of those that are better has the highest rank.
        let ranks: Tensor<3> = numbers((0..share).map(|j| (share - j) as f32), &self.clean.device()).swap_dims(1, 2);
        let better = self.better(&candidates).float() * ranks.clone();
        let best = better.max_dim(1);
        let none = best.clone().lower_scalar(0.5);
        let chosen = ranks.expand([count, share, 1]).equal(best.clone().expand([count, share, 1]));
        let kept = (best - share as f64).neg();
        let state = &mut self.state;
        state.delta = choose(candidates.delta, chosen.clone(), state.delta.clone(), none.clone());
        state.images = choose(candidates.pixels, chosen.clone(), state.images.clone(), none.clone());
        state.odds = choose(candidates.odds, chosen, state.odds.clone(), none.clone());
        // Past the one that is kept, and where it is −ε past +ε too.
        let last = state.at.clone() + kept.clone();
        let past = (parity(last) - 2.0).neg().mask_fill(none, 0.0);
        state.at = state.at.clone() + kept.clone() + past;
        Answers { logits, kept: kept.flatten(0, 2) }
    }

    fn candidates(&self) -> (Candidates, Tensor<2>) {
        let (count, share, device) = (self.clean.dims()[0], self.share, self.clean.device());
        let ahead = numbers((0..share).map(|j| j as f32), &device).swap_dims(1, 2);
        let place = self.state.at.clone() + ahead;
        let sign = parity(place.clone()) * 2.0 - 1.0;
        let direction = self.direction(place);
        let shape = [count, share, Image::LEN];
        let every = numbers((0..Image::LEN).map(|i| i as f32), &device).expand(shape);
        let step = direction.expand(shape).equal(every).float() * sign * self.epsilon;
        let delta = self.state.delta.clone() + step;
        let batch = [count * share, Image::CHANNELS, Image::SIDE, Image::SIDE];
        let added = match &self.waves {
            Some(waves) => waves.image(delta.clone().reshape(batch)),
            None => delta.clone().reshape(batch),
        };
        let pixels = (self.clean.clone() + added.reshape(shape)).clamp(0.0, 1.0);
        let logits = self.network.forward(pixels.clone().reshape(batch));
        let odds = self.objective.log_odds(logits.clone()).reshape([count, share, 1]);
        (Candidates { delta, pixels, odds }, logits)
    }

    /// The direction of the candidates at these places, `[N, share, 1]`.
    fn direction(&self, place: Tensor<3>) -> Tensor<3> {
        let [count, _, length] = self.directions.dims();
        let shape = [count, self.share, length];
        let visit = (place / 2.0).floor().expand(shape);
        let every = numbers((0..length).map(|i| i as f32), &self.clean.device()).expand(shape);
        (visit.equal(every).float() * self.directions.clone()).sum_dim(2)
    }

    /// Which candidates are better than what was kept last, and another image: `[N, share, 1]`.
    fn better(&self, candidates: &Candidates) -> Tensor<3, Bool> {
        let odds = (self.state.odds.clone() - candidates.odds.clone()) * self.objective.sign();
        let moved = (candidates.pixels.clone() - self.state.images.clone()).abs().max_dim(2);
        odds.greater_scalar(0.0).bool_and(moved.greater_scalar(0.0))
    }
}

/// Lets a walk judge the answers to its next candidates up to the first that it keeps. Which one that is, or how many there
/// are.
fn follow(walk: &mut Walk<'_>, answers: &[Logits]) -> usize {
    let keeps = |&logits: &Logits| !walk.has_ended() && walk.judge(logits);
    answers.iter().position(keeps).unwrap_or(answers.len())
}

/// Of `[N, share, K]` the chosen row of each image, or where there is none the old one.
fn choose(rows: Tensor<3>, chosen: Tensor<3, Bool>, old: Tensor<3>, none: Tensor<3, Bool>) -> Tensor<3> {
    let (shape, [count, _, length]) = (rows.dims(), rows.dims());
    let row = rows.mask_fill(chosen.expand(shape).bool_not(), 0.0).sum_dim(1);
    row.mask_where(none.expand([count, 1, length]), old)
}

/// 0 for even numbers, 1 for odd ones.
fn parity(numbers: Tensor<3>) -> Tensor<3> {
    numbers.clone() - (numbers / 2.0).floor() * 2.0
}

/// The next `length` directions of each walk, `[N, 1, length]`; what follows the last is never judged.
fn directions(walking: &[&mut Walk<'_>], length: usize, device: &Device) -> Tensor<3> {
    let next = |walk: &&mut Walk<'_>| {
        let left = walk.directions[walk.visited()..].iter().map(|&direction| f32::from(direction));
        left.chain(repeat_n(0.0, length)).take(length).collect::<Vec<_>>()
    };
    rows(walking.iter().flat_map(next), walking.len(), device)
}

/// `[count, 1, …]`
fn rows(values: impl Iterator<Item = f32>, count: usize, device: &Device) -> Tensor<3> {
    let values: Vec<f32> = values.collect();
    let length = values.len() / count;
    Tensor::from_data(TensorData::new(values, [count, 1, length]), device)
}

/// `[1, 1, …]`
fn numbers(values: impl Iterator<Item = f32>, device: &Device) -> Tensor<3> {
    rows(values, 1, device)
}
