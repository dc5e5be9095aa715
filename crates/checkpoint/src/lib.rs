//! The tensors of a checkpoint: `.pt`, `.pth` and `.ckpt` of `torch.save` (its ZIP form and the one before it),
//! `.safetensors`, `.npz`, and plain pickles of NumPy arrays. The form is recognised by the bytes, not by the name.
//!
//! - [`source`]: bytes that are read where they are needed. `foreign`: files that are none of these.
//! - `pytorch`, `safetensors`, `npz`: the forms; `zip`: archives. `pickle`: a machine that builds what a pickle
//!   describes and runs none of it; `tree`: from that to names.
//! - [`tensor`] and [`number`]: where a tensor's numbers lie and how they are written.
//!
//! No claim of a file is believed before its bytes are there: opening takes at most some 50 MB whatever a file says, and
//! reading a tensor no more than the bytes that the file has for it.
//!
//! # Examples
//! ```
//! use freqscope_checkpoint::Checkpoint;
//!
//! let file = std::fs::read("../../tests/fixtures/pack/robustness_vgg.pt")?;
//! let checkpoint = Checkpoint::open(file)?;
//! let name = "model.module.model.classifier.bias";
//! assert_eq!(checkpoint.tensor(name).map(|tensor| tensor.shape()), Some(&[10][..]));
//! assert_eq!(checkpoint.floats(name)?.len(), 10);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]

mod foreign;
mod npz;
pub mod number;
mod pickle;
mod pytorch;
mod safetensors;
pub mod source;
pub mod tensor;
mod tree;
pub mod unreadable;
mod zip;

use source::Source;
use std::collections::BTreeMap;
use tensor::Tensor;
use tree::Tree;
use unreadable::Unreadable;

/// A file's tensors by name. Names of nested dictionaries are joined by dots.
#[derive(Debug)]
pub struct Checkpoint {
    source: Box<dyn Source>,
    tree: Tree,
}

/// What a whole model that was saved as an object says of one of its modules.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// The name of its class, such as `BatchNorm2d`, without its package.
    pub class: String,
    /// Its ε, where it has one.
    pub epsilon: Option<f64>,
}

impl Checkpoint {
    /// Finds the tensors of a file. Their numbers are read when they are asked for.
    ///
    /// # Errors
    /// [`Unreadable`] when the file is broken or something else, with what to do about it.
    pub fn open(source: impl Source + 'static) -> Result<Self, Unreadable> {
        let start = source::up_to(&source, 0, foreign::START)?;
        let tree = if let Some(unreadable) = foreign::recognise(&start) {
            return Err(unreadable);
        } else if zip::is_archive(&start) {
            let archive = zip::Archive::open(&source)?;
            match archive.holds("npy") {
                true => npz::read(&source, &archive)?,
                false => pytorch::archive(&source, &archive)?,
            }
        } else if pytorch::is_legacy(&start) {
            pytorch::legacy(&source)?
        } else if pickle::is_pickle(&start) {
            pytorch::plain_pickle(&source)?
        } else {
            safetensors::read(&source)?
        };
        Ok(Self { source: Box::new(source), tree })
    }

    /// The names of all tensors, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tree.tensors.keys().map(String::as_str)
    }

    /// The tensor of this name.
    pub fn tensor(&self, name: &str) -> Option<&Tensor> {
        self.tree.tensors.get(name)
    }

    /// Short lists of plain numbers beside the tensors, such as a mean that was kept as a list.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &[f64])> {
        self.tree.lists.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// The modules of a model that was saved whole, by name; none of a `state_dict`.
    pub fn modules(&self) -> impl Iterator<Item = (&str, &Module)> {
        self.tree.modules.iter().map(|(name, module)| (name.as_str(), module))
    }

    /// The text that a safetensors file carries beside its tensors.
    pub fn metadata(&self) -> &BTreeMap<String, String> {
        &self.tree.metadata
    }

    /// The whole file.
    ///
    /// # Errors
    /// [`Unreadable`] when it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>, Unreadable> {
        source::exactly(&*self.source, 0, self.source.size())
    }

    /// The numbers of a tensor of floats, row-major.
    ///
    /// # Errors
    /// [`Unreadable`] when there is no such tensor, it holds no floats, claims more numbers than the file has for it, or
    /// holds one that is not finite.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, Unreadable> {
        let tensor = self.tensor(name).ok_or_else(|| Unreadable::new(format!("“{name}” is missing")))?;
        let values = tensor.floats(&*self.source).map_err(|clause| Unreadable::new(format!("“{name}” {clause}")))?;
        match values.iter().all(|value| value.is_finite()) {
            true => Ok(values),
            false => Err(Unreadable::new(format!("“{name}” holds a value that is not finite"))),
        }
    }
}
