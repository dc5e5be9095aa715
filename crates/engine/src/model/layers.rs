//! The layers that remain once batch-norm is folded in: convolution and linear.

use super::{
    convolution::Shape,
    kernel::{convolve, rectify},
    source::Layer,
};
use burn::tensor::{Device, Tensor, TensorData, activation, module, ops::ConvOptions};
use freqscope_kernels::Weights;
use std::sync::Arc;

/// The memory layout of images, chosen to suit the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TensorLayout {
    /// `[N, C, H, W]`, as burn takes them.
    ChannelsFirst,
    /// `[N, H, W, C]`, as the kernels for the CPU take them.
    ChannelsLast,
}

impl TensorLayout {
    /// The layout that is faster on this device.
    pub fn of(device: &Device) -> Self {
        if *device == Device::flex() { Self::ChannelsLast } else { Self::ChannelsFirst }
    }

    /// max(x, 0), by the kernel that is faster for this layout.
    pub fn relu(self, x: Tensor<4>) -> Tensor<4> {
        match self {
            Self::ChannelsFirst => activation::relu(x),
            Self::ChannelsLast => rectify(x),
        }
    }
}

/// A square convolution with bias; padding keeps the size at stride 1.
#[derive(Debug)]
pub enum ConvolutionLayer {
    /// On `[N, C, H, W]`.
    ChannelsFirst {
        /// `[out, in, side, side]`
        weight: Box<Tensor<4>>,
        /// `[out]`
        bias: Box<Tensor<1>>,
        /// Stride and padding.
        options: ConvOptions<2>,
    },
    /// On `[N, H, W, C]`.
    ChannelsLast(Arc<freqscope_kernels::Convolution>),
}

impl ConvolutionLayer {
    /// Puts a layer of this shape on the device.
    pub fn new(shape: Shape, layer: Layer, device: &Device) -> Self {
        let Shape { input, output, kernel: side, stride } = shape;
        match TensorLayout::of(device) {
            TensorLayout::ChannelsFirst => Self::ChannelsFirst {
                weight: Box::new(Tensor::from_data(TensorData::new(layer.weight, shape.dimensions()), device)),
                bias: Box::new(Tensor::from_data(TensorData::new(layer.bias, [output]), device)),
                options: ConvOptions::new([stride; 2], [side / 2; 2], [1; 2], 1),
            },
            TensorLayout::ChannelsLast => {
                let weights = Weights { values: layer.weight, output, input, side };
                Self::ChannelsLast(Arc::new(freqscope_kernels::Convolution::new(weights, layer.bias, stride)))
            }
        }
    }

    /// H and W shrink by the stride.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        match self {
            Self::ChannelsFirst { weight, bias, options } => {
                module::conv2d(x, *weight.clone(), Some(*bias.clone()), options.clone())
            }
            Self::ChannelsLast(convolution) => convolve(x, convolution),
        }
    }
}

/// A fully connected layer with bias.
#[derive(Debug)]
pub enum LinearLayer {
    /// As burn takes them.
    Matrix {
        /// `[in, out]`
        weight: Box<Tensor<2>>,
        /// `[1, out]`
        bias: Box<Tensor<2>>,
    },
    /// A convolution of images of one pixel.
    Kernel(Arc<freqscope_kernels::Convolution>),
}

impl LinearLayer {
    /// Puts a layer of shape `[out, in]` on the device.
    pub fn new([output, input]: [usize; 2], layer: Layer, device: &Device) -> Self {
        match TensorLayout::of(device) {
            TensorLayout::ChannelsFirst => {
                let weight = Tensor::<2>::from_data(TensorData::new(layer.weight, [output, input]), device);
                let bias = Tensor::from_data(TensorData::new(layer.bias, [1, output]), device);
                Self::Matrix { weight: Box::new(weight.transpose()), bias: Box::new(bias) }
            }
            TensorLayout::ChannelsLast => {
                let weights = Weights { values: layer.weight, output, input, side: 1 };
                Self::Kernel(Arc::new(freqscope_kernels::Convolution::new(weights, layer.bias, 1)))
            }
        }
    }

    /// `[N, in]` → `[N, out]`.
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Matrix { weight, bias } => x.matmul(*weight.clone()) + *bias.clone(),
            Self::Kernel(convolution) => {
                let [n, input] = x.dims();
                convolve(x.reshape([n, 1, 1, input]), convolution).flatten(1, 3)
            }
        }
    }
}
