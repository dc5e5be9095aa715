//! Many answers of yes or no about one image, in a record as hexadecimal digits.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Answers, in an order that the record says. Four are a hexadecimal digit, the first of them its highest bit; those that fill
/// up the last digit are no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Flags(Vec<bool>);

impl Flags {
    /// Whether there are as many as wanted, but for those that fill up the last digit.
    pub fn holds(&self, count: usize) -> bool {
        self.0.len() == count.next_multiple_of(4)
    }

    /// All of them, with those that fill up.
    pub fn iter(&self) -> impl Iterator<Item = bool> {
        self.0.iter().copied()
    }

    /// How many of `flags` say yes at each of `count` places.
    pub fn counts<'a>(count: usize, flags: impl Iterator<Item = &'a Self>) -> Vec<usize> {
        flags.fold(vec![0; count], |counts, flags| {
            counts.into_iter().zip(flags.iter()).map(|(count, flag)| count + usize::from(flag)).collect()
        })
    }
}

/// Checks that each record has `count` answers; `records` are the position of an image and its flags.
///
/// # Errors
/// [`Error::Scores`].
pub fn check<'a>(count: usize, records: impl Iterator<Item = (usize, &'a Flags)>) -> Result<()> {
    match { records }.find(|(_, flags)| !flags.holds(count)) {
        Some((image, _)) => Err(Error::Scores(format!("image {image} has not the {count} answers of its run"))),
        None => Ok(()),
    }
}

impl FromIterator<bool> for Flags {
    fn from_iter<I: IntoIterator<Item = bool>>(flags: I) -> Self {
        let mut flags: Vec<bool> = flags.into_iter().collect();
        flags.resize(flags.len().next_multiple_of(4), false);
        Self(flags)
    }
}

impl From<Flags> for String {
    fn from(Flags(flags): Flags) -> Self {
        let digit = |four: &[bool]| four.iter().fold(0, |digit, &flag| 2 * digit + u32::from(flag));
        flags.chunks(4).filter_map(|four| char::from_digit(digit(four), 16)).collect()
    }
}

impl TryFrom<String> for Flags {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
        let digits = digits.ok_or_else(|| Error::Scores(format!("“{text}” is not of hexadecimal digits")))?;
        Ok(Self(digits.into_iter().flat_map(|digit| (0..4).rev().map(move |bit| digit >> bit & 1 == 1)).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(text: &str) -> Flags {
        text.chars().map(|flag| flag == '1').collect()
    }

    #[test]
    fn four_answers_are_a_digit() {
        for (answers, digits) in [("", ""), ("1", "8"), ("0001", "1"), ("10101", "a8"), ("111100000110", "f06")] {
            let json = serde_json::to_string(&flags(answers)).unwrap();
            assert_eq!(json, format!("\"{digits}\""));
            assert_eq!(serde_json::from_str::<Flags>(&json).unwrap(), flags(answers));
        }
        assert!(serde_json::from_str::<Flags>("\"0g\"").is_err());
    }

    #[test]
    fn yes_is_counted_place_by_place() {
        let all = [flags("10110"), flags("10010"), flags("00011")];
        assert_eq!(Flags::counts(5, all.iter()), [2, 0, 1, 3, 1]);
        assert!(all[0].holds(5) && all[0].holds(8) && !all[0].holds(4) && !all[0].holds(9));
        assert_eq!(check(5, all.iter().enumerate()), Ok(()));
        let refusal = check(5, [(7, &flags("1011"))].into_iter()).unwrap_err().to_string();
        assert!(refusal.contains("image 7 has not the 5 answers of its run"), "{refusal}");
    }
}
