//! Residual networks with a CIFAR stem (3×3, stride 1, no max-pooling).

use crate::{
    convolution::{ConvolutionPlan, Shape},
    name::{Name, Part},
    step::Step,
};
use freqscope_core::image::Image;

/// The two kinds of residual blocks (He et al., 2015).
#[derive(Debug, Clone, Copy)]
pub enum Block {
    /// Two 3×3 convolutions.
    Basic,
    /// A 1×1, a 3×3 and a 1×1 convolution that widens fourfold.
    Bottleneck,
}

/// Output channels of a bottleneck for each channel inside it.
pub const EXPANSION: usize = 4;

impl Block {
    /// Channels inside a block with so many output channels.
    fn inner(self, output: usize) -> usize {
        match self {
            Self::Basic => output,
            Self::Bottleneck => output / EXPANSION,
        }
    }

    /// The convolutions before the last, and the last one.
    fn shapes(self, input: usize, output: usize, stride: usize) -> (Vec<Shape>, Shape) {
        let inner = self.inner(output);
        let shape = |input, output, kernel, stride| Shape { input, output, kernel, stride };
        match self {
            Self::Basic => (vec![shape(input, inner, 3, stride)], shape(inner, output, 3, 1)),
            Self::Bottleneck => {
                (vec![shape(input, inner, 1, 1), shape(inner, inner, 3, stride)], shape(inner, output, 1, 1))
            }
        }
    }
}

/// The stem, as wide as the first blocks inside, and the blocks of every stage; all stages but the first halve the
/// image.
pub fn steps(widths: &[usize], blocks: &[usize], kind: Block) -> Vec<Step<ConvolutionPlan>> {
    let mut input = kind.inner(widths[0]);
    let shape = Shape { input: Image::CHANNELS, output: input, kernel: 3, stride: 1 };
    let mut steps = vec![Step::Convolution(ConvolutionPlan { name: Name::Stem, shape })];
    for (stage, (&output, &count)) in widths.iter().zip(blocks).enumerate() {
        for block in 0..count {
            let stride = if stage > 0 && block == 0 { 2 } else { 1 };
            let plan = |part, shape| ConvolutionPlan { name: Name::Residual { stage, block, part }, shape };
            let (inner, last) = kind.shapes(input, output, stride);
            let projects = stride != 1 || input != output;
            steps.push(Step::Residual {
                last: plan(Part::Convolution(inner.len() + 1), last),
                inner: (1..).zip(inner).map(|(index, shape)| plan(Part::Convolution(index), shape)).collect(),
                shortcut: projects.then(|| plan(Part::Shortcut, Shape { input, output, kernel: 1, stride })),
            });
            input = output;
        }
    }
    steps
}
