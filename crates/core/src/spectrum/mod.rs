//! The DCT of an image, and how it is cut into bands.
//!
//! [`dct`] is the transform, [`band`] names its anti-diagonals, [`partition`] offers circles too, [`cutoff`] keeps the coarse
//! ones, and [`frequency_range`] is the lowest, the middle and the highest third of the spectrum. [`basis`] has its waves one by
//! one, beside those of the Fourier transform.

pub mod band;
pub mod basis;
pub mod cutoff;
pub mod dct;
pub mod frequency_range;
pub mod partition;
