//! 3×3 convolutions of stride 1 with a quarter of the multiplications: F(4×4, 3×3) of Lavin & Gray, “Fast Algorithms for
//! Convolutional Neural Networks” (2015).
//!
//! Tiles of 4×4 results need 6×6 pixels. Those are mapped to 36 numbers each (Bᵀ·B), where the convolution is 36 products
//! of matrices with the equally mapped filters (G·Gᵀ); the results come back by Aᵀ·A.

use crate::{
    ending::Ending,
    lane::{LONGEST, Lane, Stretch, load, store, stretch, stretch_mut},
    matrix::{Left, Panels},
    scratch, vectors,
    weights::Weights,
};
use pulp::{Simd, WithSimd};
use std::{
    array::from_fn,
    ops::Range,
    sync::{Arc, OnceLock},
};

/// Side of the results of a tile.
pub const TILE: usize = 4;
/// Side of what they need.
const PATCH: usize = 6;
/// Side of a kernel, and its taps.
const SIDE: usize = 3;
const TAPS: usize = SIDE * SIDE;
/// Numbers of a tile between the maps.
pub const POINTS: usize = PATCH * PATCH;
/// Tiles that are mapped and multiplied together: few enough for a cache, and enough for the filters to be worth fetching.
const BLOCK: usize = 64;
/// Numbers between the planes of two points, a line of the cache: at distances of a power of two they would all compete for
/// the same few lines of it.
const GAP: usize = 16;

/// A convolution and its adjoint, which is one too.
#[derive(Debug)]
pub struct Winograd {
    weights: Arc<Weights>,
    forward: Filters,
    /// Made when a gradient is first asked for.
    adjoint: OnceLock<Filters>,
}

impl Winograd {
    /// Whether weights of stride 1 can be mapped.
    pub fn suits(weights: &Weights) -> bool {
        weights.side == SIDE && [weights.output, weights.input].iter().all(|channels| channels.is_multiple_of(LONGEST))
    }

    pub fn new(weights: Arc<Weights>) -> Self {
        let forward = Filters::new([weights.input, weights.output], |i, o, at| weights.of_channel(o, i * TAPS + at));
        Self { weights, forward, adjoint: OnceLock::new() }
    }

    /// `[N, H, W, in]` → `[N, H, W, out]`
    pub fn forward(&self, x: &[f32], images: [usize; 4], ending: Ending) -> Vec<f32> {
        self.forward.convolve(x, images, ending)
    }

    /// `[N, H, W, out]` → `[N, H, W, in]`, for images of dimensions `images`.
    pub fn adjoint(&self, slopes: &[f32], [n, height, width, input]: [usize; 4]) -> Vec<f32> {
        let output = self.weights.output;
        let tap = |o, i, at| self.weights.of_channel(o, i * TAPS + TAPS - 1 - at);
        let adjoint = self.adjoint.get_or_init(|| Filters::new([output, input], tap));
        let ending = Ending { bias: &vec![0.0; input], residual: None, rectifies: false };
        adjoint.convolve(slopes, [n, height, width, output], ending)
    }
}

/// 36 matrices `[from, to]`.
#[derive(Debug)]
struct Filters {
    shape: [usize; 2],
    filters: Vec<Panels>,
}

impl Filters {
    /// Of the taps `tap(from, to, at)` of kernels, row by row.
    fn new([from, to]: [usize; 2], tap: impl Fn(usize, usize, usize) -> f32) -> Self {
        let mut filters: Vec<Panels> = (0..POINTS).map(|_| Panels::zeros([from, to])).collect();
        for (o, i) in (0..to).step_by(LONGEST).flat_map(|o| (0..from).map(move |i| (o, i))) {
            let points = raised_together(from_fn(|kernel| from_fn(|at| tap(i, o + kernel, at))));
            filters.iter_mut().zip(&points).for_each(|(filter, values)| filter.put(i, o, values));
        }
        Self { shape: [from, to], filters }
    }

    /// 36 planes `[tiles, from]` → 36 planes `[tiles, to]`
    fn multiply(&self, tiles: usize, spread: &Planes, product: &mut Planes) {
        let from = self.shape[0];
        let starts: Vec<usize> = (0..tiles).map(|tile| tile * from).collect();
        let planes = spread.as_flattened().iter().zip(product.as_flattened_mut());
        for (filter, (spread, product)) in self.filters.iter().zip(planes) {
            let left = Left::rows(spread, &starts, from);
            filter.product(left, 0..filter.pitch(), &mut product[..tiles * filter.pitch()]);
        }
    }

