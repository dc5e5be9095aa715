//! The colour scale of spectra and maps: magma, perceptually uniform, dark for small and light for large.

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
