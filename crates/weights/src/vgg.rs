//! VGG networks (Simonyan and Zisserman, 2014) for 32×32 images: one linear layer after the last pooling.

use crate::{
    convolution::{ConvolutionPlan, Shape},
    name::Name,
    step::Step,
};
use freqscope_core::image::Image;

/// The convolutions of every group, and a pooling after each group.
pub fn steps(widths: &[usize], blocks: &[usize]) -> Vec<Step<ConvolutionPlan>> {
    let (mut input, mut index, mut steps) = (Image::CHANNELS, 0, Vec::new());
    for (group, (&output, &count)) in widths.iter().zip(blocks).enumerate() {
        for _ in 0..count {
            let shape = Shape { input, output, kernel: 3, stride: 1 };
            steps.push(Step::Convolution(ConvolutionPlan { name: Name::Feature { group, index }, shape }));
            (input, index) = (output, index + 1);
        }
        steps.push(Step::Pool);
    }
    steps
}