    fn convolve(&self, x: &[f32], images: [usize; 4], ending: Ending) -> Vec<f32> {
        let ([n, height, width, _], tiles) = (images, Tiles::of(images));
        let mut y = vec![0.0; n * height * width * self.shape[1]];
        let most = BLOCK.min(tiles.count());
        let pitch = self.filters[0].pitch();
        let planes = [self.shape[0], pitch].map(|channels| most * channels + GAP);
        scratch::lend(POINTS * (planes[0] + planes[1]), |numbers| {
            let (spread, product) = numbers.split_at_mut(POINTS * planes[0]);
            let (mut spread, mut product) = (cut(spread, planes[0]), cut(product, planes[1]));
            for start in (0..tiles.count()).step_by(BLOCK) {
                let block = start..(start + BLOCK).min(tiles.count());
                vectors::run(Spread { tiles, block: block.clone(), x, spread: &mut spread });
                self.multiply(block.len(), &spread, &mut product);
                vectors::run(Gather { tiles, block, product: &product, pitch, ending, y: &mut y });
            }
        });
        y
    }
}

/// The numbers of all tiles, point by point.
type Planes<'a> = [[&'a mut [f32]; PATCH]; PATCH];

/// So many numbers for each.
fn cut(numbers: &mut [f32], plane: usize) -> Planes<'_> {
    let mut planes = numbers.chunks_exact_mut(plane);
    from_fn(|_| from_fn(|_| planes.next().unwrap_or_default()))
}

/// A loop written out, whose addresses are then constants.
macro_rules! each {
    ($index:ident of $($value:literal)* => $body:expr) => { $({ let $index = $value; $body })* };
}

/// G · Gᵀ of a kernel's taps `tap(y, x)`: its 36 numbers between the maps.
#[inline(always)]
pub fn raised(tap: impl Fn(usize, usize) -> f32) -> [f32; POINTS] {
    let columns: [[f32; PATCH]; SIDE] = from_fn(|x| raise([0, 1, 2].map(|y| tap(y, x))));
    let rows = transposed(columns).map(raise);
    from_fn(|point| rows[point / PATCH][point % PATCH])
}

/// The same of several kernels, whose taps stand row by row.
#[inline(never)]
fn raised_together(kernels: [[f32; TAPS]; LONGEST]) -> [[f32; LONGEST]; POINTS] {
    let (taps, mut points) = (transposed(kernels), [[0.0; LONGEST]; POINTS]);
    (0..LONGEST).for_each(|kernel| put(&mut points, kernel, raised(|y, x| taps[SIDE * y + x][kernel])));
    points
}

/// Puts a column into rows.
#[inline(always)]
fn put<T, const A: usize, const B: usize>(rows: &mut [[T; B]; A], at: usize, column: [T; A]) {
    for (row, value) in rows.iter_mut().zip(column) {
        row[at] = value;
    }
}

#[inline(always)]
fn transposed<T: Copy, const A: usize, const B: usize>(columns: [[T; A]; B]) -> [[T; B]; A] {
    from_fn(|y| from_fn(|x| columns[x][y]))
}

/// G.
#[inline(always)]
fn raise([a, b, c]: [f32; 3]) -> [f32; PATCH] {
    let (even, odd) = (a / 24.0 + c / 6.0, b / 12.0);
    [a / 4.0, -(a + b + c) / 6.0, -(a - b + c) / 6.0, even + odd, even - odd, c]
}

/// Bᵀ. No number counts in a sum once with one sign and once with the other.
#[inline(always)]
fn analyse<S: Simd>([a, b, c, d, e, f]: [Lane<S>; PATCH]) -> [Lane<S>; PATCH] {
    let (even, odd) = (c.times_plus(-4.0, e), b.times_plus(-4.0, d));
    let (wide, steep) = (e - c, d - b);
    let (first, last) = ((c - a).times_plus(-4.0, wide), steep.times_plus(-4.0, f - d));
    [first, even + odd, even - odd, steep.times_plus(2.0, wide), steep.times_plus(-2.0, wide), last]
}

/// Aᵀ.
#[inline(always)]
fn synthesise<S: Simd>([a, b, c, d, e, f]: [Lane<S>; PATCH]) -> [Lane<S>; TILE] {
    let (near, far) = (b + c, d + e);
    let (slope, steep) = (b - c, d - e);
    [a + near + far, steep.times_plus(2.0, slope), far.times_plus(4.0, near), steep.times_plus(8.0, slope + f)]
}

