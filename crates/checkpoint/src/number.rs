//! How a tensor's numbers are written.

/// The types of numbers that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// `float16`
    F16,
    /// `bfloat16`
    Bf16,
    /// `float32`
    F32,
    /// `float64`
    F64,
    /// `bool`, or an integer of this many bytes.
    Integer(usize),
}

/// Which byte of a number comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endianness {
    /// The lowest.
    Little,
    /// The highest.
    Big,
}

/// Names of types in PyTorch's storages, its dtypes, safetensors and NumPy.
const NAMES: [(&str, Number); 47] = [
    ("HalfStorage", Number::F16),
    ("float16", Number::F16),
    ("half", Number::F16),
    ("F16", Number::F16),
    ("f2", Number::F16),
    ("BFloat16Storage", Number::Bf16),
    ("bfloat16", Number::Bf16),
    ("BF16", Number::Bf16),
    ("FloatStorage", Number::F32),
    ("float32", Number::F32),
    ("float", Number::F32),
    ("F32", Number::F32),
    ("f4", Number::F32),
    ("DoubleStorage", Number::F64),
    ("float64", Number::F64),
    ("double", Number::F64),
    ("F64", Number::F64),
    ("f8", Number::F64),
    ("BoolStorage", Number::Integer(1)),
    ("bool", Number::Integer(1)),
    ("BOOL", Number::Integer(1)),
    ("b1", Number::Integer(1)),
    ("ByteStorage", Number::Integer(1)),
    ("CharStorage", Number::Integer(1)),
    ("UntypedStorage", Number::Integer(1)),
    ("uint8", Number::Integer(1)),
    ("int8", Number::Integer(1)),
    ("U8", Number::Integer(1)),
    ("I8", Number::Integer(1)),
    ("u1", Number::Integer(1)),
    ("i1", Number::Integer(1)),
    ("ShortStorage", Number::Integer(2)),
    ("int16", Number::Integer(2)),
    ("I16", Number::Integer(2)),
    ("U16", Number::Integer(2)),
    ("i2", Number::Integer(2)),
    ("u2", Number::Integer(2)),
    ("IntStorage", Number::Integer(4)),
    ("int32", Number::Integer(4)),
    ("I32", Number::Integer(4)),
    ("U32", Number::Integer(4)),
    ("i4", Number::Integer(4)),
    ("LongStorage", Number::Integer(8)),
    ("int64", Number::Integer(8)),
    ("I64", Number::Integer(8)),
    ("U64", Number::Integer(8)),
    ("i8", Number::Integer(8)),
];

impl Number {
    /// The type of this name: `FloatStorage`, `float32`, `F32` or `f4`.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, number)| *number)
    }

    /// Bytes of one number.
    pub fn size(self) -> usize {
        match self {
            Self::F16 | Self::Bf16 => 2,
            Self::F32 => 4,
            Self::F64 => 8,
            Self::Integer(size) => size,
        }
    }

    /// Floats of `bytes`, rounded to the nearest float32; none of integers.
    pub fn floats(self, bytes: &[u8], order: Endianness) -> Option<Vec<f32>> {
        Some(match self {
            Self::F16 => chunks(bytes, order).map(|pair| half(u16::from_le_bytes(pair))).collect(),
            Self::Bf16 => {
                chunks(bytes, order).map(|pair| f32::from_bits(u32::from(u16::from_le_bytes(pair)) << 16)).collect()
            }
            Self::F32 => chunks(bytes, order).map(f32::from_le_bytes).collect(),
            Self::F64 => chunks(bytes, order).map(|eight| f64::from_le_bytes(eight) as f32).collect(),
            Self::Integer(_) => return None,
        })
    }
}

/// The bytes of each number, the lowest first.
fn chunks<const N: usize>(bytes: &[u8], order: Endianness) -> impl Iterator<Item = [u8; N]> {
    bytes.as_chunks().0.iter().map(move |chunk: &[u8; N]| {
        let mut chunk = *chunk;
        if order == Endianness::Big {
            chunk.reverse();
        }
        chunk
    })
}

/// IEEE 754's 16 bits: a sign, five of exponent, ten of fraction.
fn half(bits: u16) -> f32 {
    let (sign, exponent, fraction) = (bits >> 15, i32::from(bits >> 10 & 31), f32::from(bits & 1023) / 1024.0);
    let magnitude = match exponent {
        0 => fraction * 2.0_f32.powi(-14),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction) * 2.0_f32.powi(exponent - 15),
    };
    if sign == 1 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_float_is_read_in_either_order() {
        let table: [(Number, &[u8], f32); 8] = [
            (Number::F16, &[0x00, 0x3c], 1.0),
            (Number::F16, &[0x01, 0x00], 2.0_f32.powi(-24)),
            (Number::F16, &[0x00, 0xc0], -2.0),
            (Number::F16, &[0xff, 0x7b], 65504.0),
            (Number::Bf16, &[0x80, 0x3f], 1.0),
            (Number::F32, &1.5_f32.to_le_bytes(), 1.5),
            (Number::F64, &0.1_f64.to_le_bytes(), 0.1),
            (Number::F64, &1e-300_f64.to_le_bytes(), 0.0),
        ];
        for (number, bytes, value) in table {
            assert_eq!(number.floats(bytes, Endianness::Little), Some(vec![value]), "{number:?}");
            let turned: Vec<u8> = bytes.iter().rev().copied().collect();
            assert_eq!(number.floats(&turned, Endianness::Big), Some(vec![value]), "{number:?}");
        }
        assert_eq!(half(0x7c00), f32::INFINITY);
        assert!(half(0x7e00).is_nan());
        assert_eq!(Number::Integer(8).floats(&[0; 8], Endianness::Little), None);
    }
}
