//! What follows a convolution, done while its results are stored.

use crate::{rectifier::through, vectors};
use pulp::{Simd, WithSimd};

/// Adds the bias and, where there is one, a residual, and may end in max(·, 0).
#[derive(Debug, Clone, Copy)]
pub struct Ending<'a> {
    /// A number a channel.
    pub bias: &'a [f32],
    /// A number a result.
    pub residual: Option<&'a [f32]>,
    pub rectifies: bool,
}

impl Ending<'_> {
    /// Makes results, those of some pixels, of their sums: `pitch` of each at most, those of the channels from `channel` on.
    pub fn end_pixels(&self, sums: &[f32], pitch: usize, channel: usize, pixels: &[usize], results: &mut [f32]) {
        vectors::run(Pixels { ending: self, sums, pitch, channel, pixels, results });
    }

    /// Makes results, those from `start` on, of a pixel's sums, those of the channels from `channel` on.
    #[inline(always)]
    pub fn end<S: Simd>(&self, simd: S, sums: &[f32], channel: usize, results: &mut [f32], start: usize) {
        let length = sums.len();
        let ((sums, last), (bias, last_bias)) =
            (S::as_simd_f32s(sums), S::as_simd_f32s(&self.bias[channel..][..length]));
        let (to, last_to) = S::as_mut_simd_f32s(&mut results[start..][..length]);
        let (residual, last_residual) = S::as_simd_f32s(match self.residual {
            Some(residual) => &residual[start..][..length],
            None => &[],
        });
        for (index, to) in to.iter_mut().enumerate() {
            *to = self.ended(simd, sums[index], bias[index], residual.get(index).copied());
        }
        if !last.is_empty() {
            let (sum, bias) = (simd.partial_load_f32s(last), simd.partial_load_f32s(last_bias));
            simd.partial_store_f32s(last_to, self.ended(simd, sum, bias, Some(simd.partial_load_f32s(last_residual))));
        }
    }

    #[inline(always)]
    fn ended<S: Simd>(&self, simd: S, sum: S::f32s, bias: S::f32s, residual: Option<S::f32s>) -> S::f32s {
        let sum = simd.add_f32s(sum, bias);
        let sum = match residual {
            Some(residual) => simd.add_f32s(sum, residual),
            None => sum,
        };
        if self.rectifies { through(simd, sum, sum) } else { sum }
    }
}

struct Pixels<'a> {
    ending: &'a Ending<'a>,
    sums: &'a [f32],
    pitch: usize,
    channel: usize,
    pixels: &'a [usize],
    results: &'a mut [f32],
}

impl WithSimd for Pixels<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let channels = self.ending.bias.len();
        for (pixel, sums) in self.pixels.iter().zip(self.sums.chunks_exact(self.pitch)) {
            let sums = &sums[..self.pitch.min(channels - self.channel)];
            self.ending.end(simd, sums, self.channel, self.results, pixel * channels + self.channel);
        }
    }
}
