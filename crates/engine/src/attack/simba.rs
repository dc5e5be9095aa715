//! The simple black-box attack: many images in lockstep, and on a GPU several candidates ahead for few images.
//!
//! The candidates of an image are a sequence: direction 0 with −ε, with +ε, direction 1 with −ε, … Each is judged by the
//! probability before it, so a batch that holds the next few candidates of an image gives the sequential result up to the
//! first one that is kept; the rest, which assumed that it would not be, is thrown away and not counted.

use super::{AttackBatch, Crafted, LogitModel, Victim, classify};
use crate::progress::Reporter;
use freqscope_core::{
    attack::{
        goal::Aim,
        report::{AttackProgress, AttackState},
        simba::{Basis, Move, Sign, Simba},
    },
    class::Class,
    error::Result,
    image::Image,
    logits::Logits,
    spectrum::dct::Spectrum,
};
use rand_chacha::ChaCha8Rng;

/// The most candidates of one image in a batch: every second one is kept, so hardly any beyond are reached.
const AHEAD: usize = 8;
/// Images at once from which on looking ahead pays: such a device computes eight images nearly as fast as one.
const WIDE: usize = 32;

/// Walks along the basis directions of each image, all images in lockstep.
pub async fn run<N: LogitModel, S>(
    simba: &Simba,
    group: &AttackBatch<'_, N>,
    reporter: &mut Reporter<S>,
) -> Result<Vec<Crafted>>
where
    S: AsyncFnMut(AttackProgress) -> Result<()>,
{
    let clean = classify(group.network, group.victims.iter().map(|victim| victim.image)).await?;
    let begin = |((victim, mut random), clean)| Walk::new(simba, victim, &mut random, clean);
    let mut walks: Vec<Walk> = group.victims.iter().zip(group.random()).zip(clean).map(begin).collect();
    while walks.iter().any(|walk| !walk.has_ended()) {
        let mut walking: Vec<&mut Walk> = walks.iter_mut().filter(|walk| !walk.has_ended()).collect();
        round(&mut walking, group).await?;
        if reporter.is_due() {
            let done = walking.iter().map(|walk| walk.visited()).min().unwrap_or_default();
            let states = walking.iter().map(|walk| walk.state()).collect();
            reporter.tell(done as u32, states).await?;
        }
    }
    Ok(walks.into_iter().map(Walk::crafted).collect())
}

/// Evaluates the next candidates of each image as one batch and lets each image judge its own.
async fn round<N: LogitModel>(walking: &mut [&mut Walk<'_>], group: &AttackBatch<'_, N>) -> Result<()> {
    let share = if group.capacity < WIDE { 1 } else { (group.capacity / walking.len()).clamp(1, AHEAD) };
    let candidates: Vec<Vec<Candidate>> = walking.iter().map(|walk| walk.candidates(share)).collect();
    let images = candidates.iter().flatten().map(|candidate| &candidate.image);
    let mut logits = classify(group.network, images).await?.into_iter();
    for (walk, candidates) in walking.iter_mut().zip(candidates) {
        let answers: Vec<Logits> = logits.by_ref().take(candidates.len()).collect();
        walk.judge(candidates.into_iter().zip(answers));
    }
    Ok(())
}

/// The attack on one image.
struct Walk<'a> {
    simba: &'a Simba,
    victim: &'a Victim<'a>,
    directions: Vec<u16>,
    /// The next candidate: twice the position of its direction, plus one for +ε.
    next: usize,
    perturbation: Perturbation,
    image: Image,
    logits: Logits,
    queries: u32,
    losses: Vec<f32>,
    moves: Vec<Move>,
}

/// A step that may be accepted.
struct Candidate {
    perturbation: Perturbation,
    image: Image,
}

/// What is added to the clean image.
#[derive(Debug, Clone)]
enum Perturbation {
    Pixels(Image),
    Coefficients(Spectrum),
}

impl<'a> Walk<'a> {
    fn new(simba: &'a Simba, victim: &'a Victim<'a>, random: &mut ChaCha8Rng, logits: Logits) -> Self {
        Self {
            simba,
            victim,
            directions: simba.order.directions(random),
            next: 0,
            perturbation: Perturbation::zero(simba.basis),
            image: victim.image.clone(),
            logits,
            queries: 0,
            losses: Vec::new(),
            moves: Vec::new(),
        }
    }

    /// Directions that are done with.
    fn visited(&self) -> usize {
        self.next / 2
    }

    fn has_ended(&self) -> bool {
        self.visited() == self.directions.len() || self.victim.aim.is_reached(&self.logits)
    }

