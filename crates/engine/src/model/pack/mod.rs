//! From a checkpoint of PyTorch's to a packed file.
//!
//! [`pytorch_checkpoint`] reads the tensors of a file within `archive_limits`, [`naming_scheme`] maps the names of
//! layers, [`folded`] finds a network among the tensors and folds its batch-norm, and `quantise` chooses the int8
//! weights that [`pack`] writes.

mod archive_limits;
pub mod folded;
pub mod naming_scheme;
pub mod pytorch_checkpoint;
mod quantise;

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
