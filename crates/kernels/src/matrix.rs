//! Products with a matrix that is known beforehand, such as the weights of a layer.

use crate::vectors::multiply_add;
use pulp::Simd;
use std::{array::from_fn, ops::Range};

/// Columns of a panel: two of the longest vectors.
const WIDTH: usize = 32;

/// A matrix `[k, n]`, kept as panels of 32 columns: in the order that a product reads it in.
#[derive(Debug)]
pub struct Panels {
    values: Vec<f32>,
    rows: usize,
    columns: usize,
}

impl Panels {
    /// Zeros.
    pub fn zeros([rows, columns]: [usize; 2]) -> Self {
        Self { values: vec![0.0; rows * columns.next_multiple_of(WIDTH)], rows, columns }
    }

    /// Of the numbers `at(row, column)`.
    pub fn new([rows, columns]: [usize; 2], at: impl Fn(usize, usize) -> f32) -> Self {
        let mut panels = Self::zeros([rows, columns]);
        for (index, panel) in panels.values.chunks_exact_mut((rows * WIDTH).max(1)).enumerate() {
            let start = index * WIDTH;
            fill(panel, start..columns.min(start + WIDTH), &at);
        }
        panels
    }

    /// Puts numbers in their place, side by side in a row; none beyond the panel of the first.
    #[inline(always)]
    pub fn put(&mut self, row: usize, column: usize, values: &[f32]) {
        let start = (column / WIDTH * self.rows + row) * WIDTH + column % WIDTH;
        self.values[start..start + values.len()].copy_from_slice(values);
    }

    /// `[m, k]` → `[m, n]`.
    #[inline(always)]
    pub fn product<S: Simd>(&self, simd: S, left: &[f32], product: &mut [f32]) {
        // As many sums at once as there are registers for them beside what they are made of.
        match S::F32_LANES {
            16 => self.in_strips::<S, 8, 2>(simd, left, product),
            _ => self.in_strips::<S, 4, 2>(simd, left, product),
        }
    }

    #[inline(always)]
    fn in_strips<S: Simd, const ROWS: usize, const VECTORS: usize>(&self, simd: S, left: &[f32], product: &mut [f32]) {
        let whole = left.len() / self.rows / ROWS * ROWS;
        let (upper, lower) = left.split_at(whole * self.rows);
        let (above, below) = product.split_at_mut(whole * self.columns);
        for (index, panel) in self.values.chunks_exact(self.rows * WIDTH).enumerate() {
            self.panel::<S, ROWS, VECTORS>(simd, upper, panel, index * WIDTH, above);
            self.panel::<S, 1, VECTORS>(simd, lower, panel, index * WIDTH, below);
        }
    }

    /// The columns from `start` on of the product, in strips of `ROWS` rows.
    #[inline(always)]
    fn panel<S: Simd, const ROWS: usize, const VECTORS: usize>(
        &self,
        simd: S,
        left: &[f32],
        panel: &[f32],
        start: usize,
        product: &mut [f32],
    ) {
        let width = WIDTH.min(self.columns - start);
        let strips = left.chunks_exact(ROWS * self.rows).zip(product.chunks_exact_mut(ROWS * self.columns));
        for (left, product) in strips {
            for group in 0..WIDTH / (VECTORS * S::F32_LANES) {
                let sums = sums::<S, ROWS, VECTORS>(simd, left, self.rows, panel, group);
                let from = group * VECTORS * S::F32_LANES;
                for (row, sums) in product.chunks_exact_mut(self.columns).zip(sums) {
                    store(simd, sums, &mut row[start + from.min(width)..start + width]);
                }
            }
        }
    }
}

/// Fills a panel that has these columns. A call a panel: see [`crate::quantisation`].
#[inline(never)]
fn fill(panel: &mut [f32], columns: Range<usize>, at: &impl Fn(usize, usize) -> f32) {
    for (row, line) in panel.chunks_exact_mut(WIDTH).enumerate() {
        line.iter_mut().zip(columns.clone()).for_each(|(value, column)| *value = at(row, column));
    }
}

/// The products of `ROWS` rows with one group of a panel's columns.
#[inline(always)]
fn sums<S: Simd, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    left: &[f32],
    length: usize,
    panel: &[f32],
    group: usize,
) -> [[S::f32s; VECTORS]; ROWS] {
    let rows: [&[f32]; ROWS] = from_fn(|row| &left[row * length..][..length]);
    let mut sums = [[simd.splat_f32s(0.0); VECTORS]; ROWS];
    let lines = S::as_simd_f32s(panel).0.chunks_exact(WIDTH / S::F32_LANES);
    for (k, line) in (0..length).zip(lines) {
        let line: [S::f32s; VECTORS] = from_fn(|vector| line[group * VECTORS + vector]);
        for (sums, row) in sums.iter_mut().zip(rows) {
            let factor = simd.splat_f32s(row[k]);
            for (sum, right) in sums.iter_mut().zip(line) {
                *sum = multiply_add(simd, factor, right, *sum);
            }
        }
    }
    sums
}

/// As many of the sums as there is room for.
#[inline(always)]
fn store<S: Simd, const VECTORS: usize>(simd: S, sums: [S::f32s; VECTORS], row: &mut [f32]) {
    let (vectors, rest) = S::as_mut_simd_f32s(row);
    match vectors.first_chunk_mut::<VECTORS>() {
        Some(vectors) => *vectors = sums,
        None => {
            for (to, sum) in vectors.iter_mut().zip(sums) {
                *to = sum;
            }
            if let Some(&sum) = sums.get(vectors.len()) {
                simd.partial_store_f32s(rest, sum);
            }
        }
    }
}
