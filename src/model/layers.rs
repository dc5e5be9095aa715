//! The layers that remain once batch-norm is folded in: convolution and linear.

use super::{geometry::Shape, source::Layer};
use burn::tensor::{Device, Tensor, TensorData, module, ops::ConvOptions};

/// A square convolution with bias; padding keeps the size at stride 1.
#[derive(Debug)]
pub struct Convolution {
    weight: Tensor<4>,
    bias: Tensor<1>,
    options: ConvOptions<2>,
}

impl Convolution {
    /// Puts a layer of this shape on the device.
    pub fn new(shape: Shape, layer: Layer, device: &Device) -> Self {
        let padding = shape.kernel / 2;
        Self {
            weight: Tensor::from_data(TensorData::new(layer.weight, shape.dimensions()), device),
            bias: Tensor::from_data(TensorData::new(layer.bias, [shape.output]), device),
            options: ConvOptions::new([shape.stride; 2], [padding; 2], [1; 2], 1),
        }
    }

    /// `[N, in, H, W]` → `[N, out, H / stride, W / stride]`.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        module::conv2d(x, self.weight.clone(), Some(self.bias.clone()), self.options.clone())
    }
}

/// A fully connected layer with bias.
#[derive(Debug)]
pub struct Linear {
    weight: Tensor<2>,
    bias: Tensor<2>,
}

impl Linear {
    /// Puts a layer of shape `[out, in]` on the device.
    pub fn new(shape: [usize; 2], layer: Layer, device: &Device) -> Self {
        let weight = Tensor::<2>::from_data(TensorData::new(layer.weight, shape), device);
        Self { weight: weight.transpose(), bias: Tensor::from_data(TensorData::new(layer.bias, [1, shape[0]]), device) }
    }

    /// `[N, in]` → `[N, out]`.
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        x.matmul(self.weight.clone()) + self.bias.clone()
    }
}
