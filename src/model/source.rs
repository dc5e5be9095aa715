//! What a network is built from: its description and, layer by layer, its numbers.

use super::{header::Header, name::Name};
use std::fmt;

/// A network at rest, batch-norm folded into its convolutions.
pub trait Source {
    /// What it says of itself.
    fn header(&self) -> &Header;

    /// The numbers of one layer of its geometry, whose weight has these dimensions.
    ///
    /// # Errors
    /// [`Unfit`] when a number cannot be read or is not finite.
    fn layer(&self, name: Name, dimensions: &[usize]) -> Result<Layer, Unfit>;
}

/// The numbers of one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Row-major weights, `[out, …]`.
    pub weight: Vec<f32>,
    /// One bias an output channel.
    pub bias: Vec<f32>,
}

/// Why a file cannot be used, as a clause: “its widths and blocks do not belong together”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit(String);

/// Characters of a clause that are kept: a hostile file may put a megabyte into a name.
const LONGEST: usize = 400;

impl Unfit {
    /// A clause, shortened where it is endless.
    pub fn new(clause: impl Into<String>) -> Self {
        let clause = clause.into();
        match clause.char_indices().nth(LONGEST) {
            Some((end, _)) => Self(format!("{}…", &clause[..end])),
            None => Self(clause),
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
