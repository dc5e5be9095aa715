//! Proposition 1 of the paper: ‖x − x′‖₁ ≥ |X₀ − X′₀|.

use crate::{
    image::{
        Image,
        similarity::{differences, l1_distance},
    },
    spectrum::{band::Band, dct::Spectrum},
};
use serde::Serialize;

/// The energy of a perturbation that lies in one band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// Energy Σ (x′ − x)², above 0.
    pub energy: f64,
    /// Whether x′ is clipped to [0, 1], which may lower the energy and move some of it to other bands.
    pub clip: bool,
}

/// ‖x − x′‖₁ and its lower bound (eq. 1), for an x′ that differs from x in one band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BandBound {
    /// The band that is changed.
    pub band: Band,
    /// The distance ‖x − x′‖₁, in pixel units.
    pub l1: f64,
    /// Its lower bound |X₀ − X′₀|.
    pub bound: f64,
}

impl Budget {
    /// The image x′ with the whole budget in one band, as [`spend`] makes it.
    pub fn spend(self, x: &Image, band: Band) -> Image {
        let perturbed = spend(x, band, self.energy);
        if self.clip { perturbed.clipped() } else { perturbed }
    }

    /// Distance and bound with the whole budget in each of the 63 bands, the lowest first.
    pub fn band_bounds(self, x: &Image) -> Vec<BandBound> {
        let band_bound = |band: Band| {
            let perturbed = self.spend(x, band);
            BandBound { band, l1: l1_distance(x, &perturbed), bound: l1_lower_bound(x, &perturbed) }
        };
        Band::all().map(band_bound).collect()
    }
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

    #[test]
    fn only_the_lowest_band_meets_the_bound_and_limits_break_its_hold() {
        let bright = Image::from_fn(|c, y, x| if (c + y + x) % 5 == 0 { 0.99 } else { 0.4 });
        let free = Budget { energy: 4.0, clip: false }.band_bounds(&bright);
        assert!((free[0].l1 - (4.0 * Image::LEN as f64).sqrt()).abs() < 1e-2, "{:?}", free[0]);
        assert!((free[0].l1 - free[0].bound).abs() < 1e-2);
        assert!(free[1..].iter().all(|one| one.bound < 1e-2 && one.l1 < free[0].l1));
        let limited = Budget { energy: 4.0, clip: true }.band_bounds(&bright);
        assert!(limited.iter().all(|one| one.l1 >= one.bound - 1e-9));
        assert!(limited[30].bound > 0.1, "what is cut off moves the mean: {:?}", limited[30]);
    }
}
