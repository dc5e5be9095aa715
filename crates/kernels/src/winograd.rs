//! 3×3 convolutions of stride 1 with a quarter of the multiplications: F(4×4, 3×3) of Lavin & Gray, “Fast Algorithms for
//! Convolutional Neural Networks” (2015).
//!
//! Tiles of 4×4 results need 6×6 pixels. Those are mapped to 36 numbers each (Bᵀ·B), where the convolution is 36 products
//! of matrices with the equally mapped filters (G·Gᵀ); the results come back by Aᵀ·A.

use crate::{
    lane::{LONGEST, Lane},
    matrix::Panels,
    vectors,
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
    pub fn forward(&self, x: &[f32], images: [usize; 4], bias: &[f32]) -> Vec<f32> {
        self.forward.convolve(x, images, bias)
    }

    /// `[N, H, W, out]` → `[N, H, W, in]`, for images of dimensions `images`.
    pub fn adjoint(&self, slopes: &[f32], [n, height, width, input]: [usize; 4]) -> Vec<f32> {
        let output = self.weights.output;
        let tap = |o, i, at| self.weights.of_channel(o, i * TAPS + TAPS - 1 - at);
        let adjoint = self.adjoint.get_or_init(|| Filters::new([output, input], tap));
        adjoint.convolve(slopes, [n, height, width, output], &vec![0.0; input])
    }
}

/// 36 matrices `[from, to]`.
#[derive(Debug)]
struct Filters(Vec<Panels>);

impl Filters {
    /// Of the taps `tap(from, to, at)` of kernels, row by row.
    fn new([from, to]: [usize; 2], tap: impl Fn(usize, usize, usize) -> f32) -> Self {
        let mut filters: Vec<Panels> = (0..POINTS).map(|_| Panels::zeros([from, to])).collect();
        for (o, i) in (0..to).step_by(LONGEST).flat_map(|o| (0..from).map(move |i| (o, i))) {
            let points = raised_together(from_fn(|kernel| from_fn(|at| tap(i, o + kernel, at))));
            filters.iter_mut().zip(&points).for_each(|(filter, values)| filter.put(i, o, values));
        }
        Self(filters)
    }

    fn convolve(&self, x: &[f32], images: [usize; 4], bias: &[f32]) -> Vec<f32> {
        vectors::run(Run { filters: self, tiles: Tiles::of(images), x, bias })
    }
}

/// One convolution, with vectors of a length that is not known before.
struct Run<'a> {
    filters: &'a Filters,
    tiles: Tiles,
    x: &'a [f32],
    bias: &'a [f32],
}

impl WithSimd for Run<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let Self { filters: Filters(filters), tiles, x, bias } = self;
        let ([n, height, width, from], to) = (tiles.images, bias.len());
        let mut y = vec![0.0; n * height * width * to];
        let most = BLOCK.min(tiles.count());
        let mut spread = vec![0.0; POINTS * (most * from + GAP)];
        let mut product = vec![0.0; POINTS * (most * to + GAP)];
        for start in (0..tiles.count()).step_by(BLOCK) {
            let block = start..(start + BLOCK).min(tiles.count());
            tiles.spread(simd, block.clone(), x, &mut spread);
            let planes = [block.len() * from, block.len() * to];
            let points = spread.chunks_exact(planes[0] + GAP).zip(product.chunks_exact_mut(planes[1] + GAP));
            for (filter, (spread, product)) in filters.iter().zip(points) {
                filter.product(simd, &spread[..planes[0]], &mut product[..planes[1]]);
            }
            tiles.gather(simd, block, &product, bias, &mut y);
        }
        y
    }
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

/// G.
#[inline(always)]
fn raise([a, b, c]: [f32; 3]) -> [f32; PATCH] {
    let (even, odd) = (a / 24.0 + c / 6.0, b / 12.0);
    [a / 4.0, -(a + b + c) / 6.0, -(a - b + c) / 6.0, even + odd, even - odd, c]
}

/// Bᵀ.
#[inline(always)]
fn analyse<S: Simd>([a, b, c, d, e, f]: [Lane<S>; PATCH]) -> [Lane<S>; PATCH] {
    let (even, odd) = (e - c * 4.0, d - b * 4.0);
    let (wide, steep) = (e - c, (d - b) * 2.0);
    [a * 4.0 - c * 5.0 + e, even + odd, even - odd, wide + steep, wide - steep, b * 4.0 - d * 5.0 + f]
}

