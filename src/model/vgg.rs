//! VGG networks (Simonyan and Zisserman, 2014) for 32×32 images: one linear layer after the last pooling.

use super::{
    geometry::{Geometry, Shape, Site},
    name::Name,
    step::Step,
};
use crate::image::Image;

/// The convolutions of every group, and a pooling after each group.
pub fn steps(geometry: &Geometry) -> Vec<Step<Site>> {
    let (mut input, mut index, mut steps) = (Image::CHANNELS, 0, Vec::new());
    for (group, (&output, &count)) in geometry.widths().iter().zip(geometry.blocks()).enumerate() {
        for _ in 0..count {
            let shape = Shape { input, output, kernel: 3, stride: 1 };
            steps.push(Step::Convolution(Site { name: Name::Feature { group, index }, shape }));
            (input, index) = (output, index + 1);
        }
        steps.push(Step::Pool);
    }
    steps
}
