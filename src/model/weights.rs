//! A packed weights file: safetensors with int8 weights, one scale an output channel, batch-norm folded in.
//!
//! For each layer NAME the file holds `NAME.weight` (I8, `[out, in, kh, kw]` or `[out, in]`), `NAME.scale` (F32,
//! `[out]`) and `NAME.bias` (F32, `[out]`). A weight is scale\[o\] · int8.

use crate::{
    class::Class,
    error::{Error, Result},
    image::Image,
};
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::{BTreeSet, HashMap};

/// The only version that is read.
const FORMAT: &str = "freqscope/1";

/// A weights file whose header has been checked.
#[derive(Debug)]
pub struct Weights<'a> {
    model: String,
    tensors: SafeTensors<'a>,
    unused: BTreeSet<String>,
    /// What the file says of itself.
    pub header: Header,
}

/// The self-description in the file's metadata.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The family of the network.
    pub architecture: Architecture,
    /// Output channels of each stage.
    pub widths: Vec<usize>,
    /// Residual blocks of each stage.
    pub blocks: Vec<usize>,
    /// Mean of each colour channel that the network subtracts, for pixels in [0, 1].
    pub mean: [f32; Image::CHANNELS],
    /// Standard deviation of each colour channel that the network divides by.
    pub std: [f32; Image::CHANNELS],
}

/// The families of networks that can be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Architecture {
    /// Two 3×3 convolutions a block, CIFAR stem.
    Resnet18,
}

/// One dequantised layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Row-major weights, `[out, …]`.
    pub weight: Vec<f32>,
    /// One bias an output channel.
    pub bias: Vec<f32>,
}

impl<'a> Weights<'a> {
    /// Opens the bytes of a file; `model` names it in errors.
    ///
    /// # Errors
    /// [`Error::Weights`] when the file is broken, of another version, or describes a network that is not known.
    pub fn open(model: &str, bytes: &'a [u8]) -> Result<Self> {
        let fail = |reason: String| Error::Weights { model: model.into(), reason };
        let (_, raw) = SafeTensors::read_metadata(bytes).map_err(|error| fail(error.to_string()))?;
        let metadata = raw.metadata().clone().unwrap_or_default();
        let header = Header::read(&metadata).map_err(fail)?;
        let tensors = SafeTensors::deserialize(bytes).map_err(|error| fail(error.to_string()))?;
        let unused = tensors.names().into_iter().map(str::to_owned).collect();
        Ok(Self { model: model.into(), tensors, unused, header })
    }

    /// Takes out and dequantises the layer `name`, whose weight must have this shape.
    ///
    /// # Errors
    /// [`Error::Weights`] when it is missing, has another type or shape, or holds a scale or bias that is not finite.
    pub fn take(&mut self, name: &str, shape: &[usize]) -> Result<Layer> {
        let weight = self.tensor(&format!("{name}.weight"), Dtype::I8, shape)?.data();
        let out = shape.first().copied().unwrap_or(0);
        let scale = self.floats(&format!("{name}.scale"), out)?;
        let bias = self.floats(&format!("{name}.bias"), out)?;
        let row = weight.len() / out.max(1);
        let dequantise = |(i, &byte): (usize, &u8)| f32::from(byte.cast_signed()) * scale[i / row];
        Ok(Layer { weight: weight.iter().enumerate().map(dequantise).collect(), bias })
    }

    /// Ends the reading of the file.
    ///
    /// # Errors
    /// [`Error::Weights`] when it holds a tensor that no layer took.
    pub fn finish(self) -> Result<()> {
        match self.unused.first() {
            Some(name) => Err(self.fail(format!("it holds “{name}”, which its architecture does not have"))),
            None => Ok(()),
        }
    }

    fn floats(&mut self, name: &str, len: usize) -> Result<Vec<f32>> {
        let bytes = self.tensor(name, Dtype::F32, &[len])?.data();
        let values: Vec<f32> = bytes.as_chunks().0.iter().copied().map(f32::from_le_bytes).collect();
        match values.iter().all(|value| value.is_finite()) {
            true => Ok(values),
            false => Err(self.fail(format!("“{name}” holds a value that is not finite"))),
        }
    }

    fn tensor(&mut self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<TensorView<'a>> {
        let tensor = self.tensors.tensor(name).map_err(|_| self.fail(format!("“{name}” is missing")))?;
        if tensor.dtype() != dtype || tensor.shape() != shape {
            let (found, dimensions) = (tensor.dtype(), tensor.shape());
            return Err(self.fail(format!("“{name}” is {found} {dimensions:?}, not {dtype} {shape:?}")));
        }
        self.unused.remove(name);
        Ok(tensor)
    }

    fn fail(&self, reason: String) -> Error {
        Error::Weights { model: self.model.clone(), reason }
    }
}

