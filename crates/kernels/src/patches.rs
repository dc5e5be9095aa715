//! Any convolution as products of matrices, with what a kernel sees of each pixel in the rows of the left one: one product for the
//! inside of the images, and one for each border, where a kernel sees less.

use crate::{
    ending::Ending,
    matrix::{GROUP, Left, Panels},
    scratch,
    weights::Weights,
};
use std::{
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

    /// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`
    pub fn forward(&self, x: &[f32], images: [usize; 4], ending: Ending) -> Vec<f32> {
        let window = self.window(images);
        let mut y = vec![0.0; window.rows(images[0]) * ending.bias.len()];
        for images in window.blocks() {
            let parts: Vec<Part> = window.parts(images).collect();
            // All parts of an image meet some of the weights before the next ones are fetched.
            for start in (0..ending.bias.len()).step_by(GROUP) {
                for part in &parts {
                    scratch::lend(part.rows.len() * GROUP, |sums| {
                        self.forward.product(part.left(x), start..start + GROUP, sums);
                        ending.end_pixels(sums, GROUP, start, &part.rows, &mut y);
                    });
                }
            }
        }
        y
    }

    /// `[N, H / stride, W / stride, out]` → `[N, H, W, in]`, for images of dimensions `images`.
    pub fn adjoint(&self, slopes: &[f32], images: [usize; 4]) -> Vec<f32> {
        let (window, piece) = (self.window(images), self.weights.output);
        let weights = self.adjoint.get_or_init(|| {
            let (weights, places) = (&self.weights, places(&self.weights));
            Panels::new([piece, places.len()], |o, column| weights.of_channel(o, places[column]))
        });
        let mut sums = vec![0.0; images.iter().product()];
        for images in window.blocks() {
            let first = window.rows(images.start);
            let starts: Vec<usize> = (first..window.rows(images.end)).map(|row| row * piece).collect();
            scratch::lend(starts.len() * weights.pitch(), |patches| {
                weights.product(Left::rows(slopes, &starts, piece), 0..weights.pitch(), patches);
                window.parts(images).for_each(|part| part.add(patches, first, weights.pitch(), &mut sums));
            });
        }
        sums
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

/// Neighbouring lines or columns of the results, and those of the kernel that they see.
#[derive(Debug, Clone)]
struct Stretch {
    results: Range<usize>,
    taps: Range<usize>,
}

/// Pixels of the results that see the same of the kernel: at a border of the image they see less than elsewhere.
#[derive(Debug)]
struct Part {
    /// Which pixels.
    rows: Vec<usize>,
    /// Where in the images each begins to see.
    starts: Vec<usize>,
    /// Lines that each sees, numbers of a line, and from one line to the next.
    pieces: usize,
    piece: usize,
    distance: usize,
    /// Where in a patch what is seen begins, and from one line to the next.
    first: usize,
    step: usize,
}

impl Window {
    /// Pixels of the results of so many images.
    fn rows(&self, images: usize) -> usize {
        images * self.to[0] * self.to[1]
    }

    /// Some images at a time.
    fn blocks(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let (n, most) = (self.images[0], ROWS.div_ceil(self.rows(1)));
        (0..n).step_by(most).map(move |start| start..(start + most).min(n))
    }

    /// All pixels of the results of some images.
    fn parts(self, images: Range<usize>) -> impl Iterator<Item = Part> {
        let [down, across] = [0, 1].map(|axis| self.stretches(axis));
        let pairs =
            down.into_iter().flat_map(move |down| across.clone().into_iter().map(move |across| (down.clone(), across)));
        pairs.map(move |pair| self.part(images.clone(), pair))
    }

    /// Stretches of the results' lines, or columns, and the kernel's that they see.
    fn stretches(&self, axis: usize) -> Vec<Stretch> {
        let (size, reach) = (self.images[1 + axis], self.side / 2);
        let taps = |at: usize| reach.saturating_sub(at * self.stride)..self.side.min(size + reach - at * self.stride);
        let (seen, mut end): (Vec<_>, _) = ((0..self.to[axis]).map(taps).collect(), 0);
        let stretch = |same: &[Range<usize>]| {
            end += same.len();
            Stretch { results: end - same.len()..end, taps: same[0].clone() }
        };
        seen.chunk_by(|a, b| a == b).map(stretch).collect()
    }

    fn part(&self, images: Range<usize>, (down, across): (Stretch, Stretch)) -> Part {
        let ([_, height, width, channels], [high, wide]) = (self.images, self.to);
        let places = images.flat_map(|image| down.results.clone().map(move |y| (image, y)));
        let places = places.flat_map(|(image, y)| across.results.clone().map(move |x| (image, y, x)));
        let seen = |at: usize, taps: &Range<usize>| at * self.stride + taps.start - self.side / 2;
        let start = |(image, y, x)| (image * height + seen(y, &down.taps)) * width + seen(x, &across.taps);
        Part {
            rows: places.clone().map(|(image, y, x)| (image * high + y) * wide + x).collect(),
            starts: places.map(|place| start(place) * channels).collect(),
            pieces: down.taps.len(),
            piece: across.taps.len() * channels,
            distance: width * channels,
            first: (down.taps.start * self.side + across.taps.start) * channels,
            step: self.side * channels,
        }
    }
}

impl Part {
    /// What is seen.
    fn left<'a>(&'a self, values: &'a [f32]) -> Left<'a> {
        let Self { pieces, piece, distance, first, step, .. } = *self;
        Left { values, starts: &self.starts, pieces, piece, distance, first, step }
    }

    /// Adds the patches that are seen, those from a pixel on, to the images; they are `pitch` numbers apart.
    fn add(&self, patches: &[f32], first: usize, pitch: usize, sums: &mut [f32]) {
        for (row, start) in self.rows.iter().zip(&self.starts) {
            for index in 0..self.pieces {
                let patch = &patches[(row - first) * pitch + self.first + index * self.step..][..self.piece];
                let sums = &mut sums[start + index * self.distance..][..self.piece];
                sums.iter_mut().zip(patch).for_each(|(sum, slope)| *sum += slope);
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

    /// What each result of one image sees, in its place among zeros.
    fn seen(window: Window, image: &[f32]) -> Vec<Vec<f32>> {
        let mut patches = vec![vec![0.0; window.side * window.side * window.images[3]]; window.rows(1)];
        for part in window.parts(0..1) {
            let Left { pieces, piece, distance, first, step, .. } = part.left(image);
            for (row, start) in part.rows.iter().zip(&part.starts) {
                for index in 0..pieces {
                    let line = &image[start + index * distance..][..piece];
                    patches[*row][first + index * step..][..piece].copy_from_slice(line);
                }
            }
        }
        patches
    }

    #[test]
    fn a_kernel_sees_zeros_beyond_the_image() {
        let patches = seen(window([1, 2, 2, 1], 3, 1), &[1.0, 2.0, 3.0, 4.0]);
        assert_eq!(patches[0], [0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 3.0, 4.0]);
        assert_eq!(patches[3], [1.0, 2.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn stride_two_sees_every_other_pixel() {
        let image: Vec<f32> = (0..16).map(|value| value as f32).collect();
        assert_eq!(seen(window([1, 4, 4, 1], 1, 2), &image).concat(), [0.0, 2.0, 8.0, 10.0]);
        let patches = seen(window([1, 4, 4, 1], 3, 2), &image);
        assert_eq!(patches[3], [5.0, 6.0, 7.0, 9.0, 10.0, 11.0, 13.0, 14.0, 15.0]);
    }

    #[test]
    fn zeros_around_an_image_are_not_multiplied() {
        let multiplications = |images, side, stride| -> usize {
            window(images, side, stride)
                .parts(0..images[0])
                .map(|part| part.rows.len() * part.pieces * part.piece)
                .sum()
        };
        assert_eq!(multiplications([1, 2, 2, 1], 3, 1), 16);
        assert_eq!(multiplications([3, 5, 4, 2], 3, 1), 3 * (3 * 5 - 2) * (3 * 4 - 2) * 2);
        assert_eq!(multiplications([1, 4, 4, 1], 3, 2), 25);
        assert_eq!(multiplications([1, 1, 1, 7], 7, 1), 7);
    }
}
