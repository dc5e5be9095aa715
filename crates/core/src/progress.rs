//! How far a run over images is.

use serde::{Deserialize, Serialize};

/// How far a run is, and where its images stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Progress<S> {
    /// Steps done.
    pub done: u32,
    /// Steps in all. A run may end before.
    pub total: u32,
    /// The images that are worked on now.
    pub states: Vec<S>,
}
