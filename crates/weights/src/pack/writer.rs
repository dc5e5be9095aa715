//! A packed file that is written layer by layer, in any order.

use crate::{header::PackedHeader, name::Name, source::Layer};
use freqscope_kernels::quantisation::{Quantised, quantise};
use safetensors::Dtype;
use serde_json::json;
use std::collections::BTreeMap;

/// A file as long as it will be, and where its tensors begin.
#[derive(Debug)]
pub struct Writer {
    file: Vec<u8>,
    places: BTreeMap<String, usize>,
}

impl Writer {
    /// A file for the network of a header, whose numbers are 0.
    pub fn new(header: &PackedHeader) -> Self {
        // The crate's own writer puts metadata in a random order, so that no two files were alike.
        let mut fields = BTreeMap::from([("__metadata__".to_owned(), json!(header.metadata()))]);
        let (mut places, mut end) = (BTreeMap::new(), 0);
        for (name, dtype, shape) in tensors(header) {
            let start = end;
            end += shape.iter().product::<usize>() * dtype.bitsize() / 8;
            fields.insert(name.clone(), json!({ "dtype": dtype, "shape": shape, "data_offsets": [start, end] }));
            places.insert(name, start);
        }
        let mut text = json!(fields).to_string().into_bytes();
        text.resize(text.len().next_multiple_of(8), b' ');
        let mut file = Vec::with_capacity(8 + text.len() + end);
        file.extend((text.len() as u64).to_le_bytes());
        file.extend(text);
        places.values_mut().for_each(|place| *place += file.len());
        file.resize(file.len() + end, 0);
        Self { file, places }
    }

    /// Quantises a layer of the network and puts it in its place.
    pub fn put(&mut self, name: Name, layer: &Layer) {
        let Quantised { values, scale } = quantise(&layer.weight.floats(), layer.bias.len());
        self.write(&format!("{name}.weight"), values.into_iter().map(i8::to_le_bytes));
        self.write(&format!("{name}.scale"), scale.into_iter().map(f32::to_le_bytes));
        self.write(&format!("{name}.bias"), layer.bias.iter().copied().map(f32::to_le_bytes));
    }

    fn write<const N: usize>(&mut self, name: &str, numbers: impl Iterator<Item = [u8; N]>) {
        let Some(place) = self.places.get(name) else { return };
        let (places, _) = self.file[*place..].as_chunks_mut();
        places.iter_mut().zip(numbers).for_each(|(place, number)| *place = number);
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.file
    }
}

/// The tensors of a packed file. Floats come first: the format wants its tensors aligned.
fn tensors(header: &PackedHeader) -> impl Iterator<Item = (String, Dtype, Vec<usize>)> {
    let layers = header.geometry.layers();
    let floats = layers.clone().into_iter().flat_map(|(name, dimensions)| {
        ["scale", "bias"].map(|part| (format!("{name}.{part}"), Dtype::F32, dimensions[..1].to_vec()))
    });
    let levels = layers.into_iter().map(|(name, dimensions)| (format!("{name}.weight"), Dtype::I8, dimensions));
    floats.chain(levels)
}
