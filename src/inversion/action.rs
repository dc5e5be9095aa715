//! What a visitor can do about representation inversion.

use super::inversions;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InversionAction {
    Change(inversions::InversionForm),
    /// Invert the picture on every model on show.
    Run,
    /// Keeps the newest iterate.
    Cancel,
}
