//! Waves that an image can be changed along, one for each place of a 32×32 map: those of the Fourier transform, as Yin et al.
//! (2019) take them, or those of the DCT.

use crate::{
    image::Image,
    spectrum::{band::Band, partition::Partition},
};
use serde::{Deserialize, Serialize};
use std::{f64::consts::PI, ops::Range};

const SIDE: usize = Image::SIDE;
/// Row and column of the constant wave in a map of the Fourier basis, whose frequencies run from −16 to 15.
const MIDDLE: usize = SIDE / 2;

/// An orthonormal basis of the images of one channel, as a map of 32×32 waves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Basis {
    /// Real waves of the Fourier transform, the constant one in the middle (Yin et al., 2019).
    ///
    /// cos(2π(i·y + j·x)/32) of length 1, whose transform has only the pair (i, j) and (−i, −j): two places of the map have the
    /// same wave.
    #[default]
    Fourier,
    /// Waves of the DCT-II, the constant one at the top left.
    Dct,
}

/// A place of a map: its row and its column, both 0 to 31.
pub type Place = (usize, usize);

/// All places, row by row.
pub fn places() -> impl Iterator<Item = Place> {
    (0..Image::PLANE).map(|i| (i / SIDE, i % SIDE))
}

impl Basis {
    /// The first place, row by row, that has the wave of this one.
    pub fn first(self, (row, column): Place) -> Place {
        let mirrored = |i: usize| (SIDE - i) % SIDE;
        match self {
            Self::Fourier => (row, column).min((mirrored(row), mirrored(column))),
            Self::Dct => (row, column),
        }
    }

    /// The places whose waves differ, row by row: 514 of the Fourier basis, all 1024 of the DCT.
    pub fn distinct(self) -> impl Iterator<Item = Place> {
        places().filter(move |&place| self.first(place) == place)
    }

    /// The rows of [distinct](Basis::distinct) waves from the constant one outwards, each as the positions of its waves among them: 17 of
    /// the Fourier basis, whose other rows have the same waves, 32 of the DCT.
    pub fn rows(self) -> Vec<Range<usize>> {
        let places: Vec<Place> = self.distinct().collect();
        let position = |row: usize| places.partition_point(|place| place.0 < row);
        let rows = |order: &mut dyn Iterator<Item = usize>| order.map(|row| position(row)..position(row + 1)).collect();
        match self {
            Self::Fourier => rows(&mut (0..=MIDDLE).rev()),
            Self::Dct => rows(&mut (0..SIDE)),
        }
    }

    /// The wave of a place: 1024 values, row by row, of ℓ2 norm 1.
    pub fn wave(self, (row, column): Place) -> Vec<f64> {
        let value = |(y, x): Place| match self {
            Self::Fourier => {
                (2.0 * PI * turns(row, y).rem_euclid(1.0) + 2.0 * PI * turns(column, x).rem_euclid(1.0)).cos()
            }
            Self::Dct => half_waves(row, y) * half_waves(column, x),
        };
        let values: Vec<f64> = places().map(value).collect();
        let norm = values.iter().map(|value| value * value).sum::<f64>().sqrt();
        values.into_iter().map(|value| value / norm).collect()
    }

    /// How many rings the map has.
    pub const fn rings(self) -> usize {
        match self {
            Self::Fourier => SIDE + 1,
            Self::Dct => Band::COUNT,
        }
    }

    /// How many rings, from the constant wave, are the low ones: the low bands 0–15 of the DCT, and half as many of the Fourier
    /// basis, whose waves turn twice as often from ring to ring.
    pub const fn low(self) -> usize {
        let bands = Partition::Diagonal.low();
        match self {
            Self::Fourier => bands / 2,
            Self::Dct => bands,
        }
    }

