//! The DCT of an image, and how it is cut into bands.
//!
//! [`dct`] is the transform, [`band`] names its anti-diagonals, [`partition`] offers circles too, and [`third`] the three
//! thirds of the spectrum.

pub mod band;
pub mod dct;
pub mod partition;
pub mod third;
