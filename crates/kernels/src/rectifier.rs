//! The rectifier max(x, 0). A NaN stays one.

use crate::vectors;
use pulp::{Simd, WithSimd};

/// The slopes of what a function of max(x, 0) has the given slopes in that: 0 where `x`, or equally max(x, 0), is at most 0.
pub fn rectified(slopes: &[f32], x: &[f32]) -> Vec<f32> {
    assert_eq!(slopes.len(), x.len(), "a slope a number");
    vectors::run(Pass { values: slopes, gates: x })
}

/// `values` where `gates` are not at most 0, else 0.
struct Pass<'a> {
    values: &'a [f32],
    gates: &'a [f32],
}

impl WithSimd for Pass<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let mut passed = vec![0.0; self.values.len()];
        let (to, last) = S::as_mut_simd_f32s(&mut passed);
        let ((values, value_rest), (gates, gate_rest)) = (S::as_simd_f32s(self.values), S::as_simd_f32s(self.gates));
        for ((to, value), gate) in to.iter_mut().zip(values).zip(gates) {
            *to = through(simd, *value, *gate);
        }
        let rest = through(simd, simd.partial_load_f32s(value_rest), simd.partial_load_f32s(gate_rest));
        simd.partial_store_f32s(last, rest);
        passed
    }
}

/// `value` where `gate` is not at most 0, else 0.
#[inline(always)]
pub(crate) fn through<S: Simd>(simd: S, value: S::f32s, gate: S::f32s) -> S::f32s {
    let zero = simd.splat_f32s(0.0);
    simd.select_f32s(simd.less_than_or_equal_f32s(gate, zero), zero, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_above_zero_ends_and_nan_goes_on() {
        for length in [0, 1, 5, 16, 37] {
            let x: Vec<f32> = (0..length).map(|k| k as f32 % 3.0 - 1.0).collect();
            let slopes: Vec<f32> = (0..length).map(|k| k as f32 + 1.0).collect();
            let expected: Vec<f32> = x.iter().zip(&slopes).map(|(x, s)| if *x > 0.0 { *s } else { 0.0 }).collect();
            assert_eq!(rectified(&slopes, &x), expected);
        }
        assert_eq!(rectified(&[2.0; 20], &[f32::NAN; 20]), [2.0; 20]);
    }
}
