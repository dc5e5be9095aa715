//! Where in the spectrum an attack landed: the relative change of the DCT (paper, eq. 8).

use crate::{
    error::{Error, Result},
    image::Image,
    spectrum::{band::Band, dct::Spectrum},
};
use serde::{Deserialize, Serialize};

/// A clean image x and its adversarial one x′.
#[derive(Debug, Clone, Copy)]
pub struct ImagePair<'a> {
    /// The clean image x.
    pub clean: &'a Image,
    /// The adversarial image x′.
    pub adversarial: &'a Image,
}

/// What the change of a coefficient is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Form {
    /// |DCT(x)|, as in the paper; a coefficient that is exactly 0 counts as the smallest normal `f32`, 1.2e-38.
    Raw,
    /// max(|DCT(x)|, τ): coefficients near 0 no longer drown the rest.
    Guarded {
        /// τ > 0.
        floor: f64,
    },
    /// Nothing: |DCT(x′) − DCT(x)| itself, in pixel units.
    Absolute,
}

impl Form {
    /// The guarded form with τ = 1e-3.
    pub const GUARDED: Self = Self::Guarded { floor: 1e-3 };

    fn denominator(self, coefficient: f64) -> f64 {
        match self {
            Self::Raw => coefficient.abs().max(f32::MIN_POSITIVE.into()),
            Self::Guarded { floor } => coefficient.abs().max(floor),
            Self::Absolute => 1.0,
        }
    }
}

/// One value for each coefficient (u, v), averaged over channels and images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<f64>", into = "Vec<f64>")]
pub struct Map {
    values: Vec<f64>,
}

impl TryFrom<Vec<f64>> for Map {
    type Error = Error;

    fn try_from(values: Vec<f64>) -> Result<Self> {
        match values.len() {
            Image::PLANE => Ok(Self { values }),
            other => Err(Error::Scores(format!("a map has {other} values, not {}", Image::PLANE))),
        }
    }
}

impl From<Map> for Vec<f64> {
    fn from(map: Map) -> Self {
        map.values
    }
}

impl Map {
    /// The mean of |DCT(x′) − DCT(x)| / denominator over all `pairs` and the three channels; zeros where there is no
    /// pair.
    pub fn of(form: Form, pairs: &[ImagePair]) -> Self {
        let mut values = vec![0.0; Image::PLANE];
        for pair in pairs {
            let (clean, adversarial) = (Spectrum::of(pair.clean), Spectrum::of(pair.adversarial));
            let coefficients = clean.coefficients().iter().zip(adversarial.coefficients());
            for (i, (&x, &perturbed)) in coefficients.enumerate() {
                let (x, perturbed) = (f64::from(x), f64::from(perturbed));
                values[i % Image::PLANE] += (perturbed - x).abs() / form.denominator(x);
            }
        }
        let count = (Image::CHANNELS * pairs.len().max(1)) as f64;
        Self { values: values.into_iter().map(|value| value / count).collect() }
    }

    /// The share of each coefficient in the energy Σ (x′ − x)², summed over the three channels: 1024 numbers that sum
    /// to 1; none where the two images are equal.
    ///
    /// The DCT is orthonormal, so that the energy is the same in pixels and in coefficients (Parseval).
    pub fn energy(pair: &ImagePair) -> Option<Self> {
        let (x, perturbed) = (pair.clean.pixels(), pair.adversarial.pixels());
        let at = |c: usize, row: usize, column: usize| (c * Image::SIDE + row) * Image::SIDE + column;
        let change = Image::from_fn(|c, row, column| perturbed[at(c, row, column)] - x[at(c, row, column)]);
        let mut values = vec![0.0; Image::PLANE];
        for (i, &coefficient) in Spectrum::of(&change).coefficients().iter().enumerate() {
            values[i % Image::PLANE] += f64::from(coefficient).powi(2);
        }
        let total: f64 = values.iter().sum();
        (total > 0.0).then(|| Self { values: values.into_iter().map(|value| value / total).collect() })
    }

    /// The value at (u, v), both 0 to 31.
    pub fn get(&self, u: usize, v: usize) -> f64 {
        self.values[u * Image::SIDE + v]
    }

    /// The 32 rows u of 32 values v, the lowest frequency first.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(Image::SIDE)
    }

    /// The mean over the coefficients of each of the 63 bands.
    pub fn profile(&self) -> Vec<f64> {
        let counts = Band::all().map(|band| band.coefficients().count() as f64);
        self.sums().into_iter().zip(counts).map(|(sum, count)| sum / count).collect()
    }

    /// The sum over the coefficients of each of the 63 bands.
    pub fn sums(&self) -> Vec<f64> {
        Band::all().map(|band| band.coefficients().map(|(u, v)| self.get(u, v)).sum()).collect()
    }
}

