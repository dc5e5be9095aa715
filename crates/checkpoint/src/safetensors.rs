//! safetensors: eight bytes of length, a header in JSON, and the numbers.

use crate::{
    foreign,
    number::Number,
    source::{self, Source},
    tensor::{Data, Tensor},
    tree::Tree,
    unreadable::{Cure, Unreadable},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Bytes of a header that are read, over ten times those of the deepest network.
const MOST_HEADER: u64 = 1 << 20;
const LENGTH: u64 = 8;

#[derive(Deserialize)]
struct Header {
    #[serde(rename = "__metadata__", default)]
    metadata: BTreeMap<String, String>,
    #[serde(flatten)]
    tensors: BTreeMap<String, Info>,
}

#[derive(Deserialize)]
struct Info {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: [u64; 2],
}

/// Reads the header.
///
/// # Errors
/// [`Unreadable`] when it is none, or does not describe the bytes after it.
pub fn read(source: &dyn Source) -> Result<Tree, Unreadable> {
    let start = source::up_to(source, 0, foreign::START)?;
    let length = start.first_chunk().copied().map(u64::from_le_bytes).filter(|&length| length <= MOST_HEADER);
    let length = length.ok_or_else(|| foreign::unknown(&start))?;
    let header = source::exactly(source, LENGTH, length)?;
    if !header.trim_ascii_start().starts_with(b"{") {
        return Err(foreign::unknown(&start));
    }
    let header: Header = serde_json::from_slice(&header)
        .map_err(|error| Unreadable::new(format!("its safetensors header cannot be read: {error}")))?;
    let start = LENGTH + length;
    check(&header, source.size() - start)?;
    let tensors = header.tensors.into_iter().map(|(name, info)| {
        let [begin, end] = info.data_offsets;
        let number = Number::named(&info.dtype).ok_or(info.dtype);
        (name, Tensor::row_major(number, info.shape, Data::Range { at: start + begin, len: end - begin }))
    });
    Ok(Tree { tensors: tensors.collect(), metadata: header.metadata, ..Tree::default() })
}

/// Asserts that the tensors lie one behind another and fill the data.
fn check(header: &Header, data: u64) -> Result<(), Unreadable> {
    let mut ranges: Vec<_> = header.tensors.iter().map(|(name, info)| (info.data_offsets, name)).collect();
    ranges.sort_unstable();
    let mut last = 0;
    for ([begin, end], name) in ranges {
        if end > data {
            let reason = format!("“{name}” ends behind the end of the file: it is truncated");
            return Err(Unreadable::new(reason).with(Cure::Download));
        }
        if begin != last || end < begin {
            return Err(Unreadable::new(format!("“{name}” does not begin where the tensor before it ends")));
        }
        last = end;
    }
    match last == data {
        true => Ok(()),
        false => Err(Unreadable::new("it has bytes after its last tensor")),
    }
}
