//! Where a tensor's numbers lie.

use crate::{
    number::{Endianness, Number},
    source::{self, Source},
};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// A tensor whose numbers have not been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// The type of its numbers, or the name of one that is not known.
    pub(crate) number: Result<Number, String>,
    pub(crate) order: Endianness,
    pub(crate) shape: Vec<usize>,
    /// Numbers from one index to the next, an axis each.
    pub(crate) strides: Vec<usize>,
    /// Numbers before its first.
    pub(crate) offset: u64,
    pub(crate) data: Data,
}

/// The bytes that hold a tensor's numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Data {
    /// `len` bytes of the file.
    Range { at: u64, len: u64 },
    /// Text in the file, UTF-8, each of whose characters is a byte: how old pickles write bytes.
    Latin1 { at: u64, len: u64 },
    /// A few bytes that are in memory.
    Inline(Vec<u8>),
    /// Deflated bytes, the first `skip` of which, once inflated, are a header.
    Deflated { at: u64, len: u64, skip: usize },
    /// The storage of this name, which is still to be found, or not in the file.
    Storage(String),
}

/// Numbers between the first and the last of a tensor, for each number of it: a tensor that is scattered over a file by
/// its strides is none that a network has.
const MOST_SCATTERED: usize = 64;
/// Inflated bytes of one array; a small file may claim, and inflate to, any number.
const MOST_INFLATED: usize = 48 << 20;

impl Tensor {
    /// A tensor whose numbers lie one after another.
    pub(crate) fn row_major(number: Result<Number, String>, shape: Vec<usize>, data: Data) -> Self {
        let strides = strides(&shape);
        Self { number, order: Endianness::Little, shape, strides, offset: 0, data }
    }

    /// Its dimensions.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The type of its numbers; none of one that is not known.
    pub fn number(&self) -> Option<Number> {
        self.number.as_ref().ok().copied()
    }

    /// Whether two tensors are the same bytes of the same file.
    pub fn is(&self, other: &Self) -> bool {
        self == other
    }

    /// The same bytes, the first index first.
    pub(crate) fn in_fortran_order(self) -> Self {
        let turned: Vec<usize> = self.shape.iter().rev().copied().collect();
        let mut strides = strides(&turned);
        strides.reverse();
        Self { strides, ..self }
    }

    /// Its numbers, row-major; or a clause that says why not.
    pub(crate) fn floats(&self, source: &dyn Source) -> Result<Vec<f32>, String> {
        let number = self.number.as_ref().map_err(|name| format!("is of the type {name}, which is not read"))?;
        if let Number::Integer(_) = number {
            return Err("does not hold floats".into());
        }
        let count = self.shape.iter().try_fold(1_usize, |count, &side| count.checked_mul(side));
        let count = count.filter(|&count| (count as u64) < 1 << 40).ok_or("has an absurd shape")?;
        if count == 0 {
            return Ok(Vec::new());
        }
        let extent = self.extent().filter(|&extent| extent / MOST_SCATTERED <= count).ok_or("has absurd strides")?;
        if extent < count {
            return Err("claims more numbers than are stored for it".into());
        }
        let bytes = self.bytes(source, self.offset, extent, number.size())?;
        let values = number.floats(&bytes, self.order).unwrap_or_default();
        Ok(if self.strides == strides(&self.shape) { values } else { self.gather(&values, count) })
    }

    /// Numbers from its first to its last, both included.
    fn extent(&self) -> Option<usize> {
        let last = self
            .shape
            .iter()
            .zip(&self.strides)
            .try_fold(0_usize, |last, (side, stride)| last.checked_add((side - 1).checked_mul(*stride)?))?;
        last.checked_add(1)
    }

    fn bytes(&self, source: &dyn Source, offset: u64, count: usize, size: usize) -> Result<Vec<u8>, String> {
        const SHORT: &str = "claims more numbers than are stored for it";
        let start = offset.checked_mul(size as u64).ok_or(SHORT)?;
        let bytes = count.checked_mul(size).ok_or(SHORT)?;
        let end = start.checked_add(bytes as u64).ok_or(SHORT)?;
        let read = |at, len| source::exactly(source, at, len).map_err(|error| error.reason().to_owned());
        let within = |all: Vec<u8>| all.get(start as usize..end as usize).map(<[u8]>::to_vec).ok_or(SHORT.to_owned());
        match &self.data {
            Data::Range { len, .. } if end > *len => Err(SHORT.into()),
            Data::Range { at, .. } => read(at.checked_add(start).ok_or(SHORT)?, bytes as u64),
            Data::Latin1 { at, len } => within(latin1(&String::from_utf8_lossy(&read(*at, *len)?))),
            Data::Inline(all) => within(all.clone()),
            Data::Deflated { at, len, skip } => {
                let all = skip.checked_add(end as usize).filter(|&all| all <= MOST_INFLATED);
                let all = all.ok_or("is larger than compressed arrays that are read")?;
                let mut bytes = inflated(&read(*at, *len)?, all).ok_or("cannot be inflated")?;
                within(bytes.split_off((*skip).min(bytes.len())))
            }
            Data::Storage(key) => Err(format!("lies in the storage {key}, which is not in the file")),
        }
    }

