//! Why a file is no network that can be used.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why weights or a checkpoint are refused: the kind of fault, and all that is known of it as an English clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfit {
    /// By which it is put into words.
    pub fault: Fault,
    /// “it is a web page, not a checkpoint: download the file itself once more”.
    pub detail: String,
}

/// Kinds of faults, each with a remedy of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It contradicts itself, or cannot be read.
    #[default]
    Broken,
    /// It did not arrive whole, or something else did.
    Download,
    /// A pointer of Git LFS.
    Pointer,
    /// It holds more than tensors, or is packed in a way that is not read.
    NotTensors,
    /// A program of TorchScript.
    Scripted,
    /// Of another framework.
    Framework,
    /// No network of a known family, or one that is not computed here.
    Unsupported,
    /// Tensors are missing, left over or of other shapes than its network's.
    Shapes,
    /// A weight, or what the network computes, is not a finite number.
    NotFinite,
    /// Larger than what is read.
    TooLarge,
    /// Its classes are not those of CIFAR-10.
    Classes,
    /// What the visitor says of it is not so.
    Hints,
    /// What was kept of it on this machine is gone.
    Gone,
    /// It lies in an archive.
    Packed,
    /// It holds images.
    Images,
}

impl Unfit {
    /// Of a kind, with what is known of it.
    pub fn new(fault: Fault, detail: impl Into<String>) -> Self {
        Self { fault, detail: detail.into() }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}
