//! Convolutions and the rectifier on the CPU, on images `[N, H, W, C]` in row-major order: a crate of its own, so that it is
//! optimised for speed where the rest is for size or for quick builds.
//!
//! A 3×3 convolution of stride 1, with channels by the sixteen, is a product of matrices in Winograd's domain, unless the images
//! are of few pixels; any other one is a product of patches. Both are as near to the definition as `tests/bounds/` derives. The feature `gpu` brings the same for GPUs.
//! [`quantisation`] is what packing weights spends its time on.
//!
//! ```
//! use freqscope_kernels::{Convolution, Weights};
//!
//! // 1×1: of two channels their difference, and their sum less 5.
//! let weights = Weights { values: vec![1.0, -1.0, 1.0, 1.0].into(), output: 2, input: 2, side: 1 };
//! let layer = Convolution::new(weights, vec![0.0, -5.0], 1);
//! // One image of one line of two pixels: (3, 1) and (1, 2).
//! let results = layer.forward(&[3.0, 1.0, 1.0, 2.0], [1, 1, 2, 2], None, false);
//! assert_eq!(results, [2.0, -1.0, -1.0, -2.0]);
//! let rectified = layer.forward(&[3.0, 1.0, 1.0, 2.0], [1, 1, 2, 2], None, true);
//! assert_eq!(rectified, [2.0, 0.0, 0.0, 0.0]);
//! ```

#![forbid(unsafe_code)]

mod convolution;
mod ending;
#[cfg(feature = "gpu")]
pub mod gpu;
mod lane;
mod matrix;
mod patches;
pub mod quantisation;
mod rectifier;
mod scratch;
mod vectors;
mod weights;
mod winograd;

pub use convolution::Convolution;
pub use rectifier::rectified;
pub use weights::{Levels, Values, Weights};
