//! Exact values, and how far from them what is computed in `f32` may be.
//!
//! Each operation multiplies what it gives by 1 + δ with |δ| ≤ u = 2⁻²⁴. A number that reaches its result through at most k
//! operations is multiplied by 1 + θ with |θ| ≤ γ(k) = k·u / (1 − k·u) (Higham, *Accuracy and Stability of Numerical
//! Algorithms*, 2002, lemma 3.1). A sum y = b + Σ w·x of n products is then off by at most γ(n + 1) · (|b| + Σ |w|·|x|): that
//! is the bound of patches. Tiles have their own, in [`winograd`](super::winograd). Where a product is too small for `f32`,
//! it is off by at most 2⁻¹⁵⁰ on top.

use super::{
    case::Layer,
    naive::{Term, terms},
    winograd,
};
use proptest::{prop_assert, prop_assert_eq, test_runner::TestCaseError};

/// Numbers, and how far off they may be.
#[derive(Debug)]
pub struct Values {
    pub exact: Vec<f64>,
    pub bound: Vec<f64>,
}

/// How a convolution is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Patches,
    Tiles,
}

/// γ(k).
pub fn gamma(k: usize) -> f64 {
    let error = k as f64 * 2_f64.powi(-24);
    error / (1.0 - error)
}

/// What is lost where products of `f32` are too small for it, twice as much as can be.
pub fn lost(products: usize) -> f64 {
    products as f64 * 2_f64.powi(-149)
}

/// The results for images.
pub fn forward(method: Method, layer: &Layer, images: [usize; 4], x: &[f32]) -> Values {
    let pixels = images[0] * images[1].div_ceil(layer.stride) * images[2].div_ceil(layer.stride);
    let bias: Vec<f64> = layer.bias.iter().map(|&bias| f64::from(bias)).collect();
    let mut exact = bias.repeat(pixels);
    let mut sizes: Vec<f64> = exact.iter().map(|bias| bias.abs()).collect();
    terms(layer, images, |Term { result, pixel, weight }| {
        let product = f64::from(layer.weights[weight]) * f64::from(x[pixel]);
        exact[result] += product;
        sizes[result] += product.abs();
    });
    let products = layer.side * layer.side * layer.input;
    let bound = match method {
        Method::Tiles => winograd::bound(layer, images, x),
        Method::Patches => rounded(&sizes, products, 1),
    };
    Values { exact, bound }
}

/// The slopes in the images, from those in the results. Patches sum the channels of a result first, and then what the at
/// most side² results say that saw the pixel.
pub fn adjoint(method: Method, layer: &Layer, images: [usize; 4], slopes: &[f32]) -> Values {
    let mut exact = vec![0.0; images.iter().product()];
    let mut sizes = exact.clone();
    terms(layer, images, |Term { result, pixel, weight }| {
        let product = f64::from(layer.weights[weight]) * f64::from(slopes[result]);
        exact[pixel] += product;
        sizes[pixel] += product.abs();
    });
    let [n, height, width, _] = images;
    let results = [n, height, width, layer.output];
    let bound = match method {
        Method::Tiles => winograd::bound(&winograd::turned(layer), results, slopes),
        Method::Patches => rounded(&sizes, layer.output, layer.side * layer.side),
    };
    Values { exact, bound }
}

/// Of sums of so many products, which are then added to so many others.
fn rounded(sizes: &[f64], products: usize, others: usize) -> Vec<f64> {
    sizes.iter().map(|size| gamma(products + others) * size + lost(products * others)).collect()
}

/// That what was computed is as near to its definition as it must be, number by number.
pub fn holds(found: &[f32], expected: &Values) -> Result<(), TestCaseError> {
    prop_assert_eq!(found.len(), expected.exact.len());
    for (at, (found, (exact, bound))) in found.iter().zip(expected.exact.iter().zip(&expected.bound)).enumerate() {
        let error = (f64::from(*found) - exact).abs();
        prop_assert!(error <= *bound, "number {}: {} for {}: {} off, at most {}", at, found, exact, error, bound);
    }
    Ok(())
}

/// ⟨a, b⟩.
pub fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum()
}

/// How far off a product with `b` may be, whose other factor has these bounds.
pub fn reach(bounds: &[f64], b: &[f32]) -> f64 {
    bounds.iter().zip(b).map(|(bound, &b)| bound * f64::from(b).abs()).sum()
}
