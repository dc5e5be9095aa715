//! A packed weights file: safetensors with int8 weights, one scale an output channel, batch-norm folded in.
//!
//! For each layer NAME the file holds `NAME.weight` (I8, `[out, in, kh, kw]` or `[out, in]`), `NAME.scale` (F32,
//! `[out]`) and `NAME.bias` (F32, `[out]`). A weight is scale\[o\] · int8.

use crate::{
    header::PackedHeader,
    invalid::InvalidModel,
    name::Name,
    source::{Layer, WeightSource},
};
use freqscope_core::error::unfit::Fault;
use freqscope_kernels::{Levels, Values};
use safetensors::{Dtype, SafeTensorError, SafeTensors, tensor::Metadata};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

/// Bytes of a packed file that are read; the largest network that ships has a fifth of them.
const MOST_BYTES: usize = 128 << 20;
/// Bytes of a safetensors header that are read, over ten times those of the deepest network.
const MOST_HEADER_BYTES: u64 = 1 << 20;

/// A packed file with exactly the tensors that its header promises. Their numbers are read layer by layer.
#[derive(Debug)]
pub struct Packed {
    header: PackedHeader,
    file: Arc<Vec<u8>>,
    /// Where the first tensor begins.
    start: usize,
    tensors: Metadata,
}

impl Packed {
    /// Checks everything but the numbers, so that a file that cannot be used costs nothing.
    ///
    /// # Errors
    /// [`InvalidModel`] when the file is broken, of another version, describes a network that is not known, lacks one
    /// of its tensors, holds another one, or one of another type or shape.
    pub fn open(file: impl Into<Arc<Vec<u8>>>) -> Result<Self, InvalidModel> {
        let file = file.into();
        if file.len() > MOST_BYTES {
            let (size, most) = (file.len() >> 20, MOST_BYTES >> 20);
            return Err(InvalidModel::new(format!("it has {size} MiB, more than the {most} MiB that are read"))
                .because(Fault::TooLarge));
        }
        let (start, tensors) = safetensors(&file)?;
        let metadata = tensors.metadata().clone().unwrap_or_default();
        let packed = Self { header: PackedHeader::read(&metadata)?, file, start, tensors };
        packed.check()?;
        Ok(packed)
    }

    fn check(&self) -> Result<(), InvalidModel> {
        let mut surplus: BTreeSet<String> = self.tensors.offset_keys().into_iter().collect();
        for (name, dimensions) in self.header.geometry.layers() {
            let out = &dimensions[..1];
            for (part, dtype, shape) in
                [("weight", Dtype::I8, dimensions.as_slice()), ("scale", Dtype::F32, out), ("bias", Dtype::F32, out)]
            {
                let name = format!("{name}.{part}");
                self.tensor(&name, dtype, shape)?;
                surplus.remove(&name);
            }
        }
        match surplus.first() {
            Some(name) => {
                let architecture = self.header.geometry.architecture();
                Err(InvalidModel::new(format!("it holds “{name}”, which its {architecture} does not have"))
                    .because(Fault::Shapes))
            }
            None => Ok(()),
        }
    }

    fn floats(&self, name: &str, len: usize) -> Result<Vec<f32>, InvalidModel> {
        let bytes = &self.file[self.tensor(name, Dtype::F32, &[len])?];
        let values: Vec<f32> = bytes.as_chunks().0.iter().copied().map(f32::from_le_bytes).collect();
        match values.iter().all(|value| value.is_finite()) {
            true => Ok(values),
            false => Err(not_finite(name)),
        }
    }

