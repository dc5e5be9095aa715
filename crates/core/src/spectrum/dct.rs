//! The 2-D DCT of an image; the only file that calls rustdct.

use crate::image::Image;
use rustdct::{
    Dct2, Dct3,
    algorithm::{
        Type2And3SplitRadix,
        type2and3_butterflies::{Type2And3Butterfly8, Type2And3Butterfly16},
    },
};
use std::sync::{Arc, LazyLock};

const SIDE: usize = Image::SIDE;

/// What rustdct's planner would choose for 32 values. The planner itself would bring all of rustfft into the wasm.
static DCT: LazyLock<Type2And3SplitRadix<f64>> = LazyLock::new(|| {
    Type2And3SplitRadix::new(Arc::new(Type2And3Butterfly16::new()), Arc::new(Type2And3Butterfly8::new()))
});

/// The orthonormal 2-D DCT-II of each channel of an image; agrees with `scipy.fft.dctn(x, norm="ortho")`.
///
/// Coefficient (u, v) of channel c: u counts half-waves down the image, v across it. Units are those of the pixels;
/// for pixels in [0, 1] the coefficients lie in [−32, 32].
///
/// ```
/// use freqscope_core::{image::Image, spectrum::{band::Band, dct::Spectrum}};
///
/// // Half a wave down the image: it is all in coefficient (1, 0), and so in band 1.
/// let wave = |y: usize| (std::f32::consts::PI * (y as f32 + 0.5) / 32.0).cos();
/// let spectrum = Spectrum::of(&Image::from_fn(|_, y, _| wave(y)));
/// assert!((spectrum.get(0, 1, 0) - 22.627).abs() < 1e-3, "32 · √½");
/// assert!((spectrum.energy(0, Band::of(1, 0).coefficients()) - 512.0).abs() < 1e-2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Spectrum {
    coefficients: Vec<f32>,
}

impl Spectrum {
    /// The spectrum of `image`.
    pub fn of(image: &Image) -> Self {
        Self {
            coefficients: image
                .pixels()
                .chunks_exact(Image::PLANE)
                .flat_map(|plane| transform(plane, forward))
                .collect(),
        }
    }

    /// The image with this spectrum: the inverse transform. Not clipped to [0, 1].
    pub fn to_image(&self) -> Image {
        let planes = self.coefficients.chunks_exact(Image::PLANE);
        let pixels: Vec<f32> = planes.flat_map(|plane| transform(plane, inverse)).collect();
        Image::from_fn(|c, y, x| pixels[index(c, y, x)])
    }

    /// Coefficient (u, v) of channel c.
    pub fn get(&self, c: usize, u: usize, v: usize) -> f32 {
        self.coefficients[index(c, u, v)]
    }

    /// Sets coefficient (u, v) of channel c.
    pub fn set(&mut self, c: usize, u: usize, v: usize, value: f32) {
        self.coefficients[index(c, u, v)] = value;
    }

    /// All 3072 coefficients: channel, u, v.
    pub fn coefficients(&self) -> &[f32] {
        &self.coefficients
    }

    /// The energy Σ X² of these coefficients (u, v) of channel `c`.
    pub fn energy(&self, c: usize, coefficients: impl IntoIterator<Item = (usize, usize)>) -> f32 {
        coefficients.into_iter().map(|(u, v)| self.get(c, u, v).powi(2)).sum()
    }

    /// The magnitude |X| at each (u, v), averaged over the channels: 32×32 values, row u, column v.
    pub fn magnitude(&self) -> Vec<f32> {
        let mean = |i: usize| (0..Image::CHANNELS).map(|c| self.coefficients[c * Image::PLANE + i].abs()).sum::<f32>();
        (0..Image::PLANE).map(|i| mean(i) / Image::CHANNELS as f32).collect()
    }
}

const fn index(c: usize, row: usize, column: usize) -> usize {
    (c * SIDE + row) * SIDE + column
}

/// Applies a 1-D transform to the rows and then to the columns of one 32×32 plane.
fn transform(plane: &[f32], along: fn(&mut [f64])) -> Vec<f32> {
    let mut values: Vec<f64> = plane.iter().copied().map(f64::from).collect();
    for _ in 0..2 {
        values.chunks_exact_mut(SIDE).for_each(along);
        values = (0..Image::PLANE).map(|i| values[i % SIDE * SIDE + i / SIDE]).collect();
    }
    values.into_iter().map(|value| value as f32).collect()
}

/// Orthonormal DCT-II of 32 values: rustdct's sum, times √(2/32), the first also times √½.
fn forward(values: &mut [f64]) {
    DCT.process_dct2(values);
    scale(values, std::f64::consts::FRAC_1_SQRT_2);
}

/// Orthonormal DCT-III of 32 values. rustdct halves the first value itself, so √½ is √2 · ½.
fn inverse(values: &mut [f64]) {
    scale(values, std::f64::consts::SQRT_2);
    DCT.process_dct3(values);
}

fn scale(values: &mut [f64], first: f64) {
    let factor = (2.0 / SIDE as f64).sqrt();
    values.iter_mut().for_each(|value| *value *= factor);
    values[0] *= first;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_image_is_its_first_coefficient() {
        let spectrum = Spectrum::of(&Image::from_fn(|_, _, _| 0.25));
        assert!((spectrum.get(1, 0, 0) - 8.0).abs() < 1e-6);
        assert!(spectrum.get(1, 0, 1).abs() < 1e-6);
    }
}