    /// The next `count` candidates, fewer at the end, as long as none of them is kept.
    fn candidates(&self, count: usize) -> Vec<Candidate> {
        let end = 2 * self.directions.len();
        let candidate = |next: usize| {
            let epsilon = self.simba.epsilon as f32;
            let step = if sign(next) == Sign::Minus { -epsilon } else { epsilon };
            let perturbation = self.perturbation.moved(self.directions[next / 2].into(), step);
            Candidate { image: perturbation.applied_to(self.victim.image), perturbation }
        };
        (self.next..end.min(self.next + count)).map(candidate).collect()
    }

    /// Goes through the next candidates and their logits up to the first that is kept.
    fn judge(&mut self, candidates: impl Iterator<Item = (Candidate, Logits)>) {
        for (candidate, logits) in candidates {
            self.queries += 1;
            let (visit, sign) = (self.visited() as u16, sign(self.next));
            if self.improves(&candidate.image, &logits) {
                (self.perturbation, self.image, self.logits) = (candidate.perturbation, candidate.image, logits);
                self.moves.push(Move { visit, sign });
                self.next += if sign == Sign::Minus { 2 } else { 1 };
                self.losses.push(self.loss());
                return;
            }
            self.next += 1;
            if sign == Sign::Plus {
                self.losses.push(self.loss());
            }
        }
    }

    /// Whether p(y) is lower, or p(target) higher, than so far. An equal image never is: the logits of an image may
    /// depend on its batch in the last bit.
    fn improves(&self, image: &Image, logits: &Logits) -> bool {
        let class = self.victim.aim.class();
        let (before, after) = (log_odds(&self.logits, class), log_odds(logits, class));
        let better = match self.victim.aim {
            Aim::Away(_) => after < before,
            Aim::Toward(_) => after > before,
        };
        better && *image != self.image
    }

    /// −ln p of the aim's class.
    fn loss(&self) -> f32 {
        let odds = log_odds(&self.logits, self.victim.aim.class());
        ((-odds).max(0.0) + (-odds.abs()).exp().ln_1p()) as f32
    }

    fn state(&self) -> AttackState {
        self.victim.state(self.image.clone(), self.logits, self.loss(), [self.visited() as u32, self.queries])
    }

    fn crafted(self) -> Crafted {
        let iterations = self.visited() as u32;
        Crafted { image: self.image, queries: self.queries, iterations, losses: self.losses, moves: self.moves }
    }
}

fn sign(candidate: usize) -> Sign {
    if candidate.is_multiple_of(2) { Sign::Minus } else { Sign::Plus }
}

/// ln p/(1 − p) of `class`: it rises and falls with p, and still does where p is 1 in floating point.
fn log_odds(logits: &Logits, class: Class) -> f64 {
    let others = || Class::ALL.into_iter().filter(|&other| other != class).map(|other| f64::from(logits.of(other)));
    let largest = others().fold(f64::NEG_INFINITY, f64::max);
    f64::from(logits.of(class)) - largest - others().map(|other| (other - largest).exp()).sum::<f64>().ln()
}

impl Perturbation {
    fn zero(basis: Basis) -> Self {
        let zero = Image::from_fn(|_, _, _| 0.0);
        match basis {
            Basis::Pixel => Self::Pixels(zero),
            Basis::Dct => Self::Coefficients(Spectrum::of(&zero)),
        }
    }

    /// One step further along a direction.
    fn moved(&self, direction: usize, step: f32) -> Self {
        let position = (direction / Image::PLANE, direction / Image::SIDE % Image::SIDE, direction % Image::SIDE);
        match self {
            Self::Pixels(pixels) => {
                let old = |c, y, x| pixels.channel(c)[y * Image::SIDE + x];
                Self::Pixels(Image::from_fn(|c, y, x| old(c, y, x) + if (c, y, x) == position { step } else { 0.0 }))
            }
            Self::Coefficients(spectrum) => {
                let ((c, u, v), mut spectrum) = (position, spectrum.clone());
                spectrum.set(c, u, v, spectrum.get(c, u, v) + step);
                Self::Coefficients(spectrum)
            }
        }
    }

    /// clamp(x + δ, 0, 1)
    fn applied_to(&self, x: &Image) -> Image {
        let sum = |delta: &Image| {
            let value = |image: &Image, c: usize, i: usize| image.channel(c)[i];
            Image::from_fn(|c, row, column| {
                let i = row * Image::SIDE + column;
                (value(x, c, i) + value(delta, c, i)).clamp(0.0, 1.0)
            })
        };
        match self {
            Self::Pixels(delta) => sum(delta),
            Self::Coefficients(spectrum) => sum(&spectrum.to_image()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_odds_tell_probabilities_apart_that_floats_cannot() {
        let logits = |z: f32| Logits([z, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(logits(60.0).probability(Class::Airplane), logits(61.0).probability(Class::Airplane));
        assert!(log_odds(&logits(60.0), Class::Airplane) < log_odds(&logits(61.0), Class::Airplane));
        assert!((log_odds(&logits(0.0), Class::Airplane) + 9.0_f64.ln()).abs() < 1e-12);
    }
}
