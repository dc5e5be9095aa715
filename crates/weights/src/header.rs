//! What a packed file says of itself.

use crate::{
    geometry::{Architecture, Geometry},
    invalid::InvalidModel,
};
use freqscope_core::{class::Class, error::unfit::Fault, model::Normalisation};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::{BTreeMap, HashMap};

/// The only version that is read.
const FORMAT: &str = "freqscope/1";
/// What every version's name begins with.
const FORMATS: &str = "freqscope/";

/// The self-description in the file's metadata.
#[derive(Debug, Clone, PartialEq)]
pub struct PackedHeader {
    /// Which layers the network has.
    pub geometry: Geometry,
    /// What the network does to pixels first.
    pub normalisation: Normalisation,
}

/// Whether a file with this metadata is a packed one, of any version.
pub fn is_packed(metadata: &BTreeMap<String, String>) -> bool {
    metadata.get("format").is_some_and(|format| format.starts_with(FORMATS))
}

impl PackedHeader {
    /// Reads the metadata of a packed file.
    ///
    /// # Errors
    /// [`InvalidModel`] when the file is of another version or describes no network that can be built.
    pub fn read(metadata: &HashMap<String, String>) -> Result<Self, InvalidModel> {
        match metadata.get("format").map(String::as_str) {
            Some(FORMAT) => (),
            Some(other) => return Err(InvalidModel::new(format!("its format is “{other}”, not “{FORMAT}”"))),
            None => return Err(InvalidModel::new(format!("it does not say that its format is “{FORMAT}”"))),
        }
        let architecture = metadata.get("architecture").ok_or_else(|| InvalidModel::new("it names no architecture"))?;
        let unknown = |_| {
            InvalidModel::new(format!("its architecture “{architecture}” is not known")).because(Fault::Unsupported)
        };
        let architecture: Architecture = architecture.parse().map_err(unknown)?;
        if field::<Vec<Class>>(metadata, "classes")? != Class::ALL {
            return Err(InvalidModel::new("its classes are not those of CIFAR-10").because(Fault::Classes));
        }
        Ok(Self {
            geometry: Geometry::new(architecture, field(metadata, "widths")?, field(metadata, "blocks")?)?,
            normalisation: Normalisation::new(field(metadata, "mean")?, field(metadata, "std")?)
                .map_err(InvalidModel::new)?,
        })
    }

    /// The metadata of a packed file; lists are JSON text.
    pub fn metadata(&self) -> BTreeMap<&'static str, String> {
        let Normalisation { mean, std } = &self.normalisation;
        BTreeMap::from([
            ("format", FORMAT.to_owned()),
            ("architecture", self.geometry.architecture().to_string()),
            ("widths", json(self.geometry.widths())),
            ("blocks", json(self.geometry.blocks())),
            ("mean", json(mean)),
            ("std", json(std)),
            ("classes", json(&Class::ALL)),
        ])
    }
}

fn field<T: DeserializeOwned>(metadata: &HashMap<String, String>, name: &str) -> Result<T, InvalidModel> {
    let text = metadata.get(name).ok_or_else(|| InvalidModel::new(format!("it does not state its {name}")))?;
    serde_json::from_str(text).map_err(|error| InvalidModel::new(format!("its {name} cannot be read: {error}")))
}

fn json<T: Serialize>(values: &[T]) -> String {
    serde_json::to_string(values).expect("numbers and names are JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> HashMap<String, String> {
        let geometry = Geometry::new(Architecture::Resnet18, vec![4, 8], vec![1, 2]).unwrap();
        let normalisation = Normalisation::new([0.4914, 0.5, 0.5], [0.25; 3]).unwrap();
        let header = PackedHeader { geometry, normalisation };
        header.metadata().into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    #[test]
    fn metadata_is_read_as_it_is_written() {
        let header = PackedHeader::read(&metadata()).unwrap();
        assert_eq!(header.geometry.widths(), [4, 8]);
        assert_eq!(header.geometry.blocks(), [1, 2]);
        assert_eq!(header.normalisation.mean[0], 0.4914);
    }

    #[test]
    fn unfit_headers_are_named() {
        let cases = [
            ("format", "freqscope/2", "its format is “freqscope/2”"),
            ("architecture", "vgg99", "“vgg99” is not known"),
            ("widths", "[4]", "do not belong together"),
            ("widths", "[4, -8]", "its widths cannot be read"),
            ("mean", "[1]", "its mean cannot be read"),
            ("mean", "[1, 1, 1e99]", "not finite"),
            ("std", "[0, 1, 1]", "not positive"),
            ("mean", "[125.3, 123, 113.9]", "divide them by 255"),
            ("classes", "[\"cat\"]", "not those of CIFAR-10"),
        ];
        for (key, value, expected) in cases {
            let mut metadata = metadata();
            metadata.insert(key.into(), value.into());
            let text = PackedHeader::read(&metadata).unwrap_err().to_string();
            assert!(text.contains(expected), "{text}");
            metadata.remove(key);
            assert!(PackedHeader::read(&metadata).is_err(), "{key}");
        }
    }
}
