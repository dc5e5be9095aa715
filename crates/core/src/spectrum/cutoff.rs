//! The cut-off of a low-pass filter: the coarse bands are kept, the fine ones taken away.

use crate::spectrum::band::{Band, Bands};
use serde::{Deserialize, Serialize};

/// How many of the lowest bands are kept, 1 to 63: those from band k on are taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cutoff(u8);

impl Cutoff {
    /// Keeps the mean colour only.
    pub const LOWEST: Self = Self(1);
    /// Takes nothing away.
    pub const WHOLE: Self = Self(Band::COUNT as u8);

    /// Keeps the bands below `k`; the nearest cut-off where `k` is not 1 to 63.
    pub const fn nearest(k: usize) -> Self {
        match k {
            0 => Self::LOWEST,
            1..Band::COUNT => Self(k as u8),
            _ => Self::WHOLE,
        }
    }

    /// None where `k` is not 1 to 63.
    pub fn new(k: usize) -> Option<Self> {
        Some(Self::nearest(k)).filter(|cutoff| cutoff.kept() == k)
    }

    /// All, from the lowest to that which takes nothing away.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator {
        (1..=Band::COUNT as u8).map(Self)
    }

    /// How many bands are kept, which is the number of the first that is taken away.
    pub const fn kept(self) -> usize {
        self.0 as usize
    }

    /// The bands that are taken away.
    pub fn removed(self) -> Bands {
        Band::all().skip(self.kept()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cutoff_keeps_the_bands_below_it() {
        for (k, removed) in [(1, "1-62"), (16, "16-62"), (62, "62"), (63, "")] {
            let cutoff = Cutoff::new(k).unwrap();
            assert_eq!((cutoff.removed().to_string(), cutoff.kept()), (removed.to_owned(), k));
        }
        assert_eq!((Cutoff::new(0), Cutoff::new(64)), (None, None));
        assert_eq!((Cutoff::nearest(0), Cutoff::nearest(99)), (Cutoff::LOWEST, Cutoff::WHOLE));
        assert_eq!(Cutoff::all().len(), 63);
    }
}
