//! Work with vectors, of the best kind that the processor or the browser has.

use pulp::{Simd, WithSimd};
use std::hint::black_box;

/// Does some work with vectors: natively the longest that the processor has, found when the program runs; in wasm those of 128
/// bits, with `f32x4.relaxed_madd`, which rounds once where the machine can and twice elsewhere. Browsers that lack that
/// instruction get a program in which the build tool has put two others in its place.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128,relaxed-simd"))]
pub fn run<W: WithSimd>(work: W) -> W::Output {
    #[cfg(not(target_arch = "wasm32"))]
    return pulp::Arch::new().dispatch(work);
    #[cfg(target_arch = "wasm32")]
    work.with_simd(pulp::wasm::Simd128 { simd128: pulp::core_arch::wasm::Simd128::new_unchecked() })
}

/// a · b + c, in one operation where there is one.
#[inline(always)]
pub fn multiply_add<S: Simd>(simd: S, a: S::f32s, b: S::f32s, c: S::f32s) -> S::f32s {
    #[cfg(not(target_arch = "wasm32"))]
    return simd.mul_add_e_f32s(a, b, c);
    #[cfg(target_arch = "wasm32")]
    multiply_add_relaxed(simd, a, b, c)
}

/// Whether [`multiply_add`] is one operation here: where it is two, the first needs a register for what it gives to the second.
#[inline(always)]
pub fn fuses<S: Simd>(simd: S) -> bool {
    // (1 + ε)(1 − ε) − 1 is −ε², or 0 where the product is rounded. Only the machine knows which.
    let epsilon = black_box(f32::EPSILON);
    let (above, below) = (simd.splat_f32s(1.0 + epsilon), simd.splat_f32s(1.0 - epsilon));
    simd.reduce_sum_f32s(multiply_add(simd, above, below, simd.splat_f32s(-1.0))) != 0.0
}

/// a · b + c, rounded once or twice.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn multiply_add_relaxed<S: Simd>(_: S, a: S::f32s, b: S::f32s, c: S::f32s) -> S::f32s {
    pulp::cast(std::arch::wasm32::f32x4_relaxed_madd(pulp::cast(a), pulp::cast(b), pulp::cast(c)))
}
