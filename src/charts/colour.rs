//! The colours of the spectrum as pixels of a canvas.

use freqscope_core::{
    figure::colour::{magma, position},
    image::Image,
    spectrum::dct::Spectrum,
};

/// Base-10 logarithms of the magnitudes at the dark and at the light end. Fixed, so that images can be compared.
pub const DECADES: (f32, f32) = (-3.0, 1.0);

/// 32×32 RGBA pixels: row u, column v, the colour of the magnitude |X| averaged over the channels.
pub fn spectrum_rgba(spectrum: &Spectrum) -> Vec<u8> {
    map_rgba(spectrum.magnitude(), DECADES)
}

/// RGBA pixels in the colours of `values`, of which the scale begins and ends at the powers of ten in `decades`.
pub fn map_rgba(values: impl IntoIterator<Item = f32>, decades: (f32, f32)) -> Vec<u8> {
    let opaque = |[red, green, blue]: [u8; 3]| [red, green, blue, 255];
    values.into_iter().flat_map(|value| opaque(magma(position(value, decades)))).collect()
}

/// The colour scale from dark to light as one row of [`Image::SIDE`]·4 RGBA pixels.
pub fn scale_rgba() -> Vec<u8> {
    let width = 4 * Image::SIDE;
    let colour = |i: usize| magma(i as f32 / (width - 1) as f32);
    (0..width).map(colour).flat_map(|[red, green, blue]| [red, green, blue, 255]).collect()
}
