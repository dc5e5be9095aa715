//! The layers that remain once batch-norm is folded in: convolution and linear. Images are `[N, H, W, C]` in them.

use super::kernel::{Kernel, convolve, convolve_onto};
use burn::tensor::Tensor;
use freqscope_kernels::Weights;
use freqscope_weights::{convolution::Shape, source::Layer};
use std::sync::Arc;

/// A square convolution with bias; padding keeps the size at stride 1.
#[derive(Debug)]
pub struct ConvolutionLayer(Arc<Kernel>);

impl ConvolutionLayer {
    /// A layer of this shape.
    pub fn new(shape: Shape, layer: Layer) -> Self {
        let Shape { input, output, kernel: side, stride } = shape;
        Self(Arc::new(Kernel::new(Weights { values: layer.weight, output, input, side }, layer.bias, stride)))
    }

    /// H and W shrink by the stride.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        convolve(x, &self.0, false)
    }

    /// And then a ReLU.
    pub fn rectified(&self, x: Tensor<4>) -> Tensor<4> {
        convolve(x, &self.0, true)
    }

    /// And then `residual` is added, and then comes a ReLU.
    pub fn rectified_onto(&self, x: Tensor<4>, residual: Tensor<4>) -> Tensor<4> {
        convolve_onto(residual, x, &self.0)
    }
}

/// A fully connected layer with bias: a convolution of images of one pixel.
#[derive(Debug)]
pub struct LinearLayer(ConvolutionLayer);

impl LinearLayer {
    /// A layer of shape `[out, in]`.
    pub fn new([output, input]: [usize; 2], layer: Layer) -> Self {
        Self(ConvolutionLayer::new(Shape { input, output, kernel: 1, stride: 1 }, layer))
    }

    /// `[N, in]` → `[N, out]`.
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let [n, input] = x.dims();
        self.0.forward(x.reshape([n, 1, 1, input])).flatten(1, 3)
    }
}
