//! The parameters of SimBA, and the steps that it accepts.

use crate::{
    error::{Error, Result},
    image::Image,
    parameter::{Measure, check_count, check_radius},
};
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// The simple black-box attack (Guo et al., 2019): try −ε and else +ε along one basis direction after the other, and
/// keep what lowers p(y).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Simba {
    /// Length ε of a step, 0 to 1. Paper: 0.2.
    pub epsilon: f64,
    /// What the directions are.
    pub basis: Basis,
    /// In which order they are visited.
    pub order: Order,
}

/// The orthonormal directions of [`Simba`]. Direction c·1024 + u·32 + v is row u, column v of channel c.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Single values of single pixels: the perturbation stays within ε in the ℓ∞ norm.
    #[default]
    #[serde(alias = "Pixel")]
    Pixel,
    /// DCT coefficients.
    #[serde(alias = "Dct")]
    Dct,
}

impl Basis {
    /// How the length of a step along one of its directions is measured.
    fn measure(self) -> Measure {
        match self {
            Self::Pixel => Measure::Linf,
            Self::Dct => Measure::L2,
        }
    }
}

/// The order in which [`Simba`] visits its directions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Those with u, v < `freq_dims`, shuffled.
    #[serde(alias = "Random")]
    Random {
        /// 1 to 32.
        freq_dims: u8,
    },
    /// All, by anti-diagonal u + v, then by u, then by channel.
    #[serde(alias = "Diagonal")]
    Diagonal,
    /// All: the block u, v < `freq_dims`, shuffled, then frames around it of width `stride`, each shuffled.
    #[serde(alias = "Strided")]
    Strided {
        /// 1 to 32.
        freq_dims: u8,
        /// 1 to 32.
        stride: u8,
    },
    /// As given: each direction with u, v < n once, for one n from 1 to 32.
    #[serde(alias = "Given")]
    Given(Vec<u16>),
}

/// An [`Order`] that follows from its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum OrderKind {
    /// Shuffled.
    #[default]
    Random,
    /// By rising frequency.
    Diagonal,
    /// A block of low frequencies, then frames around it, each shuffled.
    Strided,
}

/// A step that [`Simba`] accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// How many directions were visited before it.
    pub visit: u16,
    /// Whether ε was subtracted or added.
    pub sign: Sign,
}

/// The sign of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// −ε
    Minus,
    /// +ε
    Plus,
}

impl Default for Simba {
    /// ε = 0.2, single pixels in random order.
    fn default() -> Self {
        Self { epsilon: 0.2, basis: Basis::Pixel, order: Order::default() }
    }
}

impl Default for Order {
    fn default() -> Self {
        OrderKind::default().default_order()
    }
}

impl OrderKind {
    /// The order with its default widths: all directions, or a block of 8 with frames of 4.
    pub const fn default_order(self) -> Order {
        match self {
            Self::Random => Order::Random { freq_dims: Image::SIDE as u8 },
            Self::Diagonal => Order::Diagonal,
            Self::Strided => Order::Strided { freq_dims: 8, stride: 4 },
        }
    }
}

impl Simba {
    pub(super) fn check(&self) -> Result<()> {
        check_radius("epsilon", self.epsilon, self.basis.measure())?;
        let side = |name, side: u8| check_count(name, side.into(), Image::SIDE as u32);
        match &self.order {
            Order::Random { freq_dims } => side("freq_dims", *freq_dims),
            Order::Diagonal => Ok(()),
            Order::Strided { freq_dims, stride } => side("freq_dims", *freq_dims).and(side("stride", *stride)),
            Order::Given(directions) => check_permutation(directions),
        }
    }
}

/// Every direction with u, v < n once, for the one n that the length allows.
pub(super) fn check_permutation(directions: &[u16]) -> Result<()> {
    let side = (1..=Image::SIDE).find(|side| Image::CHANNELS * side * side == directions.len());
    let side = side.ok_or_else(|| Error::Permutation(format!("it has {} numbers", directions.len())))?;
    let mut seen = [false; Image::LEN];
    for &direction in directions {
        let at = usize::from(direction);
        let inside = at < Image::LEN && at / Image::SIDE % Image::SIDE < side && at % Image::SIDE < side;
        if !inside || std::mem::replace(&mut seen[at], true) {
            let what = if inside { "occurs twice" } else { "does not belong to it" };
            return Err(Error::Permutation(format!("{direction} {what}")));
        }
    }
    Ok(())
}

impl Order {
    /// How many directions are visited at most.
    pub fn count(&self) -> usize {
        match self {
            Self::Random { freq_dims } => Image::CHANNELS * usize::from(*freq_dims).pow(2),
            Self::Diagonal | Self::Strided { .. } => Image::LEN,
            Self::Given(directions) => directions.len(),
        }
    }

    /// The directions in the order in which one image's attack visits them.
    pub fn directions(&self, random: &mut ChaCha8Rng) -> Vec<u16> {
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
}
