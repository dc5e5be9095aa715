//! How the spectrum is cut into bands: along the anti-diagonals, as in the paper, or along circles.

use crate::{image::Image, spectrum::band::Band};
use serde::{Deserialize, Serialize};

/// A partition of the 32×32 coefficients of a channel into bands of rising frequency.
///
/// [`Band`] k is the k-th of them. Where no partition is named, it is the diagonal one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Partition {
    /// 63 bands k = u + v.
    ///
    /// The paper's: 0 to 62, of 1 to 32 coefficients.
    #[default]
    Diagonal,
    /// 45 bands r = √(u² + v²), rounded.
    ///
    /// To the nearest whole number, 0 to 44, of 1 to 51 coefficients. There are no ties: the square of r + ½ is never
    /// whole.
    Radial,
}

impl Partition {
    /// How many bands there are.
    pub const fn count(self) -> usize {
        match self {
            Self::Diagonal => Band::COUNT,
            Self::Radial => 45,
        }
    }

    /// Its bands, from the lowest frequency to the highest.
    pub fn bands(self) -> impl Iterator<Item = Band> {
        Band::all().take(self.count())
    }

    /// The band of coefficient (u, v).
    pub fn of(self, u: usize, v: usize) -> Band {
        match self {
            Self::Diagonal => Band::of(u, v),
            Self::Radial => Band::nearest((u as f64).hypot(v as f64).round() as usize),
        }
    }

    /// The coefficients (u, v) of the band in one channel, by rising u.
    pub fn coefficients(self, band: Band) -> impl Iterator<Item = (usize, usize)> {
        let all = (0..Image::PLANE).map(|i| (i / Image::SIDE, i % Image::SIDE));
        all.filter(move |&(u, v)| self.of(u, v) == band)
    }

    /// How many bands, from the lowest, are the low bands, of which a share is reported. The lowest third of the bands
    /// is another range: see [`crate::spectrum::frequency_range`].
    ///
    /// 16 of the diagonal ones, up to 15/62 of the highest frequency. The radial ones up to the same part of theirs,
    /// 31√2: r ≤ 10.6, which are 11.
    pub const fn low(self) -> usize {
        match self {
            Self::Diagonal => 16,
            Self::Radial => 11,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Partition; 2] = [Partition::Diagonal, Partition::Radial];

    #[test]
    fn every_coefficient_is_in_one_band() {
        for partition in BOTH {
            let mut seen = [0; Image::PLANE];
            for band in partition.bands() {
                let coefficients: Vec<_> = partition.coefficients(band).collect();
                assert!(!coefficients.is_empty(), "{partition:?} {band}");
                coefficients.into_iter().for_each(|(u, v)| seen[u * Image::SIDE + v] += 1);
            }
            assert!(seen.iter().all(|&count| count == 1), "{partition:?}");
        }
    }

    #[test]
    fn the_diagonal_bands_are_those_of_the_spectrum() {
        for band in Band::all() {
            assert!(Partition::Diagonal.coefficients(band).eq(band.coefficients()));
        }
    }

    #[test]
    fn radial_bands_are_rings_one_coefficient_wide() {
        // Counted by hand: √2, √5, √8 and √10 are 1.4, 2.2, 2.8 and 3.2.
        let coefficients = |r: &str| Partition::Radial.coefficients(r.parse().unwrap()).collect::<Vec<_>>();
        assert_eq!(coefficients("0"), [(0, 0)]);
        assert_eq!(coefficients("1"), [(0, 1), (1, 0), (1, 1)]);
        assert_eq!(coefficients("2"), [(0, 2), (1, 2), (2, 0), (2, 1)]);
        assert_eq!(coefficients("44"), [(31, 31)]);
        assert_eq!(
            BOTH.map(|partition| partition.bands().map(|b| partition.coefficients(b).count()).max()),
            [Some(32), Some(51)]
        );
    }

    #[test]
    fn low_bands_end_at_the_same_part_of_the_highest_frequency() {
        let limit = 15.0 / 62.0;
        let part = |r: usize| r as f64 / (31.0 * 2.0_f64.sqrt());
        let low = Partition::Radial.low();
        assert!(part(low - 1) <= limit && part(low) > limit);
        assert_eq!(Partition::Diagonal.low(), 16);
    }
}
