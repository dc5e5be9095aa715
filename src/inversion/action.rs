//! What a visitor can do about representation inversion.

use super::inversions;

/// What a visitor can do about representation inversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InversionAction {
    /// Change the settings.
    Change(inversions::InversionForm),
    /// Invert the picture on every model on show.
    Run,
    /// Stop, and keep how far it is.
    Cancel,
}
