//! Which layers a network has: its family, widths and depths.

use crate::{
    convolution::{ConvolutionPlan, Shape},
    invalid::InvalidModel,
    name::Name,
    resnet,
    step::Step,
    vgg,
};
use freqscope_core::{
    class::Class,
    error::{Error, Result, unfit::Fault},
    image::Image,
};
use std::{fmt, str::FromStr};

/// The networks that can be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Architecture {
    /// ResNet-18
    Resnet18,
    /// ResNet-34
    Resnet34,
    /// ResNet-50
    Resnet50,
    /// ResNet-101
    Resnet101,
    /// ResNet-152
    Resnet152,
    /// VGG-11
    Vgg11,
    /// VGG-13
    Vgg13,
    /// VGG-16
    Vgg16,
    /// VGG-19
    Vgg19,
}

/// How the layers of a network are connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// A ResNet whose blocks have two 3×3 convolutions; CIFAR stem.
    BasicResnet,
    /// A ResNet whose blocks have a 1×1, a 3×3 and a 1×1 convolution; CIFAR stem, stride in the 3×3.
    BottleneckResnet,
    /// A VGG with a max-pooling after each group of 3×3 convolutions and one linear layer.
    Vgg,
}

/// What the layers of a network follow from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geometry {
    architecture: Architecture,
    widths: Vec<usize>,
    blocks: Vec<usize>,
}

/// Stages that are computed: five poolings leave one pixel of 32.
const MOST_STAGES: usize = 5;
/// Widths that are computed; a file may claim any.
const MOST_CHANNELS: usize = 2048;
/// Blocks of one stage that are computed; a file may claim any.
const MOST_BLOCKS: usize = 64;

impl Architecture {
    /// Every network.
    pub const ALL: [Self; 9] = [
        Self::Resnet18,
        Self::Resnet34,
        Self::Resnet50,
        Self::Resnet101,
        Self::Resnet152,
        Self::Vgg11,
        Self::Vgg13,
        Self::Vgg16,
        Self::Vgg19,
    ];

    /// What packed files and the manifest call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resnet18 => "resnet18",
            Self::Resnet34 => "resnet34",
            Self::Resnet50 => "resnet50",
            Self::Resnet101 => "resnet101",
            Self::Resnet152 => "resnet152",
            Self::Vgg11 => "vgg11",
            Self::Vgg13 => "vgg13",
            Self::Vgg16 => "vgg16",
            Self::Vgg19 => "vgg19",
        }
    }

    /// How its layers are connected.
    pub fn family(self) -> Family {
        match self {
            Self::Resnet18 | Self::Resnet34 => Family::BasicResnet,
            Self::Resnet50 | Self::Resnet101 | Self::Resnet152 => Family::BottleneckResnet,
            Self::Vgg11 | Self::Vgg13 | Self::Vgg16 | Self::Vgg19 => Family::Vgg,
        }
    }

    /// The blocks of each stage that give it its number of layers.
    pub fn blocks(self) -> &'static [usize] {
        match self {
            Self::Resnet18 => &[2, 2, 2, 2],
            Self::Resnet34 | Self::Resnet50 => &[3, 4, 6, 3],
            Self::Resnet101 => &[3, 4, 23, 3],
            Self::Resnet152 => &[3, 8, 36, 3],
            Self::Vgg11 => &[1, 1, 2, 2, 2],
            Self::Vgg13 => &[2, 2, 2, 2, 2],
            Self::Vgg16 => &[2, 2, 3, 3, 3],
            Self::Vgg19 => &[2, 2, 4, 4, 4],
        }
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Architecture {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let known = Self::ALL.into_iter().find(|architecture| architecture.name() == text);
        known.ok_or_else(|| Error::Architecture(text.into()))
    }
}

impl Geometry {
    /// A network with these output channels and this number of blocks in each stage. For a VGG a stage is a group of
    /// convolutions between two poolings, and each convolution is a block.
    ///
    /// # Errors
    /// [`InvalidModel`] when the lists do not belong together or ask for more than a sane network has.
    pub fn new(architecture: Architecture, widths: Vec<usize>, blocks: Vec<usize>) -> Result<Self, InvalidModel> {
        let outside = |most, values: &[usize]| values.iter().copied().find(|value| !(1..=most).contains(value));
        if widths.is_empty() || widths.len() != blocks.len() {
            return Err(InvalidModel::new("its widths and blocks do not belong together"));
        }
        if widths.len() > MOST_STAGES {
            return Err(InvalidModel::new(format!(
                "it has {} stages, and 1 to {MOST_STAGES} can be computed",
                widths.len()
            ))
            .because(Fault::TooLarge));
        }
        if let Some(width) = outside(MOST_CHANNELS, &widths) {
            let reason = format!("a stage of it is {width} channels wide, and 1 to {MOST_CHANNELS} can be computed");
            return Err(InvalidModel::new(reason));
        }
        if architecture.family() == Family::BottleneckResnet
            && widths.iter().any(|width| width % resnet::EXPANSION != 0)
        {
            let reason = format!("its widths are {widths:?}, and those of a {architecture} are multiples of four");
            return Err(InvalidModel::new(reason));
        }
        if let Some(count) = outside(MOST_BLOCKS, &blocks) {
            let reason = format!("a stage of it has {count} blocks, and 1 to {MOST_BLOCKS} can be computed");
            return Err(InvalidModel::new(reason));
        }
        Ok(Self { architecture, widths, blocks })
    }

    /// Which network it is.
    pub fn architecture(&self) -> Architecture {
        self.architecture
    }

    /// Output channels of each stage.
    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// Blocks of each stage.
    pub fn blocks(&self) -> &[usize] {
        &self.blocks
    }

