//! The numbers of a `.npy` file, whatever their type and the order of their axes.

use super::header;
use crate::error::array::ArrayFault;
use npyz::{DType, Deserialize, NpyFile, Order};

/// What a `.npy` file begins with.
pub const MAGIC: &[u8] = b"\x93NUMPY";
/// What a ZIP archive, and so an `.npz` file, begins with.
pub const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Axes of an array at most: to put a number in its place takes a step for each.
const MOST_AXES: usize = 64;

/// An array in C order.
#[derive(Debug, Clone, PartialEq)]
pub struct Array<T> {
    /// How long its axes are; none of a single number.
    pub shape: Vec<usize>,
    /// Its values, the last axis running fastest.
    pub values: T,
}

/// Values in a type that holds those of the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Numbers {
    /// Of uint8.
    Bytes(Vec<u8>),
    /// Of any other type of integers.
    Integers(Vec<i64>),
    /// Of float32, or of float64 rounded to it.
    Floats(Vec<f32>),
}

/// Reads the numbers of a file.
///
/// # Errors
/// When it is broken, too short for its shape, or holds something else than numbers.
pub fn read(bytes: &[u8]) -> Result<Array<Numbers>, ArrayFault> {
    let file = open(bytes)?;
    let shape: Vec<usize> = file.shape().iter().map(|&side| usize::try_from(side).unwrap_or(usize::MAX)).collect();
    if shape.len() > MOST_AXES {
        return Err(ArrayFault::Header(format!(
            "it has {} axes, and NumPy's arrays have {MOST_AXES} at most",
            shape.len()
        )));
    }
    let order = file.order();
    let values = values(bytes, &file, &shape)?;
    let values = match order {
        Order::C => values,
        Order::Fortran => values.in_c_order(&shape),
    };
    Ok(Array { shape, values })
}

/// The header of a file.
fn open(bytes: &[u8]) -> Result<NpyFile<&[u8]>, ArrayFault> {
    if bytes.starts_with(ARCHIVE) {
        return Err(ArrayFault::Archive);
    }
    if !bytes.starts_with(MAGIC) {
        return Err(ArrayFault::Foreign);
    }
    header::check(bytes).map_err(ArrayFault::Header)?;
    NpyFile::new(bytes).map_err(|error| ArrayFault::Header(error.to_string()))
}

fn values(bytes: &[u8], file: &NpyFile<&[u8]>, shape: &[usize]) -> Result<Numbers, ArrayFault> {
    let decode = Decoder { bytes, count: shape.iter().try_fold(1_usize, |count, &side| count.checked_mul(side)) };
    let floats = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
    let found = decode
        .all::<u8>()?
        .map(Numbers::Bytes)
        .or(decode.all::<f32>()?.map(Numbers::Floats))
        .or(decode.all::<f64>()?.map(floats).map(Numbers::Floats))
        .or(decode.integers()?.map(Numbers::Integers));
    found.ok_or_else(|| match file.dtype() {
        DType::Record(_) => ArrayFault::Record(file.dtype().descr()),
        other => ArrayFault::Type(other.descr()),
    })
}

/// Reads the values by their type.
struct Decoder<'a> {
    bytes: &'a [u8],
    /// How many there are; none where there are more than memory has places.
    count: Option<usize>,
}

impl Decoder<'_> {
    /// All values, or none where they are of another type.
    fn all<T: Deserialize>(&self) -> Result<Option<Vec<T>>, ArrayFault> {
        let Ok(values) = open(self.bytes)?.try_data::<T>() else { return Ok(None) };
        let size = self.count.and_then(|count| count.checked_mul(size_of::<T>()));
        // Before memory is taken for what the header says.
        if size.is_none_or(|size| size > self.bytes.len()) {
            return Err(ArrayFault::CutOff);
        }
        values.collect::<std::io::Result<_>>().map(Some).map_err(|_| ArrayFault::CutOff)
    }

    fn integers(&self) -> Result<Option<Vec<i64>>, ArrayFault> {
        fn wide<T: Into<i64>>(values: Option<Vec<T>>) -> Option<Vec<i64>> {
            values.map(|values| values.into_iter().map(Into::into).collect())
        }
        let large =
            |values: Vec<u64>| values.into_iter().map(|value| i64::try_from(value).unwrap_or(i64::MAX)).collect();
        let signed = wide(self.all::<i64>()?).or(wide(self.all::<i32>()?)).or(wide(self.all::<i16>()?));
        let unsigned = wide(self.all::<u16>()?).or(wide(self.all::<u32>()?)).or(self.all::<u64>()?.map(large));
        Ok(signed.or(wide(self.all::<i8>()?)).or(unsigned))
    }
}

impl Numbers {
    /// These values, the first axis of which runs fastest, with the last running fastest.
    fn in_c_order(self, shape: &[usize]) -> Self {
        match self {
            Self::Bytes(values) => Self::Bytes(in_c_order(shape, &values)),
            Self::Integers(values) => Self::Integers(in_c_order(shape, &values)),
            Self::Floats(values) => Self::Floats(in_c_order(shape, &values)),
        }
    }
}

fn in_c_order<T: Copy>(shape: &[usize], values: &[T]) -> Vec<T> {
    let place = |position: usize| {
        let (mut rest, mut stride, mut place) = (position, values.len(), 0);
        for &side in shape.iter().rev() {
            stride /= side;
            place += rest % side * stride;
            rest /= side;
        }
        place
    };
    (0..values.len()).map(|position| values[place(position)]).collect()
}

/// Reads whole numbers of any type, such as labels: `(N,)` or `(N, 1)`.
///
/// # Errors
/// When the file is broken, or holds other numbers or another shape.
pub fn read_integers(bytes: &[u8]) -> Result<Vec<i64>, ArrayFault> {
    let Array { shape, values } = read(bytes)?;
    if !matches!(shape.as_slice(), [_] | [_, 1]) {
        return Err(ArrayFault::Axes(shape));
    }
    match values {
        Numbers::Bytes(values) => Ok(values.into_iter().map(i64::from).collect()),
        Numbers::Integers(values) => Ok(values),
        Numbers::Floats(_) => Err(ArrayFault::Floats),
    }
}
