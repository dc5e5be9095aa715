//! From a checkpoint of PyTorch's to a packed file.
//!
//! The crate `freqscope-checkpoint` reads the tensors. `recognise` finds out which network they are, by the names of
//! layers that [`naming_scheme`] knows, or which one that is `unsupported`; `stored_normalisation` what the file says of
//! pixels. [`folded`] is the network with its batch-norm folded, `assumptions` what had to be taken for granted of it, and
//! `quantise` chooses the int8 weights that [`pack`] writes. [`comparison`] says what that costs, and whether the network
//! computes what its owner's code computes.

mod assumptions;
pub mod comparison;
pub mod folded;
pub mod naming_scheme;
mod quantise;
mod recognise;
mod stored_normalisation;
mod unsupported;

use super::{invalid::InvalidModel, source::WeightSource};
use quantise::{Quantised, quantise};
use safetensors::Dtype;
use serde_json::json;
use std::collections::BTreeMap;

/// The packed file of a network. The same network gives the same bytes.
///
/// # Errors
/// Those of `source`.
pub fn pack(source: &impl WeightSource) -> Result<Vec<u8>, InvalidModel> {
    let (mut floats, mut integers) = (Vec::new(), Vec::new());
    for (name, dimensions) in source.header().geometry.layers() {
        let layer = source.layer(name, &dimensions)?;
        let Quantised { values, scale } = quantise(&layer.weight, dimensions[0]);
        floats.push(Tensor::floats(format!("{name}.scale"), &scale));
        floats.push(Tensor::floats(format!("{name}.bias"), &layer.bias));
        let data = values.into_iter().map(i8::cast_unsigned).collect();
        integers.push(Tensor { name: format!("{name}.weight"), dtype: Dtype::I8, shape: dimensions, data });
    }
    // Floats first: the format wants its tensors aligned.
    floats.append(&mut integers);
    Ok(write(&source.header().metadata(), &floats))
}

struct Tensor {
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    data: Vec<u8>,
}

impl Tensor {
    fn floats(name: String, values: &[f32]) -> Self {
        let data = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Self { name, dtype: Dtype::F32, shape: vec![values.len()], data }
    }
}

/// A safetensors file. The crate's own writer puts metadata in a random order, so that no two files were alike.
fn write(metadata: &BTreeMap<&str, String>, tensors: &[Tensor]) -> Vec<u8> {
    let mut header = BTreeMap::from([("__metadata__", json!(metadata))]);
    let mut start = 0;
    for Tensor { name, dtype, shape, data } in tensors {
        let end = start + data.len();
        header.insert(name, json!({ "dtype": dtype, "shape": shape, "data_offsets": [start, end] }));
        start = end;
    }
    let mut header = json!(header).to_string().into_bytes();
    header.resize(header.len().next_multiple_of(8), b' ');
    let length = (header.len() as u64).to_le_bytes();
    let data = tensors.iter().map(|tensor| tensor.data.as_slice());
    [length.as_slice(), &header].into_iter().chain(data).collect::<Vec<_>>().concat()
}