/// Aᵀ.
#[inline(always)]
fn synthesise<S: Simd>([a, b, c, d, e, f]: [Lane<S>; PATCH]) -> [Lane<S>; TILE] {
    let (near, far) = (b + c, d + e);
    let (slope, steep) = (b - c, d - e);
    [a + near + far, slope + steep * 2.0, near + far * 4.0, slope + steep * 8.0 + f]
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

    /// `[N, H, W, C]` → 36 planes `[block, C]`.
    #[inline(always)]
    fn spread<S: Simd>(&self, simd: S, block: Range<usize>, x: &[f32], spread: &mut [f32]) {
        let channels = self.images[3];
        let plane = block.len() * channels + GAP;
        let mut margin = vec![0.0; POINTS * channels];
        let mut rows = [[Lane::zero(simd); PATCH]; PATCH];
        for (tile, corner) in block.map(|tile| self.corner(tile)).enumerate() {
            let (patch, line) = self.patch(x, corner, &mut margin);
            for channel in (0..channels).step_by(S::F32_LANES) {
                let patch = &patch[channel..];
                for dx in 0..PATCH {
                    let column = from_fn(|dy| Lane::load(simd, patch, dy * line + dx * channels));
                    put(&mut rows, dx, analyse(column));
                }
                let start = tile * channels + channel;
                for (row, planes) in rows.iter().zip(spread.chunks_exact_mut(PATCH * plane)) {
                    for (lane, plane) in analyse(*row).into_iter().zip(planes.chunks_exact_mut(plane)) {
                        lane.store(plane, start);
                    }
                }
            }
        }
    }

    /// What a tile sees, from one pixel above and left of it on, and how far the lines of that are apart: a part of the
    /// images, or a copy in `margin` with zeros where the image ends.
    #[inline(always)]
    fn patch<'a>(
        &self,
        x: &'a [f32],
        (image, top, left): (usize, usize, usize),
        margin: &'a mut [f32],
    ) -> (&'a [f32], usize) {
        let [_, height, width, channels] = self.images;
        let start = |below: usize, right: usize| ((image * height + below - 1) * width + right - 1) * channels;
        let inside = |from: usize, size: usize| 1.max(from)..(from + PATCH).min(size + 1);
        let (lines, columns) = (inside(top, height), inside(left, width));
        if lines.len() == PATCH && columns.len() == PATCH {
            return (&x[start(top, left)..], width * channels);
        }
        margin.fill(0.0);
        for below in lines {
            let pixels = start(below, columns.start)..start(below, columns.end);
            let to = ((below - top) * PATCH + columns.start - left) * channels;
            margin[to..to + pixels.len()].copy_from_slice(&x[pixels]);
        }
        (margin, PATCH * channels)
    }

    /// 36 planes `[block, to]` → `[N, H, W, to]`, and the bias on top.
    #[inline(always)]
    fn gather<S: Simd>(&self, simd: S, block: Range<usize>, product: &[f32], bias: &[f32], y: &mut [f32]) {
        let ([_, height, width, _], channels) = (self.images, bias.len());
        let plane = block.len() * channels + GAP;
        let mut rows = [[Lane::zero(simd); PATCH]; TILE];
        for (tile, (image, top, left)) in block.map(|tile| self.corner(tile)).enumerate() {
            let start = ((image * height + top) * width + left) * channels;
            for channel in (0..channels).step_by(S::F32_LANES) {
                let bias = Lane::load(simd, bias, channel);
                for dx in 0..PATCH {
                    let point = |dy| (dy * PATCH + dx) * plane + tile * channels + channel;
                    put(&mut rows, dx, synthesise(from_fn(|dy| Lane::load(simd, product, point(dy)))));
                }
                let lines = y[start..].chunks_mut(width * channels);
                for (row, line) in rows.iter().zip(lines).take(height - top) {
                    for (dx, lane) in synthesise(*row).into_iter().enumerate().take(width - left) {
                        (lane + bias).store(line, dx * channels + channel);
                    }
                }
            }
        }
    }
}
