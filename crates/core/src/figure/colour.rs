//! The colour scale of spectra and maps: magma, perceptually uniform, dark for small and light for large.

use crate::{image::Image, spectrum::dct::Spectrum};

/// Magma of matplotlib (S. van der Walt and N. Smith, 2015; CC0) at eleven equal steps, sRGB.
const MAGMA: [[u8; 3]; 11] = [
    [0x00, 0x00, 0x04],
    [0x14, 0x0e, 0x36],
    [0x3b, 0x0f, 0x70],
    [0x64, 0x1a, 0x80],
    [0x8c, 0x29, 0x81],
    [0xb7, 0x37, 0x79],
    [0xde, 0x49, 0x68],
    [0xf7, 0x70, 0x5c],
    [0xfe, 0x9f, 0x6d],
    [0xfe, 0xcf, 0x92],
    [0xfc, 0xfd, 0xbf],
];

/// The colour of a position in [0, 1]; others are limited.
pub fn magma(position: f32) -> [u8; 3] {
    let scaled = position.clamp(0.0, 1.0) * (MAGMA.len() - 1) as f32;
    let below = (scaled as usize).min(MAGMA.len() - 2);
    let share = scaled - below as f32;
    let mix = |c: usize| {
        let (from, to) = (f32::from(MAGMA[below][c]), f32::from(MAGMA[below + 1][c]));
        (from + share * (to - from)).round() as u8
    };
    [mix(0), mix(1), mix(2)]
}

/// A magnitude's position on the colour scale between two `decades`, by its logarithm.
pub fn position(magnitude: f32, (low, high): (f32, f32)) -> f32 {
    (magnitude.max(f32::MIN_POSITIVE).log10() - low) / (high - low)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn luma([red, green, blue]: [u8; 3]) -> f32 {
        0.2126 * f32::from(red) + 0.7152 * f32::from(green) + 0.0722 * f32::from(blue)
    }

    #[test]
    fn the_scale_gets_lighter_all_the_way() {
        let lumas: Vec<f32> = (0..=50).map(|i| luma(magma(i as f32 / 50.0))).collect();
        assert!(lumas.is_sorted());
        assert_eq!(magma(-1.0), MAGMA[0]);
        assert_eq!(magma(2.0), MAGMA[10]);
    }

    #[test]
    fn magnitudes_map_by_decades() {
        assert!((position(0.1, (-3.0, 1.0)) - 0.5).abs() < 1e-6);
        assert!(position(0.0, (-3.0, 1.0)) < 0.0);
    }
}
