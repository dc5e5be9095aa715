//! What the layers of a network are called.

use std::fmt;

/// Names one layer; as text, the name that it has in a packed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// `stem`: the first convolution of a ResNet.
    Stem,
    /// `stages.S.B.…`: a convolution of a residual block.
    Residual {
        /// The stage S, from 0.
        stage: usize,
        /// The block B of the stage, from 0.
        block: usize,
        /// Which convolution of the block.
        part: Part,
    },
    /// `features.N`: a convolution of a VGG.
    Feature {
        /// The group between two poolings, from 0.
        group: usize,
        /// N counts the convolutions of the whole network, from 0.
        index: usize,
    },
    /// `head`: the linear layer at the end.
    Head,
}

/// A convolution of a residual block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `convN`: one of the block's own, from 1.
    Convolution(usize),
    /// `shortcut`: the 1×1 convolution around them.
    Shortcut,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stem => f.write_str("stem"),
            Self::Residual { stage, block, part } => write!(f, "stages.{stage}.{block}.{part}"),
            Self::Feature { index, .. } => write!(f, "features.{index}"),
            Self::Head => f.write_str("head"),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Convolution(index) => write!(f, "conv{index}"),
            Self::Shortcut => f.write_str("shortcut"),
        }
    }
}