    /// The way through the network, up to its linear layer.
    pub fn steps(&self) -> Vec<Step<ConvolutionPlan>> {
        match self.architecture.family() {
            Family::BasicResnet => resnet::steps(&self.widths, &self.blocks, resnet::Block::Basic),
            Family::BottleneckResnet => resnet::steps(&self.widths, &self.blocks, resnet::Block::Bottleneck),
            Family::Vgg => vgg::steps(&self.widths, &self.blocks),
        }
    }

    /// The linear layer's `[out, in]`; it reads the channels of the last step, each averaged over the image.
    pub fn head(&self) -> [usize; 2] {
        let last = self.steps().iter().rev().find_map(|step| step.convolutions().last().map(|plan| plan.shape.output));
        [Class::COUNT, last.unwrap_or(0)]
    }

    /// Numbers of the largest image that a layer reads or makes.
    pub fn largest_image(&self) -> usize {
        let (mut side, mut largest) = (Image::SIDE, Image::LEN);
        for step in self.steps() {
            for Shape { output, stride, .. } in step.path().map(|plan| plan.shape) {
                side = side.div_ceil(stride);
                largest = largest.max(side * side * output);
            }
            if step == Step::Pool {
                side /= 2;
            }
        }
        largest
    }

    /// Every layer with the dimensions of its weight, in the order in which they are computed.
    pub fn layers(&self) -> Vec<(Name, Vec<usize>)> {
        let steps = self.steps();
        let plans = steps.iter().flat_map(Step::convolutions);
        let convolutions = plans.map(|plan| (plan.name, plan.shape.dimensions().to_vec()));
        convolutions.chain([(Name::Head, self.head().to_vec())]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers(architecture: Architecture, widths: &[usize]) -> Vec<(String, Vec<usize>)> {
        let geometry = Geometry::new(architecture, widths.to_vec(), architecture.blocks().to_vec()).unwrap();
        geometry.layers().into_iter().map(|(name, dimensions)| (name.to_string(), dimensions)).collect()
    }

    fn weights(layers: &[(String, Vec<usize>)]) -> usize {
        layers.iter().map(|(_, dimensions)| dimensions.iter().product::<usize>() + dimensions[0]).sum()
    }

    #[test]
    fn the_families_have_the_layers_that_their_numbers_promise() {
        // The counts of PyTorch's networks with CIFAR stem, where each batch-norm's two numbers became one bias.
        let table = [
            (Architecture::Resnet18, vec![64, 128, 256, 512], 18 + 3, 11_173_962 - 4_800),
            (Architecture::Resnet34, vec![64, 128, 256, 512], 34 + 3, 21_282_122 - 8_512),
            (Architecture::Resnet50, vec![256, 512, 1024, 2048], 50 + 4, 23_520_842 - 26_560),
            (Architecture::Resnet101, vec![256, 512, 1024, 2048], 101 + 4, 42_512_970 - 52_672),
            (Architecture::Resnet152, vec![256, 512, 1024, 2048], 152 + 4, 58_156_618 - 75_712),
            (Architecture::Vgg11, vec![64, 128, 256, 512, 512], 9, 9_231_114 - 2 * 2_752),
            (Architecture::Vgg13, vec![64, 128, 256, 512, 512], 11, 9_416_010 - 2 * 2_944),
            (Architecture::Vgg16, vec![64, 128, 256, 512, 512], 14, 14_728_266 - 2 * 4_224),
            (Architecture::Vgg19, vec![64, 128, 256, 512, 512], 17, 20_040_522 - 2 * 5_504),
        ];
        for (architecture, widths, count, numbers) in table {
            let layers = layers(architecture, &widths);
            assert_eq!((layers.len(), weights(&layers)), (count, numbers), "{architecture}");
        }
    }

    #[test]
    fn layers_are_named_as_packed_files_name_them() {
        let has = |architecture, widths: &[usize], name: &str, dimensions: &[usize]| {
            let layers = layers(architecture, widths);
            assert!(layers.iter().any(|(n, d)| n == name && d == dimensions), "{name}: {layers:?}");
        };
        has(Architecture::Resnet18, &[4, 8, 8, 8], "stages.1.0.shortcut", &[8, 4, 1, 1]);
        has(Architecture::Resnet50, &[16, 32, 32, 32], "stem", &[4, 3, 3, 3]);
        has(Architecture::Resnet50, &[16, 32, 32, 32], "stages.0.0.shortcut", &[16, 4, 1, 1]);
        has(Architecture::Resnet50, &[16, 32, 32, 32], "stages.1.0.conv2", &[8, 8, 3, 3]);
        has(Architecture::Resnet50, &[16, 32, 32, 32], "stages.3.2.conv3", &[32, 8, 1, 1]);
        has(Architecture::Resnet50, &[16, 32, 32, 32], "head", &[10, 32]);
        has(Architecture::Vgg19, &[4, 8, 8, 8, 6], "features.15", &[6, 6, 3, 3]);
        has(Architecture::Vgg19, &[4, 8, 8, 8, 6], "head", &[10, 6]);
    }

    #[test]
    fn absurd_networks_are_refused() {
        let refused = |widths: Vec<usize>, blocks: Vec<usize>, expected: &str| {
            let text = Geometry::new(Architecture::Vgg19, widths, blocks).unwrap_err().to_string();
            assert!(text.contains(expected), "{text}");
        };
        refused(vec![], vec![], "do not belong together");
        refused(vec![1; 6], vec![1; 6], "6 stages");
        refused(vec![1_000_000_000], vec![1], "1000000000 channels");
        refused(vec![0], vec![1], "0 channels");
        refused(vec![1], vec![1_000_000], "1000000 blocks");
    }
}
