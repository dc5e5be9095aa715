//! The 63 bands of a spectrum, and sets of them.

use crate::{
    error::{Error, Result},
    image::Image,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

const SIDE: usize = Image::SIDE;

/// A band: the DCT coefficients (u, v) with u + v = k, for k from 0 (the mean colour) to 62 (the finest checkerboard);
/// of another [`Partition`](crate::spectrum::partition::Partition), the k-th band. There are no others: whatever makes
/// a band gives one of these 63.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "u8", into = "u8")]
pub struct Band(u8);

impl Band {
    /// How many bands a 32×32 spectrum has.
    pub const COUNT: usize = 2 * SIDE - 1;
    /// Band 0, the mean colour.
    pub const LOWEST: Self = Self(0);
    /// Band 62, the finest checkerboard.
    pub const HIGHEST: Self = Self(Self::COUNT as u8 - 1);

    /// All bands, from the lowest frequency to the highest.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator {
        (0..Self::COUNT as u8).map(Self)
    }

    /// The band of coefficient (u, v); the highest where there is no such coefficient because u + v is above 62.
    pub const fn of(u: usize, v: usize) -> Self {
        Self::nearest(u.saturating_add(v))
    }

    /// Band k, or the highest where k is above 62.
    pub const fn nearest(k: usize) -> Self {
        if k < Self::COUNT { Self(k as u8) } else { Self::HIGHEST }
    }

    /// k = u + v, 0 to 62.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The coefficients (u, v) of the band in one channel, 1 to 32 of them.
    pub fn coefficients(self) -> impl Iterator<Item = (usize, usize)> {
        let k = self.index();
        (k.saturating_sub(SIDE - 1)..=k.min(SIDE - 1)).map(move |u| (u, k - u))
    }
}

impl TryFrom<u8> for Band {
    type Error = Error;

    fn try_from(k: u8) -> Result<Self> {
        if usize::from(k) < Self::COUNT { Ok(Self(k)) } else { Err(Error::Band(k.to_string())) }
    }
}

impl From<Band> for u8 {
    fn from(band: Band) -> Self {
        band.0
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Band {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let number = text.trim().parse::<u8>();
        number.ok().and_then(|k| k.try_into().ok()).ok_or_else(|| Error::Band(text.into()))
    }
}

/// A set of bands, written like `0,5-9`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Bands(u64);

impl Bands {
    /// No band.
    pub const EMPTY: Self = Self(0);
    /// All 63 bands.
    pub const ALL: Self = Self((1 << Band::COUNT) - 1);

    /// Whether `band` is in the set.
    pub const fn contains(self, band: Band) -> bool {
        self.0 >> band.0 & 1 == 1
    }

    /// The set with `band` in it.
    #[must_use]
    pub const fn with(self, band: Band) -> Self {
        Self(self.0 | 1 << band.0)
    }

    /// The bands from `a` to `b`, in either order, both included.
    pub fn span(a: Band, b: Band) -> Self {
        Band::all().filter(|&band| (a.min(b)..=a.max(b)).contains(&band)).collect()
    }

    /// The bands of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The bands of this set that are not in `other`.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many bands the set has.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The bands of the set, from the lowest to the highest.
    pub fn iter(self) -> impl Iterator<Item = Band> {
        Band::all().filter(move |&band| self.contains(band))
    }
}

impl FromIterator<Band> for Bands {
    fn from_iter<I: IntoIterator<Item = Band>>(bands: I) -> Self {
        bands.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl From<Band> for Bands {
    fn from(band: Band) -> Self {
        Self::EMPTY.with(band)
    }
}

impl TryFrom<u64> for Bands {
    type Error = Error;

    fn try_from(bits: u64) -> Result<Self> {
        if bits & !Self::ALL.0 == 0 { Ok(Self(bits)) } else { Err(Error::Band("63".into())) }
    }
}

impl From<Bands> for u64 {
    fn from(bands: Bands) -> Self {
        bands.0
    }
}

impl fmt::Display for Bands {
    /// Writes runs as ranges: `0,5-9`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bands = self.iter().peekable();
        let mut separator = "";
        while let Some(first) = bands.next() {
            let mut last = first;
            while let Some(next) = bands.next_if(|next| next.0 == last.0 + 1) {
                last = next;
            }
            match last == first {
                true => write!(f, "{separator}{first}")?,
                false => write!(f, "{separator}{first}-{last}")?,
            }
            separator = ",";
        }
        Ok(())
    }
}

impl FromStr for Bands {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut bands = Self::EMPTY;
        for part in text.split(',').filter(|_| !text.trim().is_empty()) {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let none = || Error::Band(part.trim().into());
            let band = |text: &str| text.parse::<Band>().map_err(|_| none());
            let (first, last) = (band(first)?, band(last)?);
            if first > last {
                return Err(none());
            }
            bands = Band::all().filter(|band| (first..=last).contains(band)).fold(bands, Self::with);
        }
        Ok(bands)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_partition_the_spectrum() {
        let mut seen = [0; Image::PLANE];
        for band in Band::all() {
            for (u, v) in band.coefficients() {
                assert_eq!(Band::of(u, v), band);
                seen[u * SIDE + v] += 1;
            }
        }
        assert!(seen.iter().all(|&count| count == 1));
    }

    #[test]
    fn beyond_the_spectrum_there_is_no_other_band() {
        for (u, v) in [(40, 40), (31, 32), (usize::MAX, usize::MAX)] {
            let band = Band::of(u, v);
            assert!(Bands::ALL.contains(band) && Bands::EMPTY.with(band).contains(band), "({u}, {v}) gave {band}");
            assert_eq!(band, Band::HIGHEST);
        }
    }

    #[test]
    fn sets_are_written_as_they_are_read() {
        for text in ["", "0", "0,5-9", "0-62", "61-62"] {
            assert_eq!(text.parse::<Bands>().unwrap().to_string(), text);
        }
        assert_eq!(" 3 , 1-2".parse::<Bands>().unwrap().to_string(), "1-3");
        for text in ["63", "-1", "9-5", "a", "1,,2", "0-", "1 2"] {
            assert!(matches!(text.parse::<Bands>(), Err(Error::Band(_))), "{text}");
            assert!(text.contains(',') || text.parse::<Bands>() == Err(Error::Band(text.into())), "{text}");
        }
    }

    #[test]
    fn spans_unions_and_differences() {
        let (low, high) = ("4".parse().unwrap(), "9".parse().unwrap());
        assert_eq!(Bands::span(high, low), Bands::span(low, high));
        assert_eq!(Bands::span(low, high).to_string(), "4-9");
        let cut = Bands::span(low, high).minus("6-20".parse().unwrap());
        assert_eq!(cut.union(high.into()).to_string(), "4-5,9");
    }
}
