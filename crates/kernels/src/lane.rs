//! Neighbouring numbers that are computed with at once.

use pulp::Simd;
use std::ops::{Add, Mul, Sub};

/// A vector, as long as the processor's are.
#[derive(Debug, Clone, Copy)]
pub struct Lane<S: Simd> {
    simd: S,
    values: S::f32s,
}

/// Numbers of the longest vector; those of any other divide it.
pub const LONGEST: usize = 16;

impl<S: Simd> Lane<S> {
    #[inline(always)]
    pub fn zero(simd: S) -> Self {
        Self { simd, values: simd.splat_f32s(0.0) }
    }

    #[inline(always)]
    pub fn load(simd: S, from: &[f32], start: usize) -> Self {
        Self { simd, values: S::as_simd_f32s(&from[start..start + S::F32_LANES]).0[0] }
    }

    #[inline(always)]
    pub fn store(self, to: &mut [f32], start: usize) {
        S::as_mut_simd_f32s(&mut to[start..start + S::F32_LANES]).0[0] = self.values;
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

impl<S: Simd> Mul<f32> for Lane<S> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, factor: f32) -> Self {
        Self { values: self.simd.mul_f32s(self.values, self.simd.splat_f32s(factor)), ..self }
    }
}