    /// The ring of a place: |i| + |j| of the Fourier basis, 0 to 32; the band u + v of the DCT, 0 to 62, of which two are one
    /// of the Fourier basis.
    pub const fn ring(self, (row, column): Place) -> usize {
        match self {
            Self::Fourier => row.abs_diff(MIDDLE) + column.abs_diff(MIDDLE),
            Self::Dct => row + column,
        }
    }
}

/// How often a wave of the Fourier basis has turned at pixel `y`.
fn turns(index: usize, y: usize) -> f64 {
    (index as f64 - MIDDLE as f64) * y as f64 / SIDE as f64
}

/// A wave of the DCT-II at pixel `y`.
fn half_waves(index: usize, y: usize) -> f64 {
    (PI * index as f64 * (y as f64 + 0.5) / SIDE as f64).cos()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spectrum::dct::Spectrum;

    fn product(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn waves_are_of_length_one_and_at_right_angles() {
        for (basis, count) in [(Basis::Fourier, 514), (Basis::Dct, 1024)] {
            let places: Vec<Place> = basis.distinct().collect();
            assert_eq!(places.len(), count);
            let waves: Vec<Vec<f64>> = places.iter().step_by(13).map(|&place| basis.wave(place)).collect();
            for (i, one) in waves.iter().enumerate() {
                assert!((product(one, one) - 1.0).abs() < 1e-12);
                assert!(
                    waves[..i].iter().all(|other| product(one, other).abs() < 1e-9),
                    "{basis:?} {:?}",
                    places[13 * i]
                );
            }
        }
    }

    #[test]
    fn both_places_of_a_pair_have_the_same_wave() {
        // (i, j) = (3, −5) and (−3, 5).
        assert_eq!(Basis::Fourier.first((19, 11)), (13, 21));
        let [one, other] = [(19, 11), (13, 21)].map(|place| Basis::Fourier.wave(place));
        assert!(one.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-12));
        assert_eq!(Basis::Dct.first((19, 11)), (19, 11));
        let constant = Basis::Fourier.wave((16, 16));
        assert!(constant.iter().all(|value| (value - 1.0 / 32.0).abs() < 1e-15));
    }

    #[test]
    fn a_wave_of_the_dct_is_one_coefficient() {
        let wave = Basis::Dct.wave((3, 30));
        let spectrum = Spectrum::of(&Image::from_fn(|_, y, x| wave[y * SIDE + x] as f32));
        for (u, v) in places() {
            let expected = if (u, v) == (3, 30) { 1.0 } else { 0.0 };
            assert!((spectrum.get(1, u, v) - expected).abs() < 1e-5, "({u}, {v})");
        }
    }

    #[test]
    fn rows_go_outwards_and_hold_every_wave_once() {
        for (basis, count) in [(Basis::Fourier, 17), (Basis::Dct, 32)] {
            let (places, rows) = (basis.distinct().collect::<Vec<_>>(), basis.rows());
            assert_eq!(rows.len(), count);
            assert!(places[rows[0].clone()].iter().any(|&place| basis.ring(place) == 0));
            let nearest = |row: &Range<usize>| places[row.clone()].iter().map(|&place| basis.ring(place)).min();
            assert!(rows.iter().is_sorted_by_key(nearest));
            let mut all: Vec<usize> = rows.into_iter().flatten().collect();
            all.sort_unstable();
            assert!(all.into_iter().eq(0..places.len()));
        }
    }

    #[test]
    fn rings_go_outwards_from_the_constant_wave() {
        assert_eq!([(16, 16), (16, 17), (15, 16), (0, 0)].map(|place| Basis::Fourier.ring(place)), [0, 1, 1, 32]);
        assert_eq!([(0, 0), (0, 1), (31, 31)].map(|place| Basis::Dct.ring(place)), [0, 1, 62]);
        for basis in [Basis::Fourier, Basis::Dct] {
            assert_eq!(places().map(|place| basis.ring(place) + 1).max(), Some(basis.rings()));
            assert!(places().all(|place| basis.ring(place) == basis.ring(basis.first(place))));
        }
    }
}
