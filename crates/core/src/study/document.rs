//! Results as files: JSON that says of which kind and version it is.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What every document begins with.
#[derive(Deserialize)]
struct Version {
    format: String,
}

/// A document as JSON, with a line feed at its end.
///
/// # Errors
/// [`Error::Computation`], which only a bug can cause.
pub fn to_json(document: &impl Serialize) -> Result<String> {
    let json = serde_json::to_string(document).map_err(|error| Error::Computation(error.to_string()))?;
    Ok(json + "\n")
}

/// The kind and version of a document.
///
/// # Errors
/// [`Error::Profile`] when there is none.
pub fn format(json: &[u8]) -> Result<String> {
    let version: Version = serde_json::from_slice(json).map_err(|error| Error::Profile(error.to_string()))?;
    Ok(version.format)
}

/// Reads a document of this kind and version.
///
/// # Errors
/// [`Error::Profile`] when the text is broken or of another kind or version.
pub fn parse<D: DeserializeOwned>(json: &[u8], expected: &str) -> Result<D> {
    let found = format(json)?;
    if found != expected {
        return Err(Error::Profile(format!("its format is “{found}”, not “{expected}”")));
    }
    serde_json::from_slice(json).map_err(|error| Error::Profile(error.to_string()))
}
