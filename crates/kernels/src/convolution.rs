//! A layer, by the faster of two methods.

use crate::{
    ending::Ending,
    patches::Patches,
    weights::Weights,
    winograd::{POINTS, TILE, Winograd},
};
use std::sync::{Arc, OnceLock};

/// A square convolution with bias, padded so that stride 1 keeps the size.
#[derive(Debug)]
pub struct Convolution {
    weights: Arc<Weights>,
    bias: Vec<f32>,
    stride: usize,
    /// Each made when it is first the faster one: a layer of a network has one size of images.
    winograd: OnceLock<Winograd>,
    patches: OnceLock<Patches>,
}

impl Convolution {
    /// Of weights, `[out]` biases and a stride.
    pub fn new(weights: impl Into<Arc<Weights>>, bias: Vec<f32>, stride: usize) -> Self {
        Self { weights: weights.into(), bias, stride, winograd: OnceLock::new(), patches: OnceLock::new() }
    }

    /// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`, sizes rounded up.
    pub fn results(&self, [n, height, width, _]: [usize; 4]) -> [usize; 4] {
        [n, height.div_ceil(self.stride), width.div_ceil(self.stride), self.bias.len()]
    }

    /// The results for images of dimensions `images`; to those `residual` is added, and all ends in max(·, 0) where it
    /// `rectifies`. A NaN stays one.
    pub fn forward(&self, x: &[f32], images: [usize; 4], residual: Option<&[f32]>, rectifies: bool) -> Vec<f32> {
        let ending = Ending { bias: &self.bias, residual, rectifies };
        match self.takes_tiles(images) {
            true => self.winograd().forward(x, images, ending),
            false => self.patches().forward(x, images, ending),
        }
    }

    /// The slopes of what a function has the given slopes in the results, in images of dimensions `images`.
    pub fn adjoint(&self, slopes: &[f32], images: [usize; 4]) -> Vec<f32> {
        match self.takes_tiles(images) {
            true => self.winograd().adjoint(slopes, images),
            false => self.patches().adjoint(slopes, images),
        }
    }

    /// Whether tiles need fewer multiplications: on a map of 2×2 pixels a tile takes 36 and the kernel meets pixels 16 times. That
    /// does not depend on how many images there are, so that their results do not either.
    fn takes_tiles(&self, [_, height, width, _]: [usize; 4]) -> bool {
        let tiles = height.div_ceil(TILE) * width.div_ceil(TILE);
        self.stride == 1 && Winograd::suits(&self.weights) && tiles * POINTS < (3 * height - 2) * (3 * width - 2)
    }

    fn winograd(&self) -> &Winograd {
        self.winograd.get_or_init(|| Winograd::new(self.weights.clone()))
    }

    fn patches(&self) -> &Patches {
        self.patches.get_or_init(|| Patches::new(self.weights.clone(), self.stride))
    }
}
