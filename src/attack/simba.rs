//! The simple black-box attack: many images in lockstep, and on a GPU several candidates ahead for few images.
//!
//! The candidates of an image are a sequence: direction 0 with −ε, with +ε, direction 1 with −ε, … Each is judged by the
//! probability before it, so a batch that holds the next few candidates of an image gives the sequential result up to the
//! first one that is kept; the rest, which assumed that it would not be, is thrown away and not counted.

use super::{Crafted, Group, Network, Victim, classify};
use crate::{
    adversary::{Aim, Basis, Move, Order, Progress, Sign, Simba, State},
    class::Class,
    error::Result,
    frequency::Spectrum,
    image::Image,
    logits::Logits,
    watch::Reporter,
};
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// The most candidates of one image in a batch: every second one is kept, so hardly any beyond are reached.
const AHEAD: usize = 8;
/// Images at once from which on looking ahead pays: such a device computes eight images nearly as fast as one.
const WIDE: usize = 32;

impl Simba {
    pub(super) async fn run<N: Network, S>(
        &self,
        group: &Group<'_, N>,
        reporter: &mut Reporter<S>,
    ) -> Result<Vec<Crafted>>
    where
        S: AsyncFnMut(Progress) -> Result<()>,
    {
        let clean = classify(group.network, group.victims.iter().map(|victim| victim.image)).await?;
        let begin = |((victim, mut random), clean)| Walk::new(self, victim, &mut random, clean);
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
}

/// Evaluates the next candidates of each image as one batch and lets each image judge its own.
async fn round<N: Network>(walking: &mut [&mut Walk<'_>], group: &Group<'_, N>) -> Result<()> {
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

impl Order {
    /// How many directions are visited at most.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Random { freq_dims } => Image::CHANNELS * usize::from(*freq_dims).pow(2),
            Self::Diagonal | Self::Strided { .. } => Image::LEN,
            Self::Given(directions) => directions.len(),
        }
    }

    /// The directions in the order of one image.
    fn directions(&self, random: &mut ChaCha8Rng) -> Vec<u16> {
        match self {
            Self::Random { freq_dims } => shuffled(frame(0, (*freq_dims).into()), random),
            Self::Diagonal => diagonal(),
            Self::Strided { freq_dims, stride } => strided((*freq_dims).into(), (*stride).into(), random),
            Self::Given(directions) => directions.clone(),
        }
    }
}

/// The directions with u, v < `outer`, without those with u, v < `inner`.
fn frame(inner: usize, outer: usize) -> Vec<u16> {
    let at = |direction: usize| (direction / Image::SIDE % Image::SIDE).max(direction % Image::SIDE);
    (0..Image::LEN)
        .filter(|&direction| (inner..outer).contains(&at(direction)))
        .map(|direction| direction as u16)
        .collect()
}

fn shuffled(mut directions: Vec<u16>, random: &mut ChaCha8Rng) -> Vec<u16> {
    directions.shuffle(random);
    directions
}

fn diagonal() -> Vec<u16> {
    let mut directions = frame(0, Image::SIDE);
    directions.sort_by_key(|&direction| {
        let (c, i) = (usize::from(direction) / Image::PLANE, usize::from(direction) % Image::PLANE);
        let (u, v) = (i / Image::SIDE, i % Image::SIDE);
        (u + v, u, c)
    });
    directions
}

fn strided(first: usize, stride: usize, random: &mut ChaCha8Rng) -> Vec<u16> {
    let mut directions = shuffled(frame(0, first), random);
    for inner in (first..Image::SIDE).step_by(stride) {
        directions.extend(shuffled(frame(inner, inner + stride), random));
    }
    directions
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

/// A step that may be kept.
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

    fn state(&self) -> State {
        self.victim.state(self.image.clone(), self.logits, self.loss(), self.queries)
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
    use rand::SeedableRng;

    fn directions(order: &Order, seed: u64) -> Vec<u16> {
        order.directions(&mut ChaCha8Rng::seed_from_u64(seed))
    }

    #[test]
    fn every_order_visits_each_direction_once() {
        let orders = [
            Order::default(),
            Order::Random { freq_dims: 5 },
            Order::Diagonal,
            Order::Strided { freq_dims: 6, stride: 7 },
        ];
        for order in orders {
            let mut visited = directions(&order, 1);
            assert_eq!(visited.len(), order.count());
            visited.sort_unstable();
            visited.dedup();
            assert_eq!(visited.len(), order.count(), "{order:?}");
        }
    }

    #[test]
    fn orders_begin_where_they_say_and_follow_their_seed() {
        let at = |u, v, c| (c * Image::PLANE + u * Image::SIDE + v) as u16;
        let first: Vec<u16> =
            [(0, 0), (0, 1), (1, 0)].iter().flat_map(|&(u, v)| (0..3).map(move |c| at(u, v, c))).collect();
        assert_eq!(directions(&Order::Diagonal, 1)[..9], first);
        let strided = Order::Strided { freq_dims: 6, stride: 7 };
        let mut block = directions(&strided, 1)[..3 * 36].to_vec();
        block.sort_unstable();
        assert_eq!(block, frame(0, 6));
        assert_eq!(directions(&strided, 1), directions(&strided, 1));
        assert_ne!(directions(&strided, 1), directions(&strided, 2));
    }

    #[test]
    fn log_odds_tell_probabilities_apart_that_floats_cannot() {
        let logits = |z: f32| Logits([z, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(logits(60.0).probability(Class::Airplane), logits(61.0).probability(Class::Airplane));
        assert!(log_odds(&logits(60.0), Class::Airplane) < log_odds(&logits(61.0), Class::Airplane));
        assert!((log_odds(&logits(0.0), Class::Airplane) + 9.0_f64.ln()).abs() < 1e-12);
    }
}
