//! The ten classes of CIFAR-10.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A CIFAR-10 class; its discriminant is the index of its logit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Class {
    Airplane,
    Automobile,
    Bird,
    Cat,
    Deer,
    Dog,
    Frog,
    Horse,
    Ship,
    Truck,
}

impl Class {
    /// How many classes there are.
    pub const COUNT: usize = 10;

    /// All classes in the order of their logits.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Airplane,
        Self::Automobile,
        Self::Bird,
        Self::Cat,
        Self::Deer,
        Self::Dog,
        Self::Frog,
        Self::Horse,
        Self::Ship,
        Self::Truck,
    ];

    /// The index of the class's logit, 0 to 9.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The class's English name, as CIFAR-10 spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Airplane => "airplane",
            Self::Automobile => "automobile",
            Self::Bird => "bird",
            Self::Cat => "cat",
            Self::Deer => "deer",
            Self::Dog => "dog",
            Self::Frog => "frog",
            Self::Horse => "horse",
            Self::Ship => "ship",
            Self::Truck => "truck",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Class {
    type Err = Error;

    /// Reads a name (`cat`) or an index (`3`).
    fn from_str(text: &str) -> Result<Self> {
        let by_name = Self::ALL.into_iter().find(|class| class.name() == text);
        let by_index = || text.parse::<usize>().ok().and_then(|i| Self::ALL.get(i).copied());
        by_name.or_else(by_index).ok_or_else(|| Error::Class(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_indices() {
        assert_eq!("cat".parse(), Ok(Class::Cat));
        assert_eq!("9".parse(), Ok(Class::Truck));
        assert_eq!("10".parse::<Class>(), Err(Error::Class("10".into())));
        assert!("Katze".parse::<Class>().is_err());
    }

    #[test]
    fn all_is_in_logit_order() {
        assert!(Class::ALL.iter().enumerate().all(|(i, class)| class.index() == i));
    }
}
