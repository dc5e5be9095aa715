//! Residual networks with a CIFAR stem (3×3, stride 1, no max-pooling).

use super::{
    layers::{Convolution, Linear, Shape},
    weights::Weights,
};
use crate::{class::Class, error::Result, image::Image};
use burn::tensor::{Device, Tensor, activation::relu};

/// A ResNet of basic blocks (He et al., 2015), batch-norm folded into the convolutions.
#[derive(Debug)]
pub struct ResNet {
    stem: Convolution,
    blocks: Vec<BasicBlock>,
    head: Linear,
}

/// Two 3×3 convolutions and a shortcut around them.
#[derive(Debug)]
struct BasicBlock {
    conv1: Convolution,
    conv2: Convolution,
    shortcut: Option<Convolution>,
}

impl ResNet {
    /// Takes the whole network out of the file, whose header states widths and blocks.
    pub fn take(weights: &mut Weights, device: &Device) -> Result<Self> {
        let header = weights.header.clone();
        let mut width = header.widths[0];
        let stem = Shape { input: Image::CHANNELS, output: width, kernel: 3, stride: 1 };
        let stem = Convolution::take(weights, "stem", stem, device)?;
        let mut blocks = Vec::new();
        for (stage, (&output, &count)) in header.widths.iter().zip(&header.blocks).enumerate() {
            for block in 0..count {
                let stride = if stage > 0 && block == 0 { 2 } else { 1 };
                let shape = Shape { input: width, output, kernel: 3, stride };
                blocks.push(BasicBlock::take(weights, &format!("stages.{stage}.{block}"), shape, device)?);
                width = output;
            }
        }
        let head = Linear::take(weights, "head", [Class::COUNT, width], device)?;
        Ok(Self { stem, blocks, head })
    }

    /// `[N, 3, 32, 32]` normalised pixels → `[N, 10]` logits.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = relu(self.stem.forward(x));
        let x = self.blocks.iter().fold(x, |x, block| block.forward(x));
        let pooled: Tensor<2> = x.mean_dims(&[2, 3]).flatten(1, 3);
        self.head.forward(pooled)
    }
}

impl BasicBlock {
    fn take(weights: &mut Weights, name: &str, shape: Shape, device: &Device) -> Result<Self> {
        let second = Shape { input: shape.output, stride: 1, ..shape };
        let projection = Shape { kernel: 1, ..shape };
        let conv1 = Convolution::take(weights, &format!("{name}.conv1"), shape, device)?;
        let conv2 = Convolution::take(weights, &format!("{name}.conv2"), second, device)?;
        let projects = shape.stride != 1 || shape.input != shape.output;
        let shortcut = projects
            .then(|| Convolution::take(weights, &format!("{name}.shortcut"), projection, device))
            .transpose()?;
        Ok(Self { conv1, conv2, shortcut })
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let shortcut = match &self.shortcut {
            Some(projection) => projection.forward(x.clone()),
            None => x.clone(),
        };
        let x = relu(self.conv1.forward(x));
        relu(self.conv2.forward(x) + shortcut)
    }
}
