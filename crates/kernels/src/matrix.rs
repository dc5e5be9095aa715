//! Products with a matrix that is known beforehand, such as the weights of a layer.

use crate::{lane::LONGEST, vectors};
use pulp::{Simd, WithSimd};
use std::{array::from_fn, ops::Range};

/// Vectors of a panel: with six rows, or twelve where vectors are longest, as many sums at once as there are registers for
/// them beside what they are made of.
const VECTORS: usize = 2;
/// Columns that a matrix is filled up to a multiple of, whatever its groups: two of the longest vectors.
pub const GROUP: usize = VECTORS * LONGEST;
/// Numbers of panels that every few rows meet one after another: half of what the nearest cache holds.
const NEAR: usize = 4096;

/// A matrix `[k, n]`, kept as groups of one panel or two: in the order that a row alone reads it in, from one end of a group to the other.
#[derive(Debug)]
pub struct Panels {
    values: Vec<f32>,
    rows: usize,
    /// Columns of a group.
    width: usize,
    /// Columns of all groups, with zeros at the end.
    pitch: usize,
}

/// A matrix to multiply from the left. Its rows lie in pieces within other numbers, as what a kernel sees lies in the lines
/// of an image. They may be shorter than the other matrix is high: then each piece meets some rows of it.
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
    /// The row of the other matrix that the first number meets, and from there to the one that the next piece begins at.
    pub first: usize,
    pub step: usize,
}

impl<'a> Left<'a> {
    /// Rows of so many numbers in one piece.
    pub fn rows(values: &'a [f32], starts: &'a [usize], piece: usize) -> Self {
        Self { values, starts, pieces: 1, piece, distance: 0, first: 0, step: 0 }
    }
}

/// How many columns a group has here: where vectors are shorter than the longest, two panels.
struct Width;

impl WithSimd for Width {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> usize {
        GROUP.min(2 * VECTORS * S::F32_LANES)
    }
}

impl Panels {
    /// Zeros.
    pub fn zeros(shape: [usize; 2]) -> Self {
        Self::in_groups(vectors::run(Width), shape)
    }

    fn in_groups(width: usize, [rows, columns]: [usize; 2]) -> Self {
        let pitch = columns.next_multiple_of(GROUP);
        Self { values: vec![0.0; rows * pitch], rows, width, pitch }
    }

    /// Of the numbers `at(row, column)`.
    pub fn new([rows, columns]: [usize; 2], at: impl Fn(usize, usize) -> f32) -> Self {
        let mut panels = Self::zeros([rows, columns]);
        let width = panels.width;
        for (index, group) in panels.values.chunks_exact_mut((rows * width).max(1)).enumerate() {
            let start = index * width;
            fill(group, width, start..columns.min(start + width), &at);
        }
        panels
    }

    /// Puts numbers in their place, side by side in a row, from a column on that is a multiple of their count. Where vectors are short, a
    /// group has fewer.
    #[inline(always)]
    pub fn put(&mut self, row: usize, column: usize, values: &[f32]) {
        for (column, values) in (column..).step_by(self.width).zip(values.chunks(self.width)) {
            let start = (column / self.width * self.rows + row) * self.width + column % self.width;
            self.values[start..][..values.len()].copy_from_slice(values);
        }
    }

    /// From one row of a product to the next: n or a little more.
    pub fn pitch(&self) -> usize {
        self.pitch
    }

    /// `[m, k]` → `[m, columns]`, of some columns by the [`GROUP`], zeros from column n on. A row's results do not depend on the others.
    pub fn product(&self, left: Left, columns: Range<usize>, product: &mut [f32]) {
        vectors::run(Product { panels: self, left, columns, product });
    }

    /// Strips of `MANY` rows with one panel after another, where there are registers for it, then of `FEW`, and the rows that are left over
    /// each with all `PANELS` of a group at once.
    #[inline(always)]
    fn in_strips<S: Simd, const MANY: usize, const FEW: usize, const PANELS: usize>(&self, simd: S, product: Product) {
        let Product { left, columns, product, .. } = product;
        let (many, rest) = match vectors::fuses(simd) {
            true => left.starts.as_chunks::<MANY>(),
            false => (&[] as &[_], left.starts),
        };
        let (few, rest) = rest.as_chunks::<FEW>();
        let (above, below) = product.split_at_mut(many.len() * MANY * columns.len());
        let (between, below) = below.split_at_mut(few.len() * FEW * columns.len());
        self.strips::<S, MANY, 1, PANELS>(simd, left, many, columns.clone(), above);
        self.strips::<S, FEW, 1, PANELS>(simd, left, few, columns.clone(), between);
        self.strips::<S, 1, PANELS, PANELS>(simd, left, rest.as_chunks().0, columns, below);
    }

