//! Convolutions and the rectifier on the CPU, on images `[N, H, W, C]` in row-major order: a crate of its own, so that it is
//! optimised for speed where the rest is for size or for quick builds.
//!
//! A 3×3 convolution of stride 1 is a product of matrices in [`winograd`]'s domain, any other one of [`patches`].

#![forbid(unsafe_code)]

mod convolution;
mod lane;
mod matrix;
mod patches;
mod rectifier;
mod weights;
mod winograd;

pub use convolution::Convolution;
pub use rectifier::{rectified, rectify};
pub use weights::Weights;
