//! 3×3 convolutions of stride 1 with a quarter of the multiplications: F(4×4, 3×3) of Lavin & Gray, “Fast Algorithms for
//! Convolutional Neural Networks” (2015).
//!
//! Tiles of 4×4 results need 6×6 pixels. Those are mapped to 36 numbers each (Bᵀ·B), where the convolution is 36 products
//! of matrices with the equally mapped filters (G·Gᵀ); the results come back by Aᵀ·A.

use std::ops::{Add, Mul, Sub};

/// Side of the results of a tile.
const TILE: usize = 4;
/// Side of what they need.
const PATCH: usize = 6;
/// Numbers of a tile between the maps.
pub const POINTS: usize = PATCH * PATCH;
/// Channels that are mapped at once.
const LANES: usize = 16;

/// Whether so many channels can be mapped.
pub fn suits(channels: usize) -> bool {
    channels.is_multiple_of(LANES)
}

/// Filters `[36, from, to]` of the 3×3 taps `tap(from, to, y, x)`.
pub fn filters([from, to]: [usize; 2], tap: &dyn Fn(usize, usize, usize, usize) -> f32) -> Vec<f32> {
    let mut filters = vec![0.0; POINTS * from * to];
    for (i, o) in (0..from).flat_map(|i| (0..to).map(move |o| (i, o))) {
        let columns: [[f32; PATCH]; 3] = std::array::from_fn(|x| raise([0, 1, 2].map(|y| tap(i, o, y, x))));
        for y in 0..PATCH {
            let row = raise([0, 1, 2].map(|x| columns[x][y]));
            (0..PATCH).for_each(|x| filters[((y * PATCH + x) * from + i) * to + o] = row[x]);
        }
    }
    filters
}

/// G.
fn raise([a, b, c]: [f32; 3]) -> [f32; PATCH] {
    let (even, odd) = (a / 24.0 + c / 6.0, b / 12.0);
    [a / 4.0, -(a + b + c) / 6.0, -(a - b + c) / 6.0, even + odd, even - odd, c]
}

/// Bᵀ.
fn analyse([a, b, c, d, e, f]: [Lane; PATCH]) -> [Lane; PATCH] {
    let (even, odd) = (e - c * 4.0, d - b * 4.0);
    let (wide, steep) = (e - c, (d - b) * 2.0);
    [a * 4.0 - c * 5.0 + e, even + odd, even - odd, wide + steep, wide - steep, b * 4.0 - d * 5.0 + f]
}

/// Aᵀ.
fn synthesise([a, b, c, d, e, f]: [Lane; PATCH]) -> [Lane; TILE] {
    let (near, far) = (b + c, d + e);
    let (slope, steep) = (b - c, d - e);
    [a + near + far, slope + steep * 2.0, near + far * 4.0, slope + steep * 8.0 + f]
}

#[inline(always)]
fn transposed<const A: usize, const B: usize>(columns: [[Lane; A]; B]) -> [[Lane; B]; A] {
    std::array::from_fn(|y| std::array::from_fn(|x| columns[x][y]))
}

/// The tiles of images `[N, H, W, C]`.
#[derive(Debug, Clone, Copy)]
pub struct Tiles {
    images: [usize; 4],
    down: usize,
    across: usize,
}

impl Tiles {
    /// Of images of these dimensions.
    pub fn of(images: [usize; 4]) -> Self {
        Self { images, down: images[1].div_ceil(TILE), across: images[2].div_ceil(TILE) }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.images[0] * self.down * self.across
    }

    /// Image, and upper left corner, of each tile.
    fn corners(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let (down, across) = (self.down, self.across);
        (0..self.count()).map(move |tile| (tile / (down * across), tile / across % down * TILE, tile % across * TILE))
    }

    /// `[N, H, W, C]` → `[36, tiles, C]`.
    pub fn spread(&self, x: &[f32]) -> Vec<f32> {
        let [_, height, width, channels] = self.images;
        let mut spread = vec![0.0; POINTS * self.count() * channels];
        for (tile, (image, top, left)) in self.corners().enumerate() {
            for block in (0..channels).step_by(LANES) {
                // The patch begins one pixel above and left of the tile.
                let pixel = |dy: usize, dx: usize| {
                    let (below, right) = (top + dy, left + dx);
                    let inside = (1..=height).contains(&below) && (1..=width).contains(&right);
                    let start = || ((image * height + below - 1) * width + right - 1) * channels + block;
                    if inside { Lane::load(x, start()) } else { Lane::ZERO }
                };
                let mut columns = [[Lane::ZERO; PATCH]; PATCH];
                for (dx, column) in columns.iter_mut().enumerate() {
                    *column = analyse(std::array::from_fn(|dy| pixel(dy, dx)));
                }
                for (dy, row) in transposed(columns).into_iter().enumerate() {
                    for (dx, lane) in analyse(row).into_iter().enumerate() {
                        lane.store(&mut spread, ((dy * PATCH + dx) * self.count() + tile) * channels + block);
                    }
                }
            }
        }
        spread
    }

