//! What computed a result.

use crate::device::DeviceKind;
use serde::{Deserialize, Serialize};

/// The program and the device that answer a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Program {
    /// Its version, for people.
    pub version: String,
    /// The commit that it was built from, for people; none outside a repository, or in results from before it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// SHA-256 of everything that its numbers depend on: the sources of core, engine and kernels, the training set's mean image,
    /// and the versions of what they use. None in results from before it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<String>,
    /// Where it computes; none in results from before it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceKind>,
}

impl Program {
    /// The fields of a question that are recorded for people and decide nothing.
    pub const FOR_PEOPLE: [&str; 2] = ["version", "commit"];

    /// Whether both give the same numbers.
    pub fn computes_like(&self, other: &Self) -> bool {
        (&self.sources, self.device) == (&other.sources, other.device)
    }
}
