//! Proposition 1 of the paper: ‖x − x′‖₁ ≥ |X₀ − X′₀|.

use crate::{
    frequency::{Band, Spectrum},
    image::Image,
};

/// The ℓ1 distance Σ |x − x′| over all pixels and channels.
pub fn l1_distance(x: &Image, perturbed: &Image) -> f64 {
    differences(x, perturbed).map(f64::abs).sum()
}

/// The lower bound |X₀ − X′₀| of [`l1_distance`] (eq. 1), with X₀ = Σ x the zeroth coefficient of the unnormalised DFT.
pub fn l1_lower_bound(x: &Image, perturbed: &Image) -> f64 {
    differences(x, perturbed).sum::<f64>().abs()
}

/// The image x′ with Σ (x′ − x)² = `energy` in one band: the same amount is added to each of its coefficients, in all
/// three channels. Not clipped to [0, 1].
///
/// In band 0 this is a uniform shift, which meets the bound; in every other band the bound is 0.
pub fn spend(x: &Image, band: Band, energy: f64) -> Image {
    let mut spectrum = Spectrum::of(x);
    let count = Image::CHANNELS * band.coefficients().count();
    let amplitude = (energy / count as f64).sqrt() as f32;
    for c in 0..Image::CHANNELS {
        band.coefficients().for_each(|(u, v)| spectrum.set(c, u, v, spectrum.get(c, u, v) + amplitude));
    }
    spectrum.to_image()
}

fn differences(x: &Image, perturbed: &Image) -> impl Iterator<Item = f64> {
    x.pixels().iter().zip(perturbed.pixels()).map(|(&a, &b)| f64::from(a) - f64::from(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uniform_shift_meets_the_bound_and_a_checkerboard_escapes_it() {
        let grey = Image::from_fn(|_, _, _| 0.5);
        let brighter = Image::from_fn(|_, _, _| 0.75);
        let checkered = Image::from_fn(|_, y, x| if (x + y) % 2 == 0 { 0.25 } else { 0.75 });
        assert_eq!(l1_distance(&grey, &brighter), 768.0);
        assert_eq!(l1_lower_bound(&grey, &brighter), 768.0);
        assert_eq!(l1_distance(&grey, &checkered), 768.0);
        assert_eq!(l1_lower_bound(&grey, &checkered), 0.0);
    }
}