/// The share of each of the 63 bands in the energy Σ (x′ − x)², averaged over the pairs that differ: 63 numbers that
/// sum to 1, or zeros where no pair differs.
pub fn energy_shares(pairs: &[ImagePair]) -> Vec<f64> {
    let shares: Vec<Vec<f64>> = pairs.iter().filter_map(Map::energy).map(|map| map.sums()).collect();
    let mean = |k: usize| shares.iter().map(|shares| shares[k]).sum::<f64>() / shares.len().max(1) as f64;
    (0..Band::COUNT).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An image with coefficient (0, 0) = 16 and (3, 4) = 0.1 in every channel, and what becomes of it.
    fn images() -> (Image, Image) {
        let mut spectrum = Spectrum::of(&Image::from_fn(|_, _, _| 0.5));
        (0..3).for_each(|c| spectrum.set(c, 3, 4, 0.1));
        let clean = spectrum.to_image();
        (0..3).for_each(|c| spectrum.set(c, 3, 4, 0.3));
        spectrum.set(0, 0, 0, 16.8);
        (clean, spectrum.to_image())
    }

    #[test]
    fn changes_are_divided_as_the_form_says() {
        let (clean, adversarial) = images();
        let pairs = [ImagePair { clean: &clean, adversarial: &adversarial }];
        let at = |form| Map::of(form, &pairs).get(3, 4);
        assert!((at(Form::Raw) - 2.0).abs() < 1e-3);
        assert!((at(Form::GUARDED) - 2.0).abs() < 1e-3);
        assert!((at(Form::Guarded { floor: 0.4 }) - 0.5).abs() < 1e-4);
        assert!((at(Form::Absolute) - 0.2).abs() < 1e-5);
        assert!((Map::of(Form::Raw, &pairs).get(0, 0) - 0.05 / 3.0).abs() < 1e-5);
    }

    #[test]
    fn profiles_average_over_the_anti_diagonals() {
        let (clean, adversarial) = images();
        let map = Map::of(Form::Absolute, &[ImagePair { clean: &clean, adversarial: &adversarial }]);
        let profile = map.profile();
        assert_eq!(profile.len(), Band::COUNT);
        assert!((profile[7] - 0.2 / 8.0).abs() < 1e-5);
        assert!((profile[0] - 0.8 / 3.0).abs() < 1e-5);
        assert_eq!(map.rows().count(), 32);
    }

    #[test]
    fn energy_is_shared_out_between_the_bands() {
        let (clean, adversarial) = images();
        let shares = energy_shares(&[ImagePair { clean: &clean, adversarial: &adversarial }]);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!((shares[7] - 0.12 / (0.12 + 0.64)).abs() < 1e-4);
    }

    #[test]
    fn the_share_of_a_coefficient_is_that_of_its_energy_in_pixels() {
        let grey = Image::from_fn(|_, _, _| 0.5);
        let dotted = Image::from_fn(|c, y, x| 0.5 + if (c, y, x) == (1, 4, 9) { 0.25 } else { 0.0 });
        let map = Map::energy(&ImagePair { clean: &grey, adversarial: &dotted }).unwrap();
        let total: f64 = map.rows().flatten().sum();
        let spectrum = Spectrum::of(&Image::from_fn(|c, y, x| if (c, y, x) == (1, 4, 9) { 0.25 } else { 0.0 }));
        assert!((total - 1.0).abs() < 1e-12);
        assert!((map.get(2, 3) - f64::from(spectrum.get(1, 2, 3)).powi(2) / 0.0625).abs() < 1e-6, "Parseval");
        assert_eq!(Map::energy(&ImagePair { clean: &grey, adversarial: &grey }), None);
    }

    #[test]
    fn equal_images_have_no_change_and_a_black_one_no_infinity() {
        let (black, grey) = (Image::from_fn(|_, _, _| 0.0), Image::from_fn(|_, _, _| 0.5));
        let same = [ImagePair { clean: &black, adversarial: &black }];
        assert!(Map::of(Form::Raw, &same).rows().flatten().chain(&energy_shares(&same)).all(|&value| value == 0.0));
        let changed = [ImagePair { clean: &black, adversarial: &grey }];
        assert!(Map::of(Form::Raw, &changed).rows().flatten().all(|value| value.is_finite()));
        assert!(Map::of(Form::Raw, &[]).rows().flatten().all(|&value| value == 0.0));
    }
}
