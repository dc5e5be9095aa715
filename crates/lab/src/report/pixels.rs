//! Values of 32×32 coefficients as a picture.

use freqscope_core::{
    error::Result,
    figure::colour::{magma, position},
    image::png,
};

/// How many decades the colours cover, down from the largest value.
const DECADES: f32 = 4.0;

/// The PNG of 1024 values that are not negative, row by row, logarithmic.
///
/// # Errors
/// [`freqscope_core::error::Error::Computation`], which only a bug can cause.
pub fn map(values: &[f32]) -> Result<Vec<u8>> {
    let high = values.iter().copied().fold(f32::MIN_POSITIVE, f32::max).log10();
    let colour = |&value: &f32| {
        let [red, green, blue] = magma(position(value, (high - DECADES, high)));
        [red, green, blue, 255]
    };
    png(values.iter().flat_map(colour).collect())
}