    /// `[36, tiles, channels]` → `[N, H, W, channels]`.
    pub fn gather(&self, product: &[f32], channels: usize) -> Vec<f32> {
        let [n, height, width, _] = self.images;
        let mut y = vec![0.0; n * height * width * channels];
        for (tile, (image, top, left)) in self.corners().enumerate() {
            for block in (0..channels).step_by(LANES) {
                let point = |dy: usize, dx: usize| {
                    Lane::load(product, ((dy * PATCH + dx) * self.count() + tile) * channels + block)
                };
                let mut columns = [[Lane::ZERO; TILE]; PATCH];
                for (dx, column) in columns.iter_mut().enumerate() {
                    *column = synthesise(std::array::from_fn(|dy| point(dy, dx)));
                }
                for (dy, row) in transposed(columns).into_iter().enumerate().take(height - top) {
                    for (dx, lane) in synthesise(row).into_iter().enumerate().take(width - left) {
                        lane.store(&mut y, ((image * height + top + dy) * width + left + dx) * channels + block);
                    }
                }
            }
        }
        y
    }
}

/// Neighbouring channels of a pixel, in whatever vectors the processor has.
#[derive(Debug, Clone, Copy)]
struct Lane([f32; LANES]);

impl Lane {
    const ZERO: Self = Self([0.0; LANES]);

    #[inline(always)]
    fn load(from: &[f32], start: usize) -> Self {
        let mut lane = Self::ZERO;
        lane.0.copy_from_slice(&from[start..start + LANES]);
        lane
    }

    #[inline(always)]
    fn store(self, to: &mut [f32], start: usize) {
        to[start..start + LANES].copy_from_slice(&self.0);
    }

    #[inline(always)]
    fn zip(self, other: Self, each: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|k| each(self.0[k], other.0[k])))
    }
}

impl Add for Lane {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
}

impl Sub for Lane {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
}

impl Mul<f32> for Lane {
    type Output = Self;
    #[inline(always)]
    fn mul(self, factor: f32) -> Self {
        Self(self.0.map(|value| value * factor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small integers without a pattern.
    fn integer(seed: usize) -> f32 {
        (seed * 7919 % 17) as f32 - 8.0
    }

    #[test]
    fn it_is_the_convolution_that_it_replaces() {
        for images in [[2, 8, 8, 16], [1, 4, 4, 32], [1, 2, 2, 16], [1, 5, 7, 16]] {
            let ([n, height, width, from], to) = (images, 16);
            let x: Vec<f32> = (0..n * height * width * from).map(integer).collect();
            let tap = |i: usize, o: usize, y: usize, x: usize| integer(((i * to + o) * 3 + y) * 3 + x + 5);
            let tiles = Tiles::of(images);
            let (spread, filters) = (tiles.spread(&x), filters([from, to], &tap));
            let mut product = vec![0.0; POINTS * tiles.count() * to];
            for (row, o) in (0..POINTS * tiles.count()).flat_map(|row| (0..to).map(move |o| (row, o))) {
                let filter = row / tiles.count() * from;
                product[row * to + o] =
                    (0..from).map(|i| spread[row * from + i] * filters[(filter + i) * to + o]).sum();
            }
            let found = tiles.gather(&product, to);
            let direct = |image: usize, y: usize, z: usize, o: usize| {
                let mut sum = 0.0;
                for (dy, dx) in (0..3).flat_map(|dy| (0..3).map(move |dx| (dy, dx))) {
                    if (1..=height).contains(&(y + dy)) && (1..=width).contains(&(z + dx)) {
                        let start = ((image * height + y + dy - 1) * width + z + dx - 1) * from;
                        sum += (0..from).map(|i| x[start + i] * tap(i, o, dy, dx)).sum::<f32>();
                    }
                }
                sum
            };
            for (at, value) in found.iter().enumerate() {
                let (pixel, o) = (at / to, at % to);
                let expected = direct(pixel / (height * width), pixel / width % height, pixel % width, o);
                assert!((value - expected).abs() < 0.05, "{images:?}, {at}: {value}, not {expected}");
            }
        }
    }

    #[test]
    fn channels_come_in_whole_lanes() {
        assert!(suits(16) && suits(2048) && !suits(3) && !suits(24));
    }
}
