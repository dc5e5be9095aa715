//! `.npz`: a ZIP archive of `.npy` arrays, stored or deflated.

use crate::{
    number::{Endianness, Number},
    source::{self, Source},
    tensor::{Data, Tensor, inflated},
    tree::Tree,
    unreadable::Unreadable,
    zip::{Archive, Entry, Method},
};
use freqscope_core::image::npy::header;
use npyz::{DType, NpyHeader, Order, TypeChar};

/// Bytes in which the header of an array ends.
const MOST_HEADER: usize = 4096;
/// Compressed bytes that hold them.
const MOST_COMPRESSED: u64 = 64 << 10;

/// Finds the arrays.
///
/// # Errors
/// [`Unreadable`] when one of them is broken.
pub fn read(source: &dyn Source, archive: &Archive) -> Result<Tree, Unreadable> {
    let mut tree = Tree::default();
    for (name, entry) in archive.entries() {
        let Some(array) = name.strip_suffix(".npy") else { continue };
        let tensor = tensor(source, entry).map_err(|error| Unreadable::new(format!("“{name}”: {}", error.reason())))?;
        tree.tensors.insert(array.replace('/', "."), tensor);
    }
    Ok(tree)
}

fn tensor(source: &dyn Source, entry: &Entry) -> Result<Tensor, Unreadable> {
    let at = entry.start(source)?;
    let start = match entry.method {
        Method::Stored => source::exactly(source, at, entry.len.min(MOST_HEADER as u64))?,
        Method::Deflated => inflated_start(&source::exactly(source, at, entry.len.min(MOST_COMPRESSED))?),
        Method::Other => return Err(Unreadable::new("it is compressed in a way that NumPy does not use")),
    };
    header::check(&start).map_err(Unreadable::new)?;
    let mut rest = start.as_slice();
    let header = NpyHeader::from_reader(&mut rest).map_err(|error| Unreadable::new(error.to_string()))?;
    let skip = start.len() - rest.len();
    let data = match entry.method {
        Method::Deflated => Data::Deflated { at, len: entry.len, skip },
        _ => Data::Range { at: at + skip as u64, len: entry.len.saturating_sub(skip as u64) },
    };
    Ok(described(&header, data))
}

/// What a header says of its array.
fn described(header: &NpyHeader, data: Data) -> Tensor {
    let shape: Vec<usize> = header.shape().iter().map(|&side| usize::try_from(side).unwrap_or(usize::MAX)).collect();
    let (number, order) = match header.dtype() {
        DType::Plain(plain) => (number(&plain), endianness(&plain)),
        other => (Err(other.descr()), Endianness::Little),
    };
    let fortran = header.order() == Order::Fortran;
    let tensor = Tensor { order, ..Tensor::row_major(number, shape, data) };
    if fortran { tensor.in_fortran_order() } else { tensor }
}

fn number(plain: &npyz::TypeStr) -> Result<Number, String> {
    let size = usize::try_from(plain.size_field()).unwrap_or(usize::MAX);
    match (plain.type_char(), size) {
        (TypeChar::Float, 2) => Ok(Number::F16),
        (TypeChar::Float, 4) => Ok(Number::F32),
        (TypeChar::Float, 8) => Ok(Number::F64),
        (TypeChar::Int | TypeChar::Uint | TypeChar::Bool, 1 | 2 | 4 | 8) => Ok(Number::Integer(size)),
        _ => Err(plain.to_string()),
    }
}

fn endianness(plain: &npyz::TypeStr) -> Endianness {
    match plain.endianness() {
        npyz::Endianness::Big => Endianness::Big,
        _ => Endianness::Little,
    }
}

/// The beginning of what was deflated, from the beginning of that.
fn inflated_start(bytes: &[u8]) -> Vec<u8> {
    inflated(bytes, MOST_HEADER).unwrap_or_default()
}
