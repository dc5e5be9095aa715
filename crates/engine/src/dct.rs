//! The discrete cosine transform as products of matrices, for devices that are good at those.

use burn::tensor::{Device, Tensor, TensorData};
use freqscope_core::image::Image;
use std::f64::consts::PI;

/// What makes images of coefficients on a device.
pub struct Waves(
    /// `[1, 1, 32, 32]`: D, a wave a row.
    Tensor<4>,
);

impl Waves {
    /// All waves, for tensors on this device.
    pub fn on(device: &Device) -> Self {
        Self(Tensor::from_data(TensorData::new(table(wave), [1, 1, Image::SIDE, Image::SIDE]), device))
    }

    /// The images of the spectra X, Dᵀ · X · D; both are `[N, 3, 32, 32]`.
    pub fn image(&self, spectra: Tensor<4>) -> Tensor<4> {
        self.0.clone().transpose().matmul(spectra.matmul(self.0.clone()))
    }
}

/// 32×32 numbers, row-major.
pub fn table(at: impl Fn(usize, usize) -> f32) -> Vec<f32> {
    (0..Image::PLANE).map(|i| at(i / Image::SIDE, i % Image::SIDE)).collect()
}

/// Pixel x of the cosine with u half-waves across an image, of length 1.
fn wave(u: usize, x: usize) -> f32 {
    let side = Image::SIDE as f64;
    let length = if u == 0 { side } else { side / 2.0 };
    ((PI * (x as f64 + 0.5) * u as f64 / side).cos() / length.sqrt()) as f32
}
