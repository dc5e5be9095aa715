//! A layer, by the faster of two methods.

use crate::{ending::Ending, patches::Patches, weights::Weights, winograd::Winograd};
use std::sync::Arc;

/// A square convolution with bias, padded so that stride 1 keeps the size.
#[derive(Debug)]
pub struct Convolution {
    method: Method,
    bias: Vec<f32>,
}

#[derive(Debug)]
enum Method {
    Winograd(Winograd),
    Patches(Patches),
}

impl Convolution {
    /// Of weights, `[out]` biases and a stride.
    pub fn new(weights: impl Into<Arc<Weights>>, bias: Vec<f32>, stride: usize) -> Self {
        let weights = weights.into();
        let method = match stride {
            1 if Winograd::suits(&weights) => Method::Winograd(Winograd::new(weights)),
            _ => Method::Patches(Patches::new(weights, stride)),
        };
        Self { method, bias }
    }

    /// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`, sizes rounded up.
    pub fn results(&self, [n, height, width, _]: [usize; 4]) -> [usize; 4] {
        let stride = match &self.method {
            Method::Winograd(_) => 1,
            Method::Patches(patches) => patches.stride(),
        };
        [n, height.div_ceil(stride), width.div_ceil(stride), self.bias.len()]
    }

    /// The results for images of dimensions `images`; to those `residual` is added, and all ends in max(·, 0) where it
    /// `rectifies`. A NaN stays one.
    pub fn forward(&self, x: &[f32], images: [usize; 4], residual: Option<&[f32]>, rectifies: bool) -> Vec<f32> {
        let ending = Ending { bias: &self.bias, residual, rectifies };
        match &self.method {
            Method::Winograd(winograd) => winograd.forward(x, images, ending),
            Method::Patches(patches) => patches.forward(x, images, ending),
        }
    }

    /// The slopes of what a function has the given slopes in the results, in images of dimensions `images`.
    pub fn adjoint(&self, slopes: &[f32], images: [usize; 4]) -> Vec<f32> {
        match &self.method {
            Method::Winograd(winograd) => winograd.adjoint(slopes, images),
            Method::Patches(patches) => patches.adjoint(slopes, images),
        }
    }
}
