//! A layer, by the faster of two methods.

use crate::{patches::Patches, weights::Weights, winograd::Winograd};
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

    /// The results for images of dimensions `images`.
    pub fn forward(&self, x: &[f32], images: [usize; 4]) -> Vec<f32> {
        match &self.method {
            Method::Winograd(winograd) => winograd.forward(x, images, &self.bias),
            Method::Patches(patches) => patches.forward(x, images, &self.bias),
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
