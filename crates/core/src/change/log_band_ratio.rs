//! How much larger a map of change is at middle and high frequencies than at low ones, and how much of that white noise
//! would show, too.

use crate::{
    change::rct::Map,
    spectrum::{band::Band, frequency_range::FrequencyRange},
    statistics::Estimate,
};
use serde::{Deserialize, Serialize};

/// ln(m/l), with l the mean of a map over the coefficients of the lowest third of the bands, 0 to 20, and m that over
/// all others: 0 where they are alike, above 0 where the map is larger at middle and high frequencies. None where one
/// of them is 0.
pub fn log_band_ratio(map: &Map) -> Option<f64> {
    let sums = map.sums();
    let counts: Vec<f64> = Band::all().map(|band| band.coefficients().count() as f64).collect();
    let lowest = FrequencyRange::Lowest.sum(&sums) / FrequencyRange::Lowest.sum(&counts);
    let upper = |values: &[f64]| FrequencyRange::Middle.sum(values) + FrequencyRange::Highest.sum(values);
    let ratio = upper(&sums) / upper(&counts) / lowest;
    (ratio > 0.0 && ratio.is_finite()).then(|| ratio.ln())
}

/// [`log_band_ratio`]s over images, one map an image; e to the power of a mean is a geometric mean of ratios.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogBandRatios {
    /// Images in the means.
    pub n: usize,
    /// The ratio of the attack's change.
    pub attack: Estimate,
    /// The ratio of white noise of the same norm, added to the same images.
    pub noise: Estimate,
    /// The first less the second, image by image: a paired comparison, whose error is that of the differences.
    pub excess: Estimate,
}

impl LogBandRatios {
    /// From the maps of the attack and of the noise on each image, to five digits.
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a Map, &'a Map)>) -> Self {
        let ratios: Vec<[f64; 2]> =
            pairs.filter_map(|(attack, noise)| Some([log_band_ratio(attack)?, log_band_ratio(noise)?])).collect();
        let estimate =
            |value: fn(&[f64; 2]) -> f64| Estimate::of(&ratios.iter().map(value).collect::<Vec<_>>()).rounded();
        Self {
            n: ratios.len(),
            attack: estimate(|[attack, _]| *attack),
            noise: estimate(|[_, noise]| *noise),
            excess: estimate(|[attack, noise]| attack - noise),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Image;

    /// `upper` in bands 21 to 62, 1 in the others.
    fn map(upper: f64) -> Map {
        let value = |i: usize| if i / Image::SIDE + i % Image::SIDE < 21 { 1.0 } else { upper };
        Map::try_from((0..Image::PLANE).map(value).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn it_is_the_logarithm_of_the_step() {
        assert!(log_band_ratio(&map(1.0)).unwrap().abs() < 1e-12);
        assert!((log_band_ratio(&map(5.0)).unwrap() - 5f64.ln()).abs() < 1e-12);
        assert_eq!(log_band_ratio(&map(0.0)), None);
    }

    #[test]
    fn images_are_compared_one_by_one() {
        // The images differ by much, the attack from the noise by the same factor in each.
        let maps: Vec<(Map, Map)> = [1.0, 10.0, 100.0].map(|upper| (map(2.0 * upper), map(upper))).into();
        let ratios = LogBandRatios::of(maps.iter().map(|(attack, noise)| (attack, noise)));
        let near = |estimate: Estimate, ratio: f64| (estimate.mean.unwrap() - ratio.ln()).abs() < 1e-4;
        assert!(ratios.n == 3 && near(ratios.excess, 2.0) && near(ratios.noise, 10.0) && near(ratios.attack, 20.0));
        assert!(ratios.excess.standard_error.unwrap() < 1e-12 && ratios.noise.standard_error.unwrap() > 1.0);
        let flat = (map(0.0), map(1.0));
        assert_eq!(LogBandRatios::of([(&flat.0, &flat.1)].into_iter()).n, 0);
    }
}
