//! Convolutions on a GPU, on images `[N, H, W, C]`, by programs in WGSL.
//!
//! WGSL rather than CubeCL's Rust: of these programs nothing is generic but numbers, which are constants at the head of the
//! text; what a thread reads together, shares and waits for stands there as it runs; and a browser takes the text as it is.
//!
//! Images of all the batch are rows of one product of matrices, because maps shrink to 4×4 pixels and tiles of one image
//! alone would leave most of a workgroup idle. Tiles come from a short table, by shape: a browser's timer is too coarse to
//! choose by measurement.

mod convolution;
mod patches;
mod product;
mod rectifier;
mod shader;
mod winograd;

pub use convolution::Convolution;
pub use rectifier::rectified;
