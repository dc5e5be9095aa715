//! The DCT of an image, and how it is cut into bands.
//!
//! [`dct`] is the transform, [`band`] names its anti-diagonals, [`partition`] offers circles too, and
//! [`frequency_range`] the lowest, the middle and the highest third of the spectrum.

pub mod band;
pub mod dct;
pub mod frequency_range;
pub mod partition;