    /// The numbers in the order of their indices.
    fn gather(&self, values: &[f32], count: usize) -> Vec<f32> {
        // Along an axis of one nothing is gone, whatever its stride claims.
        let axes = self.shape.iter().copied().zip(self.strides.iter().copied()).filter(|&(side, _)| side > 1);
        let axes: Vec<(usize, usize)> = axes.collect();
        let (mut index, mut at, mut gathered) = (vec![0; axes.len()], 0, Vec::with_capacity(count));
        for _ in 0..count {
            gathered.push(values.get(at).copied().unwrap_or(f32::NAN));
            for (index, (side, stride)) in index.iter_mut().zip(&axes).rev() {
                *index += 1;
                at += stride;
                if *index < *side {
                    break;
                }
                at -= stride * side;
                *index = 0;
            }
        }
        gathered
    }
}

/// The strides of numbers that lie one after another, the last index first.
pub(crate) fn strides(shape: &[usize]) -> Vec<usize> {
    let mut strides: Vec<usize> = shape
        .iter()
        .rev()
        .scan(1_usize, |stride, &side| {
            let this = *stride;
            *stride = stride.saturating_mul(side);
            Some(this)
        })
        .collect();
    strides.reverse();
    strides
}

/// At most `most` of the bytes that were deflated; none where they cannot be.
pub(crate) fn inflated(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    match decompress_to_vec_with_limit(bytes, most) {
        Ok(inflated) => Some(inflated),
        Err(error) if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput => Some(error.output),
        Err(_) => None,
    }
}

/// The bytes that characters stand for.
pub(crate) fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(shape: &[usize], strides: &[usize], offset: u64) -> Tensor {
        let data = Data::Range { at: 0, len: 24 };
        let tensor = Tensor::row_major(Ok(Number::F32), shape.to_vec(), data);
        Tensor { strides: strides.to_vec(), offset, ..tensor }
    }

    fn source() -> Vec<u8> {
        (0..6).flat_map(|value| (value as f32).to_le_bytes()).collect()
    }

    #[test]
    fn strides_say_where_the_next_number_is() {
        let read = |shape: &[usize], strides: &[usize], offset| tensor(shape, strides, offset).floats(&source());
        assert_eq!(read(&[2, 3], &[3, 1], 0), Ok(vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]));
        assert_eq!(read(&[3, 2], &[1, 3], 0), Ok(vec![0.0, 3.0, 1.0, 4.0, 2.0, 5.0]));
        assert_eq!(read(&[2], &[2], 1), Ok(vec![1.0, 3.0]));
        assert_eq!(read(&[], &[], 5), Ok(vec![5.0]));
        assert_eq!(read(&[2, 1], &[1, usize::MAX], 0), Ok(vec![0.0, 1.0]), "an axis of one has any stride");
        assert_eq!(read(&[0, 3], &[3, 1], 0), Ok(vec![]));
    }

    #[test]
    fn what_is_claimed_is_compared_with_what_is_there() {
        let short = "claims more numbers than are stored for it";
        let table: [(&[usize], &[usize], u64, &str); 7] = [
            (&[7], &[1], 0, short),
            (&[6], &[1], 1, short),
            (&[1], &[1], u64::MAX, short),
            (&[1 << 20], &[0], 0, short),
            (&[1 << 30, 1 << 30], &[1, 1], 0, "has an absurd shape"),
            (&[2], &[1 << 60], 0, "has absurd strides"),
            (&[usize::MAX, 2], &[1, 1], 0, "has an absurd shape"),
        ];
        for (shape, strides, offset, clause) in table {
            assert_eq!(tensor(shape, strides, offset).floats(&source()), Err(clause.into()), "{shape:?}");
        }
    }

    #[test]
    fn bytes_that_were_written_as_text_are_read() {
        let text = "\u{0}\u{0}\u{80}\u{3f}".as_bytes().to_vec();
        let data = Data::Latin1 { at: 0, len: text.len() as u64 };
        assert_eq!(Tensor::row_major(Ok(Number::F32), vec![1], data).floats(&text), Ok(vec![1.0]));
    }
}
