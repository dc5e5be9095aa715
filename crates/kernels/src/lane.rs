//! Neighbouring numbers that are computed with at once.

use crate::vectors::multiply_add;
use pulp::Simd;
use std::ops::{Add, Sub};

/// A vector, as long as the processor's are.
#[derive(Debug, Clone, Copy)]
pub struct Lane<S: Simd> {
    simd: S,
    values: S::f32s,
}

/// Numbers of the longest vector; those of any other divide it.
pub const LONGEST: usize = 16;

/// Neighbours that make one vector of the longest kind or several shorter ones.
pub type Stretch = [f32; LONGEST];

impl<S: Simd> Lane<S> {
    /// The vector of this index in a stretch.
    #[inline(always)]
    fn load(simd: S, from: &Stretch, index: usize) -> Self {
        Self { simd, values: S::as_simd_f32s(from).0[index] }
    }

    #[inline(always)]
    fn store(self, to: &mut Stretch, index: usize) {
        S::as_mut_simd_f32s(to).0[index] = self.values;
    }

    /// `self` · `factor` + `other`
    #[inline(always)]
    pub fn times_plus(self, factor: f32, other: Self) -> Self {
        Self { values: multiply_add(self.simd, self.simd.splat_f32s(factor), self.values, other.values), ..self }
    }
}

/// The stretch that begins at `start`.
#[inline(always)]
pub fn stretch(numbers: &[f32], start: usize) -> &Stretch {
    &numbers[start..].as_chunks().0[0]
}

/// As [`stretch`], to be written to.
#[inline(always)]
pub fn stretch_mut(numbers: &mut [f32], start: usize) -> &mut Stretch {
    &mut numbers[start..].as_chunks_mut().0[0]
}

/// Maps stretches, number by number.
#[inline(always)]
pub fn map<S: Simd, const A: usize, const B: usize>(
    simd: S,
    from: [&Stretch; A],
    to: [&mut Stretch; B],
    with: impl Fn([Lane<S>; A]) -> [Lane<S>; B],
) {
    let mut to = to;
    for index in 0..LONGEST / S::F32_LANES {
        let lanes = with(from.map(|stretch| Lane::load(simd, stretch, index)));
        for (stretch, lane) in to.iter_mut().zip(lanes) {
            lane.store(stretch, index);
        }
    }
}

impl<S: Simd> Add for Lane<S> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self { values: self.simd.add_f32s(self.values, other.values), ..self }
    }
}

impl<S: Simd> Sub for Lane<S> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self { values: self.simd.sub_f32s(self.values, other.values), ..self }
    }
}
