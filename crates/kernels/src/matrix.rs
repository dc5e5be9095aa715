//! Products with a matrix that is known beforehand, such as the weights of a layer.

use crate::{lane::LONGEST, vectors};
use pulp::{Simd, WithSimd};
use std::{array::from_fn, ops::Range};

/// Vectors of a panel: with four rows, or eight where vectors are longest, as many sums at once as there are registers for
/// them beside what they are made of.
const VECTORS: usize = 2;
/// Columns that panels come in, whatever their width: two of the longest vectors.
const GROUP: usize = VECTORS * LONGEST;
/// Numbers of panels that every few rows meet one after another: half of what the nearest cache holds.
const NEAR: usize = 4096;

/// A matrix `[k, n]`, kept as panels of two vectors' columns: in the order that a product reads it in.
#[derive(Debug)]
pub struct Panels {
    values: Vec<f32>,
    rows: usize,
    /// Columns of a panel.
    width: usize,
    /// Columns of all, with zeros at the end.
    pitch: usize,
}

/// A matrix to multiply from the left. Its rows lie in pieces within other numbers, as what a kernel sees lies in the lines
/// of an image.
#[derive(Debug, Clone, Copy)]
pub struct Left<'a> {
    pub values: &'a [f32],
    /// Where each row begins.
    pub starts: &'a [usize],
    /// Pieces of a row.
    pub pieces: usize,
    /// Numbers of a piece.
    pub piece: usize,
    /// From one piece of a row to the next.
    pub distance: usize,
}

/// How many numbers a vector has here.
struct Length;

impl WithSimd for Length {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> usize {
        S::F32_LANES
    }
}

impl Panels {
    /// Zeros.
    pub fn zeros([rows, columns]: [usize; 2]) -> Self {
        let width = VECTORS * vectors::run(Length);
        let pitch = columns.next_multiple_of(GROUP);
        Self { values: vec![0.0; rows * pitch], rows, width, pitch }
    }

    /// Of the numbers `at(row, column)`.
    pub fn new([rows, columns]: [usize; 2], at: impl Fn(usize, usize) -> f32) -> Self {
        let mut panels = Self::zeros([rows, columns]);
        let width = panels.width;
        for (index, panel) in panels.values.chunks_exact_mut((rows * width).max(1)).enumerate() {
            let start = index * width;
            fill(panel, width, start..columns.min(start + width), &at);
        }
        panels
    }

    /// Puts numbers in their place, side by side in a row, from a column on that is a multiple of their count; none beyond the last panel.
    #[inline(always)]
    pub fn put(&mut self, row: usize, column: usize, values: &[f32]) {
        for (index, values) in values.chunks(self.width).enumerate() {
            let column = column + index * self.width;
            let start = (column / self.width * self.rows + row) * self.width + column % self.width;
            self.values[start..start + values.len()].copy_from_slice(values);
        }
    }

    /// From one row of a product to the next: n or a little more.
    pub fn pitch(&self) -> usize {
        self.pitch
    }

    /// `[m, k]` → `[m, pitch]`, zeros from column n on. A row's results do not depend on the others.
    pub fn product(&self, left: Left, product: &mut [f32]) {
        vectors::run(Product { panels: self, left, product });
    }

    /// Strips of `ROWS` rows with one panel after another, and the rows that are left over each with `PANELS` at once.
    #[inline(always)]
    fn in_strips<S: Simd, const ROWS: usize, const PANELS: usize>(&self, simd: S, left: Left, product: &mut [f32]) {
        let (strips, rest) = left.starts.as_chunks::<ROWS>();
        let (above, below) = product.split_at_mut(strips.len() * ROWS * self.pitch);
        self.strips::<S, ROWS, 1>(simd, left, strips, above);
        self.strips::<S, 1, PANELS>(simd, left, rest.as_chunks().0, below);
    }

    #[inline(always)]
    fn strips<S: Simd, const ROWS: usize, const PANELS: usize>(
        &self,
        simd: S,
        left: Left,
        strips: &[[usize; ROWS]],
        product: &mut [f32],
    ) {
        let width = VECTORS * S::F32_LANES;
        let (size, count) = (self.rows * width, self.pitch / width);
        let near = (NEAR / (PANELS * size)).max(1) * PANELS;
        for first in (0..count).step_by(near) {
            let last = (first + near).min(count);
            for (starts, product) in strips.iter().zip(product.chunks_exact_mut(ROWS * self.pitch)) {
                for panel in (first..last).step_by(PANELS) {
                    let panels = from_fn(|index| &self.values[(panel + index) * size..][..size]);
                    let sums = sums::<S, ROWS, PANELS>(simd, left, starts, panels);
                    for (row, sums) in sums.iter().enumerate() {
                        let to = &mut product[row * self.pitch + panel * width..][..PANELS * width];
                        S::as_mut_simd_f32s(to).0.copy_from_slice(sums.as_flattened());
                    }
                }
            }
        }
    }
}

/// Fills a panel of this width that has these columns. A call a panel: see [`crate::quantisation`].
#[inline(never)]
fn fill(panel: &mut [f32], width: usize, columns: Range<usize>, at: &impl Fn(usize, usize) -> f32) {
    for (row, line) in panel.chunks_exact_mut(width).enumerate() {
        line.iter_mut().zip(columns.clone()).for_each(|(value, column)| *value = at(row, column));
    }
}

struct Product<'a> {
    panels: &'a Panels,
    left: Left<'a>,
    product: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { panels, left, product } = self;
        // A row alone meets a whole group of panels, which are as many sums.
        match S::F32_LANES {
            16 => panels.in_strips::<S, 8, 1>(simd, left, product),
            8 => panels.in_strips::<S, 4, 2>(simd, left, product),
            _ => panels.in_strips::<S, 4, 4>(simd, left, product),
        }
    }
}

/// The products of `ROWS` rows with some panels.
#[inline(always)]
fn sums<S: Simd, const ROWS: usize, const PANELS: usize>(
    simd: S,
    left: Left,
    starts: &[usize; ROWS],
    panels: [&[f32]; PANELS],
) -> [[[S::f32s; VECTORS]; PANELS]; ROWS] {
    let mut sums = [[[simd.splat_f32s(0.0); VECTORS]; PANELS]; ROWS];
    let panels = panels.map(|panel| S::as_simd_f32s(panel).0.as_chunks::<VECTORS>().0);
    for index in 0..left.pieces {
        let rows = starts.map(|start| &left.values[start + index * left.distance..][..left.piece]);
        let lines = panels.map(|panel| &panel[index * left.piece..][..left.piece]);
        for k in 0..left.piece {
            let line = lines.map(|lines| lines[k]);
            for (sums, row) in sums.iter_mut().zip(rows) {
                let factor = simd.splat_f32s(row[k]);
                for (sum, right) in sums.as_flattened_mut().iter_mut().zip(line.as_flattened()) {
                    *sum = vectors::multiply_add(simd, factor, *right, *sum);
                }
            }
        }
    }
    sums
}
