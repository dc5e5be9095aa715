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

/// The vectors of this index in some stretches. Neither this nor what is done with them is a closure: those are compiled for
/// processors without long vectors where they are not inlined.
#[inline(always)]
pub fn load<S: Simd, const N: usize>(simd: S, from: [&Stretch; N], index: usize) -> [Lane<S>; N] {
    let mut lanes = [Lane { simd, values: simd.splat_f32s(0.0) }; N];
    for (lane, stretch) in lanes.iter_mut().zip(from) {
        lane.values = S::as_simd_f32s(stretch).0[index];
    }
    lanes
}

/// Puts vectors to this index in some stretches. The lanes are met by reference: by value the loop stays one in a program that is built
/// for size, and they pass through memory.
#[inline(always)]
pub fn store<S: Simd, const N: usize>(lanes: [Lane<S>; N], to: &mut [&mut Stretch; N], index: usize) {
    for (stretch, lane) in to.iter_mut().zip(&lanes) {
        S::as_mut_simd_f32s(*stretch).0[index] = lane.values;
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
