//! One machine's part of a data set.

use freqscope_core::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The images i, i + n, i + 2n, … of a data set, written `i/n` with i from 0 to n − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Shard {
    index: usize,
    count: usize,
}

impl Shard {
    /// The whole data set, 0/1.
    pub const WHOLE: Self = Self { index: 0, count: 1 };

    /// Its positions in a data set of `images` images, in rising order.
    pub fn positions(self, images: usize) -> impl Iterator<Item = usize> {
        (self.index..images).step_by(self.count)
    }
}

impl FromStr for Shard {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let numbers = text.split_once('/').and_then(|(i, n)| Some((i.trim().parse().ok()?, n.trim().parse().ok()?)));
        match numbers {
            Some((index, count)) if index < count => Ok(Self { index, count }),
            _ => {
                let range = "i/n with i from 0 to n − 1, such as 0/4".into();
                Err(Error::Parameter { name: "shard".into(), value: text.into(), range })
            }
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl TryFrom<String> for Shard {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_partition_a_data_set() {
        let shards = ["0/3", "1/3", "2/3"].map(|text| text.parse::<Shard>().unwrap());
        let mut all: Vec<usize> = shards.iter().flat_map(|shard| shard.positions(8)).collect();
        all.sort_unstable();
        assert!(all.into_iter().eq(Shard::WHOLE.positions(8)));
        assert_eq!(shards[1].to_string(), "1/3");
        for text in ["3/3", "0/0", "1", "-1/2", "a/b", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
