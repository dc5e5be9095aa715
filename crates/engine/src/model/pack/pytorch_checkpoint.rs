//! The tensors of a checkpoint: safetensors, or a `.pt` file, whose pickle is read but never executed.

use super::archive_limits;
use crate::model::{invalid::InvalidModel, packed::safetensors};
use burn::tensor::{bf16, f16};
use pytorch_reader::{DType, PytorchReader};
use safetensors::Dtype;
use std::{collections::BTreeMap, fs, path::Path};

/// Tensors by name; their numbers are read when they are asked for.
#[derive(Debug)]
pub struct PytorchCheckpoint(BTreeMap<String, Stored>);

#[derive(Debug)]
enum Stored {
    Pytorch(pytorch_reader::Tensor),
    Safetensors { dtype: Dtype, shape: Vec<usize>, data: Vec<u8> },
}

/// The types of numbers that are read.
#[derive(Debug, Clone, Copy)]
enum Number {
    F32,
    F16,
    Bf16,
}

impl PytorchCheckpoint {
    /// Opens a file: safetensors where its name says so, else one of the forms that `torch.save` writes.
    ///
    /// # Errors
    /// [`InvalidModel`] when it cannot be read or is neither.
    pub fn open(path: &Path) -> Result<Self, InvalidModel> {
        match path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("safetensors")) {
            true => Self::safetensors(&fs::read(path).map_err(|error| InvalidModel::new(error.to_string()))?),
            false => Self::pytorch(path),
        }
    }

    fn safetensors(file: &[u8]) -> Result<Self, InvalidModel> {
        let (tensors, _) = safetensors(file)?;
        let stored = tensors.iter().map(|(name, tensor)| {
            let (dtype, shape, data) = (tensor.dtype(), tensor.shape().to_vec(), tensor.data().to_vec());
            (name.to_owned(), Stored::Safetensors { dtype, shape, data })
        });
        Ok(Self(stored.collect()))
    }

    fn pytorch(path: &Path) -> Result<Self, InvalidModel> {
        archive_limits::refuse(path)?;
        let reader = PytorchReader::new(path).map_err(|error| InvalidModel::new(error.to_string()))?;
        let tensors = reader.into_tensors().into_iter();
        Ok(Self(tensors.map(|(name, tensor)| (name, Stored::Pytorch(tensor))).collect()))
    }

    /// The names of all tensors, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether there is a tensor of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The dimensions of a tensor.
    ///
    /// # Errors
    /// [`InvalidModel`] when it is missing.
    pub fn shape(&self, name: &str) -> Result<&[usize], InvalidModel> {
        Ok(match self.get(name)? {
            Stored::Pytorch(tensor) => tensor.shape(),
            Stored::Safetensors { shape, .. } => shape,
        })
    }

    /// Asserts the dimensions of a tensor.
    ///
    /// # Errors
    /// [`InvalidModel`] when it is missing or has others.
    pub fn expect(&self, name: &str, shape: &[usize]) -> Result<(), InvalidModel> {
        match self.shape(name)? {
            found if found == shape => Ok(()),
            found => Err(InvalidModel::new(format!("“{name}” is {found:?}, not {shape:?}"))),
        }
    }

    /// The numbers of a tensor that must have these dimensions.
    ///
    /// # Errors
    /// [`InvalidModel`] when it is missing, has others, is of a type that is not read, or holds a number that is not
    /// finite.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, InvalidModel> {
        self.expect(name, shape)?;
        let stored = self.get(name)?;
        let number = stored
            .number()
            .ok_or_else(|| InvalidModel::new(format!("“{name}” does not hold floats of 32 or 16 bits")))?;
        let values = match stored {
            Stored::Pytorch(tensor) => {
                number.decode(&tensor.read().map_err(|error| InvalidModel::new(error.to_string()))?)
            }
            Stored::Safetensors { data, .. } => number.decode(data),
        };
        match values.iter().all(|value| value.is_finite()) {
            true => Ok(values),
            false => Err(InvalidModel::new(format!("“{name}” holds a value that is not finite"))),
        }
    }

    fn get(&self, name: &str) -> Result<&Stored, InvalidModel> {
        self.0.get(name).ok_or_else(|| InvalidModel::new(format!("“{name}” is missing")))
    }
}

impl Stored {
    fn number(&self) -> Option<Number> {
        match self {
            Self::Pytorch(tensor) => match tensor.dtype() {
                DType::F32 => Some(Number::F32),
                DType::F16 => Some(Number::F16),
                DType::BF16 => Some(Number::Bf16),
                _ => None,
            },
            Self::Safetensors { dtype, .. } => match dtype {
                Dtype::F32 => Some(Number::F32),
                Dtype::F16 => Some(Number::F16),
                Dtype::BF16 => Some(Number::Bf16),
                _ => None,
            },
        }
    }
}

impl Number {
    /// Little-endian bytes as numbers.
    fn decode(self, bytes: &[u8]) -> Vec<f32> {
        let pairs = bytes.as_chunks().0.iter().copied();
        match self {
            Self::F32 => bytes.as_chunks().0.iter().copied().map(f32::from_le_bytes).collect(),
            Self::F16 => pairs.map(|pair| f16::from_le_bytes(pair).to_f32()).collect(),
            Self::Bf16 => pairs.map(|pair| bf16::from_le_bytes(pair).to_f32()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read() {
        assert_eq!(Number::F16.decode(&[0x00, 0x3c, 0x00, 0xc0]), [1.0, -2.0]);
        assert_eq!(Number::Bf16.decode(&[0x80, 0x3f, 0x00, 0xc0]), [1.0, -2.0]);
    }
}
