//! Results as files: JSON that says of which kind and version it is.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A kind of file.
pub trait Document {
    /// Its name with each version that is read, such as `freqscope-profile/3`; the first is the one that is written.
    const FORMATS: &'static [&'static str];
    /// What says that a file is broken, or of another kind or version.
    const INVALID: fn(String) -> Error = Error::Profile;

    /// Refuses what the types admit and what no file says that was written here: lists that are too short or too long.
    ///
    /// # Errors
    /// What is wrong, as a clause.
    fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

/// A document as it is written: the version that it has, and what it says.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tagged<'a, D> {
    format: &'static str,
    #[serde(flatten)]
    document: &'a D,
}

impl<'a, D: Document> Tagged<'a, D> {
    /// `document` in the version that is written.
    pub fn new(document: &'a D) -> Self {
        Self { format: D::FORMATS[0], document }
    }
}

/// What every document begins with.
#[derive(Deserialize)]
struct Version {
    format: String,
}

/// A document as JSON, with a line feed at its end.
///
/// # Errors
/// [`Error::Computation`], which only a bug can cause.
pub fn to_json(document: &(impl Document + Serialize)) -> Result<String> {
    let json = serde_json::to_string(&Tagged::new(document)).map_err(|error| Error::Computation(error.to_string()))?;
    Ok(json + "\n")
}

/// The kind and version of a document.
///
/// # Errors
/// [`Error::Profile`] when there is none.
pub fn format(json: &[u8]) -> Result<String> {
    version(json).map_err(Error::Profile)
}

/// Reads a document of any version that is known.
///
/// # Errors
/// [`Document::INVALID`] when the text is broken, of another kind or version, or fails its [`Document::check`].
pub fn parse<D: Document + DeserializeOwned>(json: &[u8]) -> Result<D> {
    let found = version(json).map_err(D::INVALID)?;
    if !D::FORMATS.contains(&found.as_str()) {
        return Err(D::INVALID(format!("its format is “{found}”, not “{}”", D::FORMATS[0])));
    }
    let document: D = serde_json::from_slice(json).map_err(|error| D::INVALID(error.to_string()))?;
    document.check().map_err(D::INVALID)?;
    Ok(document)
}

fn version(json: &[u8]) -> Result<String, String> {
    serde_json::from_slice(json).map(|version: Version| version.format).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_written_and_every_known_one_is_read() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Age {
            age: u8,
        }
        impl Document for Age {
            const FORMATS: &'static [&'static str] = &["age/2", "age/1"];
        }
        assert_eq!(to_json(&Age { age: 7 }).unwrap(), "{\"format\":\"age/2\",\"age\":7}\n");
        for version in ["age/2", "age/1"] {
            let json = format!("{{\"age\":7,\"format\":\"{version}\"}}");
            assert_eq!((parse(json.as_bytes()), format(json.as_bytes())), (Ok(Age { age: 7 }), Ok(version.into())));
        }
        let refusal = parse::<Age>(br#"{"format":"age/3","age":7}"#).unwrap_err().to_string();
        assert!(refusal.contains("its format is “age/3”, not “age/2”"), "{refusal}");
        assert!(matches!(parse::<Age>(b"{}"), Err(Error::Profile(_))));
    }
}
