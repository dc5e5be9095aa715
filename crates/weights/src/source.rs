//! What a network is built from: its description and, layer by layer, its numbers.

use crate::{header::PackedHeader, invalid::InvalidModel, name::Name};
use freqscope_kernels::Values;

/// A network at rest, batch-norm folded into its convolutions.
pub trait WeightSource {
    /// Its geometry and normalisation.
    fn header(&self) -> &PackedHeader;

    /// The numbers of one layer of its geometry, whose weight has these dimensions.
    ///
    /// # Errors
    /// [`InvalidModel`] when a number cannot be read or is not finite.
    fn layer(&self, name: Name, dimensions: &[usize]) -> Result<Layer, InvalidModel>;
}

/// The numbers of one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Row-major weights, `[out, …]`.
    pub weight: Values,
    /// One bias an output channel.
    pub bias: Vec<f32>,
}
