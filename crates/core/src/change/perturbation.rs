//! Amplifying the difference of two images.

use crate::image::Image;

/// The factors by which a change may be multiplied.
const FACTORS: [u16; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/// The largest factor by which a change of at most `largest` can be multiplied without leaving half the range of pixels.
pub fn factor(largest: f64) -> u16 {
    let fits = |&factor: &u16| f64::from(factor) * largest <= 0.5;
    FACTORS.into_iter().rev().find(fits).unwrap_or(FACTORS[0])
}

/// ½ + `factor`·(x′ − x): mid-grey where nothing changed.
pub fn amplified(clean: &Image, adversarial: &Image, factor: u16) -> Image {
    let at = |image: &Image, c: usize, row: usize, column: usize| image.channel(c)[row * Image::SIDE + column];
    Image::from_fn(|c, y, x| 0.5 + f32::from(factor) * (at(adversarial, c, y, x) - at(clean, c, y, x)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_factor_that_fits_is_taken() {
        assert_eq!(factor(8.0 / 255.0), 10);
        assert_eq!(factor(0.05), 10);
        assert_eq!(factor(0.8), 1);
        assert_eq!(factor(0.0), 1000);
    }

    #[test]
    fn no_change_is_grey() {
        let clean = Image::from_fn(|_, y, _| y as f32 / 31.0);
        let changed = Image::from_fn(|c, y, x| y as f32 / 31.0 + if (c, y, x) == (1, 2, 3) { 0.25 } else { 0.0 });
        let shown = amplified(&clean, &changed, 2);
        assert_eq!(shown.channel(0)[0], 0.5);
        assert!((shown.channel(1)[2 * 32 + 3] - 1.0).abs() < 1e-6);
    }
}
