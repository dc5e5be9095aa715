//! The lowest, the middle and the highest third of the spectrum: 21 bands each. Their edges are ours, the paper draws
//! none.
//!
//! The lowest third, bands 0 to 20, is not the low bands, 0 to 15, of [`crate::spectrum::partition::Partition::low`].

use crate::spectrum::band::Band;

/// A third of the 63 diagonal bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrequencyRange {
    /// Bands 0 to 20.
    Lowest,
    /// Bands 21 to 41.
    Middle,
    /// Bands 42 to 62.
    Highest,
}

impl FrequencyRange {
    /// All three, the lowest first.
    pub const ALL: [Self; 3] = [Self::Lowest, Self::Middle, Self::Highest];

    /// How many bands each has.
    const LEN: usize = Band::COUNT / 3;

    /// A name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lowest => "lowest third",
            Self::Middle => "middle third",
            Self::Highest => "highest third",
        }
    }

    /// Its first and its last band.
    pub const fn ends(self) -> (usize, usize) {
        let first = self as usize * Self::LEN;
        (first, first + Self::LEN - 1)
    }

    /// The sum over its bands of one value a band.
    pub fn sum(self, profile: &[f64]) -> f64 {
        let (first, last) = self.ends();
        profile[first..=last].iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_cover_every_band_once() {
        assert_eq!(FrequencyRange::ALL.map(FrequencyRange::ends), [(0, 20), (21, 41), (42, 62)]);
        let profile: Vec<f64> = (0..Band::COUNT).map(|k| k as f64).collect();
        assert_eq!(FrequencyRange::ALL.map(|range| range.sum(&profile)), [210.0, 651.0, 1092.0]);
    }
}
