//! The error bound of F(4×4, 3×3).
//!
//! A tile of results is Aᵀ · [Σ (G·g·Gᵀ) ⊙ (Bᵀ·d·B)] · A, plus the bias, where the sum goes over the n channels of the
//! images, g is a kernel and d what a tile sees. No sum in these maps holds a number with both signs, so that each operation
//! only multiplies by 1 + δ: G and B take at most 3 of them on each side, A 4, the sum n and the bias 1. The result is off by
//! at most
//!
//! γ(n + 21) · ( |Aᵀ| · [Σ (|G|·|g|·|Gᵀ|) ⊙ (|Bᵀ|·|d|·|B|)] · |A| + |bias| ),
//!
//! with γ as in [`error`](super::error). That holds before any number is known to cancel, and so for every convolution.
//! Where numbers are too small for `f32`, |g| and |d| count for 2⁻¹²² more, and each product of both loses 2⁻¹⁵⁰.

use super::{
    case::Layer,
    error::{gamma, lost},
};
use std::array::from_fn;

const A: [[f64; 6]; 4] = [
    [1.0, 1.0, 1.0, 1.0, 1.0, 0.0],
    [0.0, 1.0, -1.0, 2.0, -2.0, 0.0],
    [0.0, 1.0, 1.0, 4.0, 4.0, 0.0],
    [0.0, 1.0, -1.0, 8.0, -8.0, 1.0],
];
const B: [[f64; 6]; 6] = [
    [4.0, 0.0, -5.0, 0.0, 1.0, 0.0],
    [0.0, -4.0, -4.0, 1.0, 1.0, 0.0],
    [0.0, 4.0, -4.0, -1.0, 1.0, 0.0],
    [0.0, -2.0, -1.0, 2.0, 1.0, 0.0],
    [0.0, 2.0, -1.0, -2.0, 1.0, 0.0],
    [0.0, 4.0, 0.0, -5.0, 0.0, 1.0],
];
const G: [[f64; 3]; 6] = [
    [1.0 / 4.0, 0.0, 0.0],
    [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
    [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
    [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
    [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
    [0.0, 0.0, 1.0],
];

/// Operations on the way of a number besides those of the sum over channels.
const OPERATIONS: usize = 2 * (3 + 3 + 4) + 1;

/// The layer that maps slopes of results to slopes of images: every kernel turned by half a turn.
pub fn turned(layer: &Layer) -> Layer {
    let Layer { output: input, input: output, .. } = *layer;
    let tap = |k: usize| layer.weights[(k / 9 % input * output + k / 9 / input) * 9 + 8 - k % 9];
    let weights = (0..layer.weights.len()).map(tap).collect();
    Layer { output, input, weights, bias: vec![0.0; output], ..*layer }
}

/// How far off each result for images `x` may be.
pub fn bound(layer: &Layer, images: [usize; 4], x: &[f32]) -> Vec<f64> {
    let [n, height, width, channels] = images;
    let kernels: Vec<[[f64; 6]; 6]> = layer.weights.chunks_exact(9).map(raised).collect();
    let mut bounds = vec![0.0; n * height * width * layer.output];
    let (rows, columns) = ((0..height).step_by(4), (0..width).step_by(4));
    let corners = rows.flat_map(|top| columns.clone().map(move |left| (top, left)));
    for (image, (top, left)) in (0..n).flat_map(|image| corners.clone().map(move |corner| (image, corner))) {
        let patches: Vec<_> = (0..channels).map(|i| analysed(seen(images, x, (image, top, left, i)))).collect();
        for (o, kernels) in kernels.chunks_exact(channels).enumerate() {
            let tile = tile(kernels, &patches, layer.bias[o]);
            for (y, x) in (top..height.min(top + 4)).flat_map(|y| (left..width.min(left + 4)).map(move |x| (y, x))) {
                bounds[((image * height + y) * width + x) * layer.output + o] = tile[y - top][x - left];
            }
        }
    }
    bounds
}

/// The bounds of a tile of one channel.
fn tile(kernels: &[[[f64; 6]; 6]], patches: &[[[f64; 6]; 6]], bias: f32) -> [[f64; 4]; 4] {
    let sum = |y: usize, x: usize| kernels.iter().zip(patches).map(|(g, d)| g[y][x] * d[y][x]).sum::<f64>();
    let a = sizes(&A);
    let (sums, units) = (mapped(&a, &from_fn(|y| from_fn(|x| sum(y, x)))), mapped(&a, &[[1.0; 6]; 6]));
    let gamma = gamma(patches.len() + OPERATIONS);
    from_fn(|y| from_fn(|x| gamma * (sums[y][x] + f64::from(bias).abs()) + lost(patches.len()) * units[y][x]))
}

/// |G|·|g|·|Gᵀ|
fn raised(kernel: &[f32]) -> [[f64; 6]; 6] {
    mapped(&sizes(&G), &from_fn(|y| from_fn(|x| size(kernel[3 * y + x]))))
}

/// |Bᵀ|·|d|·|B|
fn analysed(patch: [[f64; 6]; 6]) -> [[f64; 6]; 6] {
    mapped(&sizes(&B), &patch)
}

/// |d|: what a tile sees of one channel, from one pixel above and left of it on.
fn seen([_, height, width, channels]: [usize; 4], x: &[f32], at: (usize, usize, usize, usize)) -> [[f64; 6]; 6] {
    let (image, top, left, i) = at;
    let pixel = |dy: usize, dx: usize| {
        let row = (top + dy).checked_sub(1).filter(|&row| row < height)?;
        let column = (left + dx).checked_sub(1).filter(|&column| column < width)?;
        Some(size(x[((image * height + row) * width + column) * channels + i]))
    };
    from_fn(|dy| from_fn(|dx| pixel(dy, dx).unwrap_or(0.0)))
}

fn size(number: f32) -> f64 {
    f64::from(number).abs() + 2_f64.powi(-122)
}

fn sizes<const R: usize, const K: usize>(matrix: &[[f64; K]; R]) -> [[f64; K]; R] {
    matrix.map(|row| row.map(f64::abs))
}

/// T·m·Tᵀ
fn mapped<const R: usize, const K: usize>(t: &[[f64; K]; R], m: &[[f64; K]; K]) -> [[f64; R]; R] {
    let half: [[f64; K]; R] = from_fn(|y| from_fn(|x| (0..K).map(|k| t[y][k] * m[k][x]).sum()));
    from_fn(|y| from_fn(|x| (0..K).map(|k| half[y][k] * t[x][k]).sum()))
}

#[test]
fn the_matrices_are_those_of_a_convolution() {
    let kernel: [[f64; 3]; 3] = from_fn(|y| from_fn(|x| (y * 5 + x * x) as f64 - 3.0));
    let patch: [[f64; 6]; 6] = from_fn(|y| from_fn(|x| ((y * 7 + x * 3) % 11) as f64 - 5.0));
    let (g, d) = (mapped(&G, &kernel), mapped(&B, &patch));
    let tile = mapped(&A, &from_fn(|y| from_fn(|x| g[y][x] * d[y][x])));
    let direct = |y: usize, x: usize| (0..9).map(|k| kernel[k / 3][k % 3] * patch[y + k / 3][x + k % 3]).sum::<f64>();
    for (y, x) in (0..4).flat_map(|y| (0..4).map(move |x| (y, x))) {
        assert!((tile[y][x] - direct(y, x)).abs() < 1e-10);
    }
}
