//! What changed in the spectra of many images: means over them with their errors, for each coefficient and each band.

pub mod log_band_ratio;
pub mod perturbation;
pub mod rct;

use crate::{
    change::rct::{Form, ImagePair, Map},
    error::{Error, Result},
    image::Image,
    spectrum::{band::Band, frequency_range::FrequencyRange},
    statistics::{Estimate, Estimates, check_length},
};
use serde::{Deserialize, Serialize};

/// What changed from one image x to another x′.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// |DCT(x′) − DCT(x)|, averaged over the channels.
    pub absolute: Map,
    /// The share of each of the 63 bands in the energy Σ (x′ − x)².
    pub energy: Vec<f64>,
}

/// The mean of maps over images, to five digits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MapMeans {
    /// 32 rows u of 32 values v, the lowest frequency first; none where there is no image.
    pub mean: Vec<Vec<Option<f64>>>,
    /// Their standard errors; none where there are fewer than two images.
    pub standard_error: Vec<Vec<Option<f64>>>,
    /// The mean over the coefficients of each of the 63 bands.
    pub profile: Estimates,
}

/// The mean of changes over images, to five digits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeMeans {
    /// Images in the means: those that changed at all.
    pub n: usize,
    /// |DCT(x′) − DCT(x)|
    pub absolute: MapMeans,
    /// The share of each of the 63 bands in the energy.
    pub energy: Estimates,
    /// The share of each [`FrequencyRange`], the lowest third first; `thirds` in files.
    #[serde(rename = "thirds")]
    pub ranges: Estimates,
}

impl Change {
    /// None where the two images are equal.
    pub fn of(pair: &ImagePair) -> Option<Self> {
        let energy = Map::energy(pair)?.sums();
        Some(Self { absolute: Map::of(Form::Absolute, std::slice::from_ref(pair)), energy })
    }
}

impl MapMeans {
    /// The means over one map an image.
    pub fn of(maps: &[&Map]) -> Self {
        let values: Vec<Vec<f64>> = maps.iter().map(|map| map.rows().flatten().copied().collect()).collect();
        let profiles: Vec<Vec<f64>> = maps.iter().map(|map| map.profile()).collect();
        let Estimates { mean, standard_error } = Estimates::of(Image::PLANE, &values).rounded();
        let rows = |values: Vec<Option<f64>>| values.chunks_exact(Image::SIDE).map(<[_]>::to_vec).collect();
        let profile = Estimates::of(Band::COUNT, &profiles).rounded();
        Self { mean: rows(mean), standard_error: rows(standard_error), profile }
    }

    /// Refuses means that are not 32 rows of 32, and profiles that have not 63 bands.
    ///
    /// # Errors
    /// What is wrong, as a clause.
    pub fn check(&self) -> Result<(), String> {
        for rows in [&self.mean, &self.standard_error] {
            check_length("map", rows, Image::SIDE)?;
            rows.iter().try_for_each(|row| check_length("row of a map", row, Image::SIDE))?;
        }
        self.profile.check("profile", Band::COUNT)
    }

    /// The mean at (u, v), both 0 to 31.
    pub fn get(&self, u: usize, v: usize) -> Option<f64> {
        *self.mean.get(u)?.get(v)?
    }
}

impl ChangeMeans {
    /// The means over one change an image.
    ///
    /// # Errors
    /// [`Error::Scores`] when a change has not one share a band.
    pub fn of(changes: &[&Change]) -> Result<Self> {
        if changes.iter().any(|change| change.energy.len() != Band::COUNT) {
            return Err(Error::Scores(format!("an image has not {} bands", Band::COUNT)));
        }
        let maps: Vec<&Map> = changes.iter().map(|change| &change.absolute).collect();
        let energy: Vec<&[f64]> = changes.iter().map(|change| change.energy.as_slice()).collect();
        let ranges: Vec<Vec<f64>> =
            energy.iter().map(|shares| FrequencyRange::ALL.map(|range| range.sum(shares)).to_vec()).collect();
        Ok(Self {
            n: changes.len(),
            absolute: MapMeans::of(&maps),
            energy: Estimates::of(Band::COUNT, &energy).rounded(),
            ranges: Estimates::of(FrequencyRange::ALL.len(), &ranges).rounded(),
        })
    }

    /// Refuses a map or shares of another size.
    ///
    /// # Errors
    /// What is wrong, as a clause.
    pub fn check(&self) -> Result<(), String> {
        self.absolute.check()?;
        self.energy.check("energy", Band::COUNT)?;
        self.ranges.check("thirds", FrequencyRange::ALL.len())
    }

    /// The shares of the three ranges for people, in per cent, with their 95 % intervals.
    pub fn ranges_in_words(&self) -> String {
        if self.n == 0 {
            return "no image changed".into();
        }
        let words = FrequencyRange::ALL.iter().zip(&self.ranges.mean).zip(&self.ranges.standard_error);
        let words = words.map(|((range, &mean), &standard_error)| {
            format!("{} {}", range.name(), Estimate { mean, standard_error }.percent(self.n, 1))
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spectrum::dct::Spectrum;

    /// From a grey image to one whose coefficient (u, v) is `value` more in each channel.
    fn change(u: usize, v: usize, value: f32) -> Change {
        let grey = Image::from_fn(|_, _, _| 0.5);
        let mut spectrum = Spectrum::of(&grey);
        (0..3).for_each(|c| spectrum.set(c, u, v, spectrum.get(c, u, v) + value));
        Change::of(&ImagePair { clean: &grey, adversarial: &spectrum.to_image() }).unwrap()
    }

    #[test]
    fn changes_are_averaged_where_they_are() {
        let (low, high) = (change(3, 4, 0.2), change(30, 31, 0.4));
        let means = ChangeMeans::of(&[&low, &high]).unwrap();
        let close = |found: Option<f64>, expected: f64| assert!((found.unwrap() - expected).abs() < 1e-4, "{found:?}");
        close(means.absolute.get(3, 4), 0.1);
        close(means.absolute.get(30, 31), 0.2);
        // s² = 2 · 0.1², over n = 2: the error is 0.1.
        close(means.absolute.standard_error[3][4], 0.1);
        close(means.absolute.profile.mean[7], 0.1 / 8.0);
        for (range, expected) in [0.5, 0.0, 0.5].into_iter().enumerate() {
            close(means.ranges.mean[range], expected);
        }
        assert_eq!(means.n, 2);
        assert_eq!(
            means.ranges_in_words(),
            "lowest third 50.0 ± 635.3 %, middle third 0.0 ± 0.0 %, highest third 50.0 ± 635.3 %"
        );
    }

    #[test]
    fn no_image_has_no_mean_and_a_broken_one_is_refused() {
        let means = ChangeMeans::of(&[]).unwrap();
        assert_eq!(means.ranges_in_words(), "no image changed");
        assert_eq!((means.n, means.absolute.get(0, 0), means.ranges.mean), (0, None, vec![None; 3]));
        let broken = Change { energy: vec![1.0], ..change(1, 1, 0.1) };
        assert!(matches!(ChangeMeans::of(&[&broken]), Err(Error::Scores(_))));
        let grey = Image::from_fn(|_, _, _| 0.5);
        assert_eq!(Change::of(&ImagePair { clean: &grey, adversarial: &grey }), None);
    }
}