impl Header {
    fn read(metadata: &HashMap<String, String>) -> Result<Self, String> {
        match metadata.get("format").map(String::as_str) {
            Some(FORMAT) => (),
            Some(other) => return Err(format!("its format is “{other}”, not “{FORMAT}”")),
            None => return Err(format!("it does not say that its format is “{FORMAT}”")),
        }
        let architecture = metadata.get("architecture").ok_or("it names no architecture")?;
        let known = serde_json::from_value(architecture.as_str().into());
        let header = Self {
            architecture: known.map_err(|_| format!("its architecture “{architecture}” is not known"))?,
            widths: field(metadata, "widths")?,
            blocks: field(metadata, "blocks")?,
            mean: field(metadata, "mean")?,
            std: field(metadata, "std")?,
        };
        if field::<Vec<Class>>(metadata, "classes")? != Class::ALL {
            return Err("its classes are not those of CIFAR-10".into());
        }
        if header.std.iter().any(|&value| value <= 0.0) {
            return Err("its std is not positive".into());
        }
        if header.widths.is_empty() || header.widths.len() != header.blocks.len() {
            return Err("its widths and blocks do not belong together".into());
        }
        Ok(header)
    }
}

/// A metadata value, which is JSON text.
fn field<T: DeserializeOwned>(metadata: &HashMap<String, String>, name: &str) -> Result<T, String> {
    let text = metadata.get(name).ok_or_else(|| format!("it does not state its {name}"))?;
    serde_json::from_str(text).map_err(|error| format!("its {name} cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use safetensors::serialize;

    fn metadata() -> HashMap<String, String> {
        let classes = serde_json::to_string(&Class::ALL).unwrap();
        let entries = [
            ("format", FORMAT),
            ("architecture", "resnet18"),
            ("widths", "[4]"),
            ("blocks", "[1]"),
            ("mean", "[0.5, 0.5, 0.5]"),
            ("std", "[0.25, 0.25, 0.25]"),
            ("classes", &classes),
        ];
        entries.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
    }

    fn file(metadata: HashMap<String, String>, scale: [f32; 2]) -> Vec<u8> {
        let scale: Vec<u8> = scale.iter().flat_map(|value| value.to_le_bytes()).collect();
        let bias = [0_u8; 8];
        let weight = [1_u8, 2, 3, 255, 254, 253];
        let tensors = [
            ("head.weight", TensorView::new(Dtype::I8, vec![2, 3], &weight).unwrap()),
            ("head.scale", TensorView::new(Dtype::F32, vec![2], &scale).unwrap()),
            ("head.bias", TensorView::new(Dtype::F32, vec![2], &bias).unwrap()),
        ];
        serialize(tensors, Some(metadata)).unwrap()
    }

    fn reason<T: std::fmt::Debug>(result: Result<T>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn weights_are_scaled_by_output_channel() {
        let bytes = file(metadata(), [0.5, 2.0]);
        let mut weights = Weights::open("test", &bytes).unwrap();
        let layer = weights.take("head", &[2, 3]).unwrap();
        assert_eq!(layer.weight, [0.5, 1.0, 1.5, -2.0, -4.0, -6.0]);
        assert_eq!(layer.bias, [0.0, 0.0]);
        assert_eq!(weights.finish(), Ok(()));
    }

    #[test]
    fn unfit_tensors_are_named() {
        let bytes = file(metadata(), [0.5, f32::NAN]);
        let open = || Weights::open("test", &bytes).unwrap();
        assert!(reason(open().take("head", &[2, 4])).contains("“head.weight” is I8 [2, 3], not I8 [2, 4]"));
        assert!(reason(open().take("stem", &[2, 3])).contains("“stem.weight” is missing"));
        assert!(reason(open().take("head", &[2, 3])).contains("“head.scale” holds a value that is not finite"));
        assert!(reason(open().finish()).contains("does not have"));
    }

    #[test]
    fn unfit_headers_are_named() {
        let cases = [
            ("format", "freqscope/2", "its format is “freqscope/2”"),
            ("architecture", "vgg99", "“vgg99” is not known"),
            ("widths", "[4, 8]", "do not belong together"),
            ("mean", "[1]", "its mean cannot be read"),
            ("std", "[0, 1, 1]", "not positive"),
            ("classes", "[\"cat\"]", "not those of CIFAR-10"),
        ];
        for (key, value, expected) in cases {
            let mut metadata = metadata();
            metadata.insert(key.into(), value.into());
            let text = reason(Weights::open("test", &file(metadata, [1.0; 2])));
            assert!(text.contains(expected), "{text}");
        }
    }

    #[test]
    fn broken_files_are_refused() {
        let whole = file(metadata(), [1.0; 2]);
        let mut huge = whole.clone();
        huge[..8].copy_from_slice(&u64::MAX.to_le_bytes());
        for bytes in [&[][..], &whole[..7], &whole[..100], &whole[..whole.len() - 1], &huge] {
            assert!(matches!(Weights::open("test", bytes), Err(Error::Weights { .. })));
        }
    }
}
