//! Any convolution as one product of matrices, with what a kernel sees of each pixel in the rows of the left one.

use crate::{matrix::Panels, vectors, weights::Weights};
use pulp::{Simd, WithSimd};
use std::{
    borrow::Cow,
    ops::Range,
    sync::{Arc, OnceLock},
};

/// Rows that are multiplied together, at least: enough for the weights to be worth fetching.
const ROWS: usize = 64;

/// Any convolution, padded so that stride 1 keeps the size.
#[derive(Debug)]
pub struct Patches {
    weights: Arc<Weights>,
    stride: usize,
    /// `[side · side · in, out]`
    forward: Panels,
    /// `[out, side · side · in]`, made when a gradient is first asked for.
    adjoint: OnceLock<Panels>,
}

impl Patches {
    pub fn new(weights: Arc<Weights>, stride: usize) -> Self {
        let places = places(&weights);
        let forward = Panels::new([places.len(), weights.output], |column, o| weights.of_channel(o, places[column]));
        Self { weights, stride, forward, adjoint: OnceLock::new() }
    }

    pub fn stride(&self) -> usize {
        self.stride
    }

    /// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`
    pub fn forward(&self, x: &[f32], images: [usize; 4], bias: &[f32]) -> Vec<f32> {
        vectors::run(Forward { weights: &self.forward, window: self.window(images), x, bias })
    }

    /// `[N, H / stride, W / stride, out]` → `[N, H, W, in]`, for images of dimensions `images`.
    pub fn adjoint(&self, slopes: &[f32], images: [usize; 4]) -> Vec<f32> {
        let window = self.window(images);
        let weights = self.adjoint.get_or_init(|| {
            let (weights, places) = (&self.weights, places(&self.weights));
            Panels::new([weights.output, places.len()], |o, column| weights.of_channel(o, places[column]))
        });
        vectors::run(Adjoint { weights, window, slopes })
    }

    fn window(&self, images: [usize; 4]) -> Window {
        let to = [images[1], images[2]].map(|size| size.div_ceil(self.stride));
        Window { images, to, side: self.weights.side, stride: self.stride }
    }
}

/// Where among the weights of a channel that of each number of a patch is.
fn places(Weights { input, side, .. }: &Weights) -> Vec<usize> {
    let taps = side * side;
    (0..taps * input).map(|column| column % input * taps + column / input).collect()
}

struct Forward<'a> {
    weights: &'a Panels,
    window: Window,
    x: &'a [f32],
    bias: &'a [f32],
}

impl WithSimd for Forward<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let Self { weights, window, x, bias } = self;
        let mut y = vec![0.0; window.rows() * bias.len()];
        for (window, images, rows) in window.blocks() {
            let y = &mut y[rows.start * bias.len()..rows.end * bias.len()];
            weights.product(simd, &window.patches(&x[images]), y);
            for pixel in y.chunks_exact_mut(bias.len()) {
                for (value, bias) in pixel.iter_mut().zip(bias) {
                    *value += bias;
                }
            }
        }
        y
    }
}

struct Adjoint<'a> {
    weights: &'a Panels,
    window: Window,
    slopes: &'a [f32],
}

impl WithSimd for Adjoint<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        let Self { weights, window, slopes } = self;
        let mut sums = vec![0.0; window.images.iter().product()];
        let channels = slopes.len() / window.rows();
        for (window, images, rows) in window.blocks() {
            let mut patches = vec![0.0; rows.len() * window.columns()];
            weights.product(simd, &slopes[rows.start * channels..rows.end * channels], &mut patches);
            window.add(&patches, &mut sums[images]);
        }
        sums
    }
}

/// A kernel that moves over images.
#[derive(Debug, Clone, Copy)]
struct Window {
    /// `[N, H, W, C]`
    images: [usize; 4],
    /// Height and width of the results.
    to: [usize; 2],
    side: usize,
    stride: usize,
}

impl Window {
    /// N · h · w: pixels of the results.
    fn rows(&self) -> usize {
        self.images[0] * self.to[0] * self.to[1]
    }

    /// Numbers that a kernel sees of each.
    fn columns(&self) -> usize {
        self.side * self.side * self.images[3]
    }

    /// Over some images at a time, with where those and their results lie.
    fn blocks(self) -> impl Iterator<Item = (Self, Range<usize>, Range<usize>)> {
        let [n, height, width, channels] = self.images;
        let (image, rows) = (height * width * channels, self.to[0] * self.to[1]);
        let most = ROWS.div_ceil(rows);
        (0..n).step_by(most).map(move |start| {
            let stop = (start + most).min(n);
            let window = Self { images: [stop - start, height, width, channels], ..self };
            (window, start * image..stop * image, start * rows..stop * rows)
        })
    }

    /// `[N · h · w, side · side · C]`; zeros beyond the image.
    fn patches<'a>(&self, x: &'a [f32]) -> Cow<'a, [f32]> {
        if (self.side, self.stride) == (1, 1) {
            return x.into();
        }
        let mut patches = vec![0.0; self.rows() * self.columns()];
        self.runs(|pixels, row| patches[row..row + pixels.len()].copy_from_slice(&x[pixels]));
        patches.into()
    }

    /// Adds to each pixel the sum of all that saw it.
    fn add(&self, patches: &[f32], sums: &mut [f32]) {
        self.runs(|pixels, row| {
            let patches = &patches[row..row + pixels.len()];
            sums[pixels].iter_mut().zip(patches).for_each(|(sum, slope)| *sum += slope);
        });
    }

    /// Each stretch of an image that lies side by side in a patch, and where in the patches it begins.
    fn runs(&self, mut each: impl FnMut(Range<usize>, usize)) {
        let [n, height, width, channels] = self.images;
        let reach = self.side / 2;
        for (image, y, x) in (0..n)
            .flat_map(|i| (0..self.to[0]).map(move |y| (i, y)))
            .flat_map(|(i, y)| (0..self.to[1]).map(move |x| (i, y, x)))
        {
            let row = ((image * self.to[0] + y) * self.to[1] + x) * self.columns();
            // Positions in the padded image; what lies in the image itself is `reach..reach + size`.
            let left = (x * self.stride).max(reach);
            let right = (x * self.stride + self.side).min(width + reach);
            for dy in 0..self.side {
                let line = y * self.stride + dy;
                if (reach..height + reach).contains(&line) && left < right {
                    let start = (image * height + line - reach) * width;
                    let pixels = (start + left - reach) * channels..(start + right - reach) * channels;
                    each(pixels, row + (dy * self.side + left - x * self.stride) * channels);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(images: [usize; 4], side: usize, stride: usize) -> Window {
        let values = vec![0.0; images[3] * side * side];
        Patches::new(Weights { values: values.into(), output: 1, input: images[3], side }.into(), stride).window(images)
    }

    #[test]
    fn a_kernel_sees_zeros_beyond_the_image() {
        let patches = window([1, 2, 2, 1], 3, 1).patches(&[1.0, 2.0, 3.0, 4.0]).into_owned();
        assert_eq!(patches[..9], [0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 3.0, 4.0]);
        assert_eq!(patches[27..], [1.0, 2.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn stride_two_sees_every_other_pixel() {
        let image: Vec<f32> = (0..16).map(|value| value as f32).collect();
        assert_eq!(*window([1, 4, 4, 1], 1, 2).patches(&image), [0.0, 2.0, 8.0, 10.0]);
        let patches = window([1, 4, 4, 1], 3, 2).patches(&image).into_owned();
        assert_eq!(patches[27..], [5.0, 6.0, 7.0, 9.0, 10.0, 11.0, 13.0, 14.0, 15.0]);
    }
}