/// Bᵀ, of neighbouring channels.
#[inline(always)]
fn analyse_stretches<S: Simd>(simd: S, from: [&Stretch; PATCH], mut to: [&mut Stretch; PATCH]) {
    for index in 0..LONGEST / S::F32_LANES {
        store(analyse(load(simd, from, index)), &mut to, index);
    }
}

/// Aᵀ, of neighbouring channels.
#[inline(always)]
fn synthesise_stretches<S: Simd>(simd: S, from: [&Stretch; PATCH], mut to: [&mut Stretch; TILE]) {
    for index in 0..LONGEST / S::F32_LANES {
        store(synthesise(load(simd, from, index)), &mut to, index);
    }
}

/// The tiles of images `[N, H, W, C]`.
#[derive(Debug, Clone, Copy)]
struct Tiles {
    images: [usize; 4],
    down: usize,
    across: usize,
}

impl Tiles {
    fn of(images: [usize; 4]) -> Self {
        Self { images, down: images[1].div_ceil(TILE), across: images[2].div_ceil(TILE) }
    }

    /// How many there are.
    fn count(&self) -> usize {
        self.images[0] * self.down * self.across
    }

    /// Image, and upper left corner, of a tile.
    #[inline(always)]
    fn corner(&self, tile: usize) -> (usize, usize, usize) {
        let Self { down, across, .. } = self;
        (tile / (down * across), tile / across % down * TILE, tile % across * TILE)
    }

    /// Where the pixel is that a tile sees at (dy, dx), if the image does not end before. It sees one more on each side.
    #[inline(always)]
    fn pixel(&self, (image, top, left): (usize, usize, usize), dy: usize, dx: usize) -> Option<usize> {
        let [_, height, width, channels] = self.images;
        let row = (top + dy).checked_sub(1).filter(|&row| row < height)?;
        let column = (left + dx).checked_sub(1).filter(|&column| column < width)?;
        Some(((image * height + row) * width + column) * channels)
    }
}

/// `[N, H, W, C]` → 36 planes `[block, C]`
struct Spread<'a, 'b> {
    tiles: Tiles,
    block: Range<usize>,
    x: &'a [f32],
    spread: &'a mut Planes<'b>,
}

impl WithSimd for Spread<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { tiles, block, x, spread } = self;
        let channels = tiles.images[3];
        let mut columns = [[[0.0; LONGEST]; PATCH]; PATCH];
        for (tile, corner) in block.map(|tile| tiles.corner(tile)).enumerate() {
            let seen: [[_; PATCH]; PATCH] = from_fn(|dx| from_fn(|dy| tiles.pixel(corner, dy, dx)));
            for channel in (0..channels).step_by(LONGEST) {
                let pixel = |start: usize| stretch(x, start + channel);
                for (column, seen) in columns.iter_mut().zip(&seen) {
                    analyse_stretches(simd, seen.map(|start| start.map_or(&[0.0; LONGEST], pixel)), column.each_mut());
                }
                for (dy, planes) in spread.iter_mut().enumerate() {
                    let points = planes.each_mut().map(|plane| stretch_mut(plane, tile * channels + channel));
                    analyse_stretches(simd, columns.each_ref().map(|column| &column[dy]), points);
                }
            }
        }
    }
}

/// 36 planes `[block, to]` → `[N, H, W, to]`, and the ending on top.
struct Gather<'a, 'b> {
    tiles: Tiles,
    block: Range<usize>,
    product: &'a Planes<'b>,
    pitch: usize,
    ending: Ending<'a>,
    y: &'a mut [f32],
}

impl WithSimd for Gather<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { tiles, block, product, pitch, ending, y } = self;
        let ([_, height, width, _], channels) = (tiles.images, ending.bias.len());
        let mut columns = [[[0.0; LONGEST]; TILE]; PATCH];
        let mut pixels = [[0.0; LONGEST]; TILE];
        for (tile, (image, top, left)) in block.map(|tile| tiles.corner(tile)).enumerate() {
            for channel in (0..channels).step_by(LONGEST) {
                let point = |dx: usize, dy: usize| stretch(&*product[dy][dx], tile * pitch + channel);
                each!(dx of 0 1 2 3 4 5 => {
                    synthesise_stretches(simd, from_fn(|dy| point(dx, dy)), columns[dx].each_mut())
                });
                for dy in 0..TILE.min(height - top) {
                    synthesise_stretches(simd, columns.each_ref().map(|column| &column[dy]), pixels.each_mut());
                    let start = (image * height + top + dy) * width + left;
                    for (pixel, sums) in (start..).zip(pixels.iter().take(width - left)) {
                        ending.end(simd, sums, channel, y, pixel * channels + channel);
                    }
                }
            }
        }
    }
}
