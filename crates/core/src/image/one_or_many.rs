//! Whether there is a single thing or a batch of them, be it a batch of one.

use crate::error::{Error, Result};
use serde::Serialize;

/// One thing, or a batch of N, also for N = 1. JSON has an object for the first and a list for the second.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// A single one.
    One(T),
    /// A batch.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// All of them.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// All of them.
    pub fn into_vec(self) -> Vec<T> {
        match self {
            Self::One(value) => vec![value],
            Self::Many(values) => values,
        }
    }

    /// `values`, one for each of these, in the same form.
    ///
    /// # Errors
    /// [`Error::Computation`] when there are more or fewer of them.
    pub fn with<U>(&self, values: Vec<U>) -> Result<OneOrMany<U>> {
        let (found, wanted) = (values.len(), self.as_slice().len());
        match (self, <[U; 1]>::try_from(values)) {
            (Self::One(_), Ok([value])) => Ok(OneOrMany::One(value)),
            (Self::Many(_), Ok(value)) if wanted == 1 => Ok(OneOrMany::Many(value.into())),
            (Self::Many(_), Err(values)) if wanted == found => Ok(OneOrMany::Many(values)),
            _ => Err(Error::Computation(format!("{wanted} images have {found} answers"))),
        }
    }

    /// Applies `f` to each.
    ///
    /// # Errors
    /// The first that `f` ends in.
    pub fn try_map<U>(&self, f: impl FnMut(&T) -> Result<U>) -> Result<OneOrMany<U>> {
        self.with(self.as_slice().iter().map(f).collect::<Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_of_one_stays_a_batch() {
        let json = |values: &OneOrMany<i32>| serde_json::to_string(values).unwrap();
        assert_eq!(json(&OneOrMany::One(7)), "7");
        assert_eq!(json(&OneOrMany::Many(vec![7])), "[7]");
        assert_eq!(OneOrMany::Many(vec![7]).with(vec!['a']), Ok(OneOrMany::Many(vec!['a'])));
        assert_eq!(OneOrMany::One(7).try_map(|seven| Ok(seven + 1)), Ok(OneOrMany::One(8)));
        for values in [OneOrMany::One(7), OneOrMany::Many(vec![7])] {
            assert!(values.with(vec![1, 2]).is_err() && values.with::<i32>(vec![]).is_err());
        }
    }
}
