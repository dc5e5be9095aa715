//! From a checkpoint of PyTorch's to a packed file.
//!
//! The crate `freqscope-checkpoint` reads the tensors. `recognise` finds out which network they are, by the names of
//! layers that [`naming_scheme`] knows, or which one that is `unsupported`; `stored_normalisation` what the file says of
//! pixels. [`folded`] is the network with its batch-norm folded, `assumptions` what had to be taken for granted of it, and
//! [`writer`] writes the int8 weights of [`pack`].

mod assumptions;
pub mod folded;
pub mod naming_scheme;
mod recognise;
mod stored_normalisation;
mod unsupported;
pub mod writer;

use crate::{invalid::InvalidModel, source::WeightSource};
use writer::Writer;

/// The packed file of a network. The same network gives the same bytes.
///
/// # Errors
/// Those of `source`.
pub fn pack(source: &impl WeightSource) -> Result<Vec<u8>, InvalidModel> {
    let mut writer = Writer::new(source.header());
    for (name, dimensions) in source.header().geometry.layers() {
        writer.put(name, &source.layer(name, &dimensions)?);
    }
    Ok(writer.finish())
}
