//! The attack on one image.

use crate::attack::{Crafted, Victim};
use freqscope_core::{
    attack::{
        goal::Aim,
        report::AttackState,
        simba::{Basis, Move, Sign, Simba},
    },
    class::Class,
    image::Image,
    logits::Logits,
    spectrum::dct::Spectrum,
};
use rand_chacha::ChaCha8Rng;

/// How far the attack on one image has come.
pub struct Walk<'a> {
    pub simba: &'a Simba,
    pub victim: &'a Victim<'a>,
    pub directions: Vec<u16>,
    /// The next candidate: twice the position of its direction, plus one for +ε.
    pub next: usize,
    pub perturbation: Perturbation,
    pub image: Image,
    pub logits: Logits,
    queries: u32,
    losses: Vec<f32>,
    moves: Vec<Move>,
}

/// A step that may be accepted.
pub struct Candidate {
    perturbation: Perturbation,
    pub image: Image,
}

/// What is added to the clean image.
#[derive(Debug, Clone)]
pub enum Perturbation {
    Pixels(Image),
    Coefficients(Spectrum),
}

impl<'a> Walk<'a> {
    pub fn new(simba: &'a Simba, victim: &'a Victim<'a>, random: &mut ChaCha8Rng, logits: Logits) -> Self {
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
    pub fn visited(&self) -> usize {
        self.next / 2
    }

    pub fn has_ended(&self) -> bool {
        self.visited() == self.directions.len() || self.victim.aim.is_reached(&self.logits)
    }

    /// The next candidate of a walk that has not ended.
    pub fn candidate(&self) -> Candidate {
        let epsilon = self.simba.epsilon as f32;
        let step = if self.sign() == Sign::Minus { -epsilon } else { epsilon };
        let perturbation = self.perturbation.moved(self.directions[self.visited()].into(), step);
        Candidate { image: perturbation.applied_to(self.victim.image), perturbation }
    }

    /// Takes in the logits of the next candidate. Whether it is kept.
    pub fn judge(&mut self, logits: Logits) -> bool {
        self.queries += 1;
        let (visit, sign) = (self.visited() as u16, self.sign());
        // An equal image is no better: the logits of an image may depend on its batch in the last bit.
        let better = self.improves(&logits).then(|| self.candidate()).filter(|better| better.image != self.image);
        let is_kept = better.is_some();
        if let Some(Candidate { perturbation, image }) = better {
            (self.perturbation, self.image, self.logits) = (perturbation, image, logits);
            self.moves.push(Move { visit, sign });
        }
        self.next += if is_kept && sign == Sign::Minus { 2 } else { 1 };
        if self.next.is_multiple_of(2) {
            self.losses.push(self.loss());
        }
        is_kept
    }

    fn sign(&self) -> Sign {
        if self.next.is_multiple_of(2) { Sign::Minus } else { Sign::Plus }
    }

    /// Whether p(y) is lower, or p(target) higher, than so far.
    fn improves(&self, logits: &Logits) -> bool {
        let class = self.victim.aim.class();
        let (before, after) = (self.odds(), log_odds(logits, class));
        match self.victim.aim {
            Aim::Away(_) => after < before,
            Aim::Toward(_) => after > before,
        }
    }

    /// ln p/(1 − p) of the aim's class.
    pub fn odds(&self) -> f64 {
        log_odds(&self.logits, self.victim.aim.class())
    }

    /// −ln p of the aim's class.
    fn loss(&self) -> f32 {
        let odds = self.odds();
        ((-odds).max(0.0) + (-odds.abs()).exp().ln_1p()) as f32
    }

    pub fn state(&self) -> AttackState {
        self.victim.state(self.image.clone(), self.logits, self.loss(), [self.visited() as u32, self.queries])
    }

    pub fn crafted(self) -> Crafted {
        let iterations = self.visited() as u32;
        Crafted { image: self.image, queries: self.queries, iterations, losses: self.losses, moves: self.moves }
    }
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

    /// Its numbers in the basis, `[3, 32, 32]`.
    pub fn numbers(&self) -> &[f32] {
        match self {
            Self::Pixels(pixels) => pixels.pixels(),
            Self::Coefficients(spectrum) => spectrum.coefficients(),
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
