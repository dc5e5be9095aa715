//! What the layers of a network are called in the checkpoints of others.

use crate::model::name::{Name, Part};
use std::fmt;

/// A way to name the tensors of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamingScheme {
    /// This project's `training/`: `stem`, `stages.S.B.conv1`, `features.N`, `head`.
    Project,
    /// torchvision's: `conv1`, `layer1.0.conv1`, `layer2.0.downsample.0`, `fc`; `features.N` counts every module.
    Torchvision,
    /// The CIFAR ResNets of kuangliu/pytorch-cifar and MadryLab/robustness: `shortcut.0` and `linear` instead.
    CifarResnet,
    /// Their VGGs: `features.N`, which counts every module, and `classifier`.
    CifarVgg,
}

/// Where the tensors of one layer are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Prefix of `.weight` and `.bias`.
    pub layer: String,
    /// Prefix of the batch-norm's tensors; none for a linear layer.
    pub norm: Option<String>,
}

impl NamingScheme {
    /// Every scheme.
    pub const ALL: [Self; 4] = [Self::Project, Self::Torchvision, Self::CifarResnet, Self::CifarVgg];

    /// What the linear layer is called, by which the scheme is recognised.
    pub fn head(self) -> &'static str {
        match self {
            Self::Project => "head",
            Self::Torchvision => "fc",
            Self::CifarResnet => "linear",
            Self::CifarVgg => "classifier",
        }
    }

    /// The prefixes of a layer's tensors.
    pub fn place(self, name: Name) -> Place {
        if name == Name::Head {
            return Place { layer: self.head().into(), norm: None };
        }
        let (layer, norm) = match self {
            Self::Project => (name.to_string(), project_norm(name)),
            _ => (self.others(name, Role::Convolution), self.others(name, Role::Norm)),
        };
        Place { layer, norm: Some(norm) }
    }

    /// The name of a convolution, or of the batch-norm after it, outside this project.
    fn others(self, name: Name, role: Role) -> String {
        let letters = if role == Role::Convolution { "conv" } else { "bn" };
        let number = usize::from(role == Role::Norm);
        match name {
            Name::Stem => format!("{letters}1"),
            Name::Residual { stage, block, part: Part::Convolution(index) } => {
                format!("layer{}.{block}.{letters}{index}", stage + 1)
            }
            Name::Residual { stage, block, part: Part::Shortcut } => {
                let shortcut = if self == Self::Torchvision { "downsample" } else { "shortcut" };
                format!("layer{}.{block}.{shortcut}.{number}", stage + 1)
            }
            // Before it there are a convolution, a batch-norm and a ReLU for each index, and a pooling for each group.
            Name::Feature { group, index } => format!("features.{}", 3 * index + group + number),
            Name::Head => self.head().into(),
        }
    }
}

impl fmt::Display for NamingScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Project => "project",
            Self::Torchvision => "torchvision",
            Self::CifarResnet => "cifar-resnet",
            Self::CifarVgg => "cifar-vgg",
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Convolution,
    Norm,
}

fn project_norm(name: Name) -> String {
    match name {
        Name::Residual { stage, block, part: Part::Convolution(index) } => format!("stages.{stage}.{block}.bn{index}"),
        Name::Residual { stage, block, part: Part::Shortcut } => format!("stages.{stage}.{block}.bn_shortcut"),
        Name::Feature { index, .. } => format!("norms.{index}"),
        Name::Stem | Name::Head => format!("bn_{name}"),
    }
}