    /// Where in the file a tensor's numbers are.
    fn tensor(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<Range<usize>, InvalidModel> {
        let tensor = self.tensors.info(name);
        let tensor = tensor.ok_or_else(|| InvalidModel::new(format!("“{name}” is missing")).because(Fault::Shapes))?;
        if tensor.dtype != dtype || tensor.shape != shape {
            let (found, dimensions) = (tensor.dtype, &tensor.shape);
            return Err(InvalidModel::new(format!("“{name}” is {found} {dimensions:?}, not {dtype} {shape:?}"))
                .because(Fault::Shapes));
        }
        let (start, end) = tensor.data_offsets;
        Ok(self.start + start..self.start + end)
    }
}

impl WeightSource for Packed {
    fn header(&self) -> &PackedHeader {
        &self.header
    }

    fn layer(&self, name: Name, dimensions: &[usize]) -> Result<Layer, InvalidModel> {
        let of_weights = format!("{name}.weight");
        let place = self.tensor(&of_weights, Dtype::I8, dimensions)?;
        let scale = self.floats(&format!("{name}.scale"), dimensions[0])?;
        let bias = self.floats(&format!("{name}.bias"), dimensions[0])?;
        let weight = Values::Levels(Levels { file: self.file.clone(), place, scale });
        // A finite scale may still be too large.
        match weight.are_finite() {
            true => Ok(Layer { weight, bias }),
            false => Err(not_finite(&of_weights)),
        }
    }
}

fn not_finite(name: &str) -> InvalidModel {
    InvalidModel::new(format!("“{name}” holds a value that is not finite")).because(Fault::NotFinite)
}

/// Where the tensors of a safetensors file begin, and its header.
///
/// # Errors
/// [`InvalidModel`] when its header is not one, or does not describe the bytes after it.
fn safetensors(file: &[u8]) -> Result<(usize, Metadata), InvalidModel> {
    let (header, data) = split(file)?;
    check_ends(header, data.len() as u64)?;
    let invalid = |error| InvalidModel::new(describe(error));
    let (_, metadata) = SafeTensors::read_metadata(file).map_err(invalid)?;
    Ok((file.len() - data.len(), metadata))
}

/// The header, after eight bytes that hold its length, and the data.
fn split(file: &[u8]) -> Result<(&[u8], &[u8]), InvalidModel> {
    let Some((length, rest)) = file.split_first_chunk() else {
        return Err(InvalidModel::new(format!("it has {} bytes: it is no safetensors file", file.len())));
    };
    let length = u64::from_le_bytes(*length);
    if length > MOST_HEADER_BYTES {
        return Err(InvalidModel::new(format!(
            "its header claims {length} bytes, more than the {MOST_HEADER_BYTES} that are read: it is no safetensors file, or broken"
        )).because(Fault::TooLarge));
    }
    let truncated = || format!("its header claims {length} bytes, and {} are there: it is truncated", rest.len());
    rest.split_at_checked(length as usize).ok_or_else(|| InvalidModel::new(truncated()))
}

/// Refuses tensors that end outside the data: safetensors adds up the offsets of a header unchecked.
fn check_ends(header: &[u8], data: u64) -> Result<(), InvalidModel> {
    let tensors: BTreeMap<String, Value> = serde_json::from_slice(header)
        .map_err(|error| InvalidModel::new(format!("its header is no JSON object: {error}")))?;
    let beyond = |tensor: &Value| tensor["data_offsets"][1].as_u64().is_some_and(|end| end > data);
    match tensors.iter().find(|(_, tensor)| beyond(tensor)) {
        Some((name, _)) => Err(InvalidModel::new(format!("“{name}” ends behind the end of the file"))),
        None => Ok(()),
    }
}

fn describe(error: SafeTensorError) -> String {
    match error {
        SafeTensorError::InvalidOffset(name) => format!("“{name}” does not begin where the tensor before it ends"),
        SafeTensorError::TensorInvalidInfo => "the bytes of a tensor do not match its type and shape".into(),
        SafeTensorError::ValidationOverflow => "the shape of a tensor is absurd".into(),
        SafeTensorError::MetadataIncompleteBuffer => "it has bytes after its last tensor".into(),
        other => format!("its header cannot be read: {other}"),
    }
}
