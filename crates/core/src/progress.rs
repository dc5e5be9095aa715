//! The progress of a run over images.

use serde::{Deserialize, Serialize};

/// Steps done and to do, and the state of the current images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Progress<S> {
    /// Steps done.
    pub done: u32,
    /// Steps in all. A run may end before.
    pub total: u32,
    /// The state of each image of the current batch.
    pub states: Vec<S>,
}
