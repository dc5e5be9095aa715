//! The layers that remain once batch-norm is folded in: convolution and linear.

use super::weights::Weights;
use crate::error::Result;
use burn::tensor::{Device, Tensor, TensorData, module, ops::ConvOptions};

/// A square convolution with bias; padding keeps the size at stride 1.
#[derive(Debug)]
pub struct Convolution {
    weight: Tensor<4>,
    bias: Tensor<1>,
    options: ConvOptions<2>,
}

/// Channels in, channels out, side of the kernel and stride of a [`Convolution`].
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub input: usize,
    pub output: usize,
    pub kernel: usize,
    pub stride: usize,
}

impl Convolution {
    /// Takes the layer `name` out of the file.
    pub fn take(weights: &mut Weights, name: &str, shape: Shape, device: &Device) -> Result<Self> {
        let dimensions = [shape.output, shape.input, shape.kernel, shape.kernel];
        let layer = weights.take(name, &dimensions)?;
        let padding = shape.kernel / 2;
        Ok(Self {
            weight: Tensor::from_data(TensorData::new(layer.weight, dimensions), device),
            bias: Tensor::from_data(TensorData::new(layer.bias, [shape.output]), device),
            options: ConvOptions::new([shape.stride; 2], [padding; 2], [1; 2], 1),
        })
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
    /// Takes the layer `name` out of the file.
    pub fn take(weights: &mut Weights, name: &str, shape: [usize; 2], device: &Device) -> Result<Self> {
        let [output, input] = shape;
        let layer = weights.take(name, &[output, input])?;
        let weight = Tensor::<2>::from_data(TensorData::new(layer.weight, shape), device);
        Ok(Self {
            weight: weight.transpose(),
            bias: Tensor::from_data(TensorData::new(layer.bias, [1, output]), device),
        })
    }

    /// `[N, in]` → `[N, out]`.
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        x.matmul(self.weight.clone()) + self.bias.clone()
    }
}