    #[inline(always)]
    fn strips<S: Simd, const ROWS: usize, const AT_ONCE: usize, const PANELS: usize>(
        &self,
        simd: S,
        left: Left,
        strips: &[[usize; ROWS]],
        columns: Range<usize>,
        product: &mut [f32],
    ) {
        let width = VECTORS * S::F32_LANES;
        let (size, end) = (self.rows * width, columns.end / width);
        let near = (NEAR / (AT_ONCE * size)).max(1) * AT_ONCE;
        for first in (columns.start / width..end).step_by(near) {
            let last = (first + near).min(end);
            for (starts, product) in strips.iter().zip(product.chunks_exact_mut(ROWS * columns.len())) {
                for panel in (first..last).step_by(AT_ONCE) {
                    let group = &self.values[panel / PANELS * PANELS * size..][..PANELS * size];
                    let sums = sums::<S, ROWS, AT_ONCE, PANELS>(simd, left, starts, group, panel % PANELS);
                    for (row, sums) in sums.iter().enumerate() {
                        let to = row * columns.len() + panel * width - columns.start;
                        let to = &mut product[to..][..AT_ONCE * width];
                        S::as_mut_simd_f32s(to).0.copy_from_slice(sums.as_flattened());
                    }
                }
            }
        }
    }
}

/// Fills a group that has these columns. A call a group: see [`crate::quantisation`].
#[inline(never)]
fn fill(group: &mut [f32], width: usize, columns: Range<usize>, at: &impl Fn(usize, usize) -> f32) {
    for (row, line) in group.chunks_exact_mut(width).enumerate() {
        line.iter_mut().zip(columns.clone()).for_each(|(value, column)| *value = at(row, column));
    }
}

struct Product<'a> {
    panels: &'a Panels,
    left: Left<'a>,
    columns: Range<usize>,
    product: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        // A row alone meets a whole group of panels, which are as many sums.
        match S::F32_LANES {
            16 => self.panels.in_strips::<S, 8, 4, 1>(simd, self),
            _ => self.panels.in_strips::<S, 6, 4, 2>(simd, self),
        }
    }
}

/// The products of `ROWS` rows with some panels of a group.
#[inline(always)]
fn sums<S: Simd, const ROWS: usize, const AT_ONCE: usize, const PANELS: usize>(
    simd: S,
    left: Left,
    starts: &[usize; ROWS],
    group: &[f32],
    panel: usize,
) -> [[[S::f32s; VECTORS]; AT_ONCE]; ROWS] {
    let mut sums = [[[simd.splat_f32s(0.0); VECTORS]; AT_ONCE]; ROWS];
    let group = S::as_simd_f32s(group).0.as_chunks::<VECTORS>().0.as_chunks::<PANELS>().0;
    for index in 0..left.pieces {
        // Chunks of one, met by reference: then the loop checks no index, and browsers keep all sums in registers.
        let rows = starts.map(|start| left.values[start + index * left.distance..][..left.piece].as_chunks::<1>().0);
        let lines = group[left.first + index * left.step..][..left.piece].as_chunks::<1>().0;
        for k in 0..left.piece {
            let (numbers, [line]) = (rows.map(|row| &row[k]), &lines[k]);
            let line: [_; AT_ONCE] = from_fn(|index| line[(panel + index) % PANELS]);
            for (sums, [number]) in sums.iter_mut().zip(numbers) {
                let factor = simd.splat_f32s(*number);
                for (sum, right) in sums.as_flattened_mut().iter_mut().zip(line.as_flattened()) {
                    *sum = vectors::multiply_add(simd, factor, *right, *sum);
                }
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulp::Scalar;

    const ROWS: usize = 17;
    const INNER: usize = 5;
    const COLUMNS: usize = 3 * LONGEST;

    /// Small whole numbers, whose sums no order of adding rounds.
    fn number(row: usize, column: usize) -> f32 {
        ((7 * row + 3 * column) % 11) as f32 - 5.0
    }

    /// The product of such matrices, with vectors of this kind.
    fn product<S: Simd>(simd: S) -> Vec<f32> {
        let mut panels = Panels::in_groups(Width.with_simd(simd), [INNER, COLUMNS]);
        for (row, column) in (0..INNER).flat_map(|row| (0..COLUMNS).step_by(LONGEST).map(move |column| (row, column))) {
            let values: [f32; LONGEST] = from_fn(|index| number(row, column + index));
            panels.put(row, column, &values);
        }
        let values: Vec<f32> = (0..ROWS * INNER).map(|at| number(at / INNER, at % INNER)).collect();
        let starts: Vec<usize> = (0..ROWS).map(|row| row * INNER).collect();
        let (left, mut product) = (Left::rows(&values, &starts, INNER), vec![0.0; ROWS * panels.pitch]);
        Product { panels: &panels, left, columns: 0..panels.pitch, product: &mut product }.with_simd(simd);
        product.chunks_exact(panels.pitch).flat_map(|row| row[..COLUMNS].to_vec()).collect()
    }

    /// As this machine multiplies.
    struct Here;

    impl WithSimd for Here {
        type Output = Vec<f32>;

        fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
            product(simd)
        }
    }

    #[test]
    fn vectors_of_every_length_give_the_product() {
        let sum = |row, column| (0..INNER).map(|k| number(row, k) * number(k, column)).sum::<f32>();
        let expected: Vec<f32> = (0..ROWS * COLUMNS).map(|at| sum(at / COLUMNS, at % COLUMNS)).collect();
        // Processors of x86 without AVX2 compute without vectors.
        assert_eq!(product(Scalar::new()), expected);
        assert_eq!(vectors::run(Here), expected);
    }
}
