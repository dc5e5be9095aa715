//! What the layers of a network are called in the checkpoints of others.

use crate::name::{Name, Part};
use std::fmt;

/// A way to name the tensors of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamingScheme {
    /// This project's `training/`: `stem`, `stages.S.B.conv1`, `head`.
    ProjectResnet,
    /// This project's `training/`: `features.N`, `norms.N`, `head`.
    ProjectVgg,
    /// torchvision's and timm's: `conv1`, `layer1.0.conv1`, `layer2.0.downsample.0`, `fc`.
    Torchvision,
    /// The CIFAR ResNets of kuangliu/pytorch-cifar and MadryLab/robustness: `shortcut.0` and `linear` instead.
    CifarResnet,
    /// Those of weiaicunzai/pytorch-cifar100: `conv1.0`, `conv2_x.0.residual_function.0`.
    Cifar100Resnet,
    /// VGGs of torchvision, timm, pytorch-cifar and robustness: `features.N`, which counts every module, `classifier`.
    CifarVgg,
    /// The same without batch-norm.
    PlainVgg,
}

/// Where the tensors of one layer are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Prefix of `.weight` and `.bias`.
    pub layer: String,
    /// Prefix of the batch-norm's tensors; none of a layer without one.
    pub norm: Option<String>,
}

/// What the linear layer at the end may be called; whoever changes the number of classes gives it a name.
const HEADS: [&str; 9] =
    ["fc", "linear", "classifier", "classifier.0", "classifier.1", "head", "head.fc", "fc.0", "fc.1"];

impl NamingScheme {
    /// Every scheme.
    pub const ALL: [Self; 7] = [
        Self::ProjectResnet,
        Self::ProjectVgg,
        Self::Torchvision,
        Self::CifarResnet,
        Self::Cifar100Resnet,
        Self::CifarVgg,
        Self::PlainVgg,
    ];

    /// What the linear layer may be called.
    pub fn heads(self) -> &'static [&'static str] {
        match self {
            Self::ProjectResnet | Self::ProjectVgg => &["head"],
            _ => &HEADS,
        }
    }

    /// The tensor by which the scheme is recognised.
    pub fn anchor(self) -> &'static str {
        match self {
            Self::ProjectResnet => "stages.0.0.conv1.weight",
            Self::ProjectVgg => "norms.0.running_mean",
            Self::Torchvision => "layer2.0.downsample.0.weight",
            Self::CifarResnet => "layer2.0.shortcut.0.weight",
            Self::Cifar100Resnet => "conv2_x.0.residual_function.0.weight",
            Self::CifarVgg => "features.1.running_mean",
            Self::PlainVgg => "features.0.weight",
        }
    }

    /// Whether its networks are VGGs.
    pub fn is_vgg(self) -> bool {
        matches!(self, Self::ProjectVgg | Self::CifarVgg | Self::PlainVgg)
    }

    /// The prefixes of a layer's tensors, but of the linear layer's.
    pub fn place(self, name: Name) -> Place {
        let (layer, norm) = match self {
            Self::ProjectResnet | Self::ProjectVgg => (name.to_string(), project_norm(name)),
            Self::Cifar100Resnet => (cifar100(name, 0), cifar100(name, 1)),
            // A convolution and a ReLU for each index, and a pooling for each group.
            Self::PlainVgg => return Place { layer: counted(name, 2), norm: None },
            _ => (self.others(name, Role::Convolution), self.others(name, Role::Norm)),
        };
        Place { layer, norm: Some(norm) }
    }

    /// The name of a convolution, or of the batch-norm after it, in the schemes that most use.
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
            Name::Head => name.to_string(),
        }
    }
}

impl fmt::Display for NamingScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ProjectResnet | Self::ProjectVgg => "project",
            Self::Torchvision => "torchvision",
            Self::CifarResnet => "cifar-resnet",
            Self::Cifar100Resnet => "cifar100-resnet",
            Self::CifarVgg => "cifar-vgg",
            Self::PlainVgg => "plain-vgg",
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

/// A layer of weiaicunzai/pytorch-cifar100: convolution, batch-norm and ReLU are counted in each block.
fn cifar100(name: Name, number: usize) -> String {
    match name {
        Name::Stem => format!("conv1.{number}"),
        Name::Residual { stage, block, part: Part::Convolution(index) } => {
            format!("conv{}_x.{block}.residual_function.{}", stage + 2, 3 * (index - 1) + number)
        }
        Name::Residual { stage, block, part: Part::Shortcut } => {
            format!("conv{}_x.{block}.shortcut.{number}", stage + 2)
        }
        Name::Feature { .. } | Name::Head => name.to_string(),
    }
}

/// A convolution among modules that are counted, `each` of them for a convolution.
fn counted(name: Name, each: usize) -> String {
    match name {
        Name::Feature { group, index } => format!("features.{}", each * index + group),
        _ => name.to_string(),
    }
}
