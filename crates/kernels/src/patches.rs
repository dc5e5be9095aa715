//! Any convolution as one product of matrices, with what a kernel sees of each pixel in the rows of the left one.

use crate::{
    ending::Ending,
    matrix::{Left, Panels},
    scratch,
    weights::Weights,
};
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
    pub fn forward(&self, x: &[f32], images: [usize; 4], ending: Ending) -> Vec<f32> {
        let (window, channels) = (self.window(images), ending.bias.len());
        let mut y = vec![0.0; window.rows() * channels];
        for (window, images, rows) in window.blocks() {
            let (padded, starts, [piece, distance]) = (window.padded(&x[images]), window.starts(), window.piece());
            scratch::lend(rows.len() * self.forward.pitch(), |sums| {
                self.forward
                    .product(Left { values: &padded, starts: &starts, pieces: window.side, piece, distance }, sums);
                ending.end_pixels(sums, self.forward.pitch(), rows.start, &mut y);
            });
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
        for (window, images, rows) in window.blocks() {
            let starts: Vec<usize> = rows.map(|row| row * piece).collect();
            scratch::lend(starts.len() * weights.pitch(), |patches| {
                weights.product(Left { values: slopes, starts: &starts, pieces: 1, piece, distance: 0 }, patches);
                window.add(patches, weights.pitch(), &mut sums[images]);
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

impl Window {
    /// N · h · w: pixels of the results.
    fn rows(&self) -> usize {
        self.images[0] * self.to[0] * self.to[1]
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

    /// `[N, H + side - 1, W + side - 1, C]`: the images with zeros around each.
    fn padded<'a>(&self, x: &'a [f32]) -> Cow<'a, [f32]> {
        let ([n, height, width, channels], reach) = (self.images, self.side / 2);
        if reach == 0 {
            return x.into();
        }
        let [high, wide] = [height, width].map(|size| size + 2 * reach);
        let mut padded = vec![0.0; n * high * wide * channels];
        for (line, pixels) in x.chunks_exact(width * channels).enumerate() {
            let line = line / height * high + reach + line % height;
            padded[(line * wide + reach) * channels..][..pixels.len()].copy_from_slice(pixels);
        }
        padded.into()
    }

    /// Where in the padded images each result begins to see.
    fn starts(&self) -> Vec<usize> {
        let [n, height, width, channels] = self.images;
        let [high, wide] = [height, width].map(|size| size + self.side / 2 * 2);
        let lines = (0..n).flat_map(|image| (0..self.to[0]).map(move |y| image * high + y * self.stride));
        lines.flat_map(|line| (0..self.to[1]).map(move |x| (line * wide + x * self.stride) * channels)).collect()
    }

    /// Numbers that it sees of a line, and from one line to the next.
    fn piece(&self) -> [usize; 2] {
        [self.side, self.images[2] + self.side / 2 * 2].map(|pixels| pixels * self.images[3])
    }

    /// Adds to each pixel the sum of all that saw it; patches are `pitch` numbers apart.
    fn add(&self, patches: &[f32], pitch: usize, sums: &mut [f32]) {
        self.runs(pitch, |pixels, row| {
            let patches = &patches[row..row + pixels.len()];
            sums[pixels].iter_mut().zip(patches).for_each(|(sum, slope)| *sum += slope);
        });
    }

    /// Each stretch of an image that lies side by side in a patch, and where in the patches it begins.
    fn runs(&self, pitch: usize, mut each: impl FnMut(Range<usize>, usize)) {
        let [n, height, width, channels] = self.images;
        let reach = self.side / 2;
        for (image, y, x) in (0..n)
            .flat_map(|i| (0..self.to[0]).map(move |y| (i, y)))
            .flat_map(|(i, y)| (0..self.to[1]).map(move |x| (i, y, x)))
        {
            let row = ((image * self.to[0] + y) * self.to[1] + x) * pitch;
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

    /// What each result of one image sees.
    fn seen(window: Window, image: &[f32]) -> Vec<Vec<f32>> {
        let (padded, [piece, distance]) = (window.padded(image), window.piece());
        let line = |start: usize, index: usize| padded[start + index * distance..][..piece].to_vec();
        window
            .starts()
            .into_iter()
            .map(|start| (0..window.side).flat_map(|index| line(start, index)).collect())
            .collect()
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
}
