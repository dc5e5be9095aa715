//! The ten logits of one image and what is read off them.

use crate::{
    class::Class,
    error::{Error, Quantity, Result},
};
use serde::{Deserialize, Serialize};

/// The classifier's output for one image, before the softmax, in the order of [`Class::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Logits(pub [f32; Class::COUNT]);

impl Logits {
    /// Splits a flat `[N, 10]` buffer into N logit vectors.
    ///
    /// # Errors
    /// [`Error::NotFinite`] when a value is not finite, [`Error::Computation`] when the length is no multiple of ten.
    pub fn from_flat(values: &[f32]) -> Result<Vec<Self>> {
        let (rows, rest) = values.as_chunks::<{ Class::COUNT }>();
        if !rest.is_empty() {
            return Err(Error::Computation(format!("{} values are not rows of ten logits", values.len())));
        }
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Error::NotFinite(Quantity::Logit));
        }
        Ok(rows.iter().copied().map(Self).collect())
    }

    /// The logit of `class`.
    pub fn of(&self, class: Class) -> f32 {
        self.0[class.index()]
    }

    /// The predicted class: the largest logit, the first of equals.
    pub fn class(&self) -> Class {
        Class::ALL.into_iter().fold(
            Class::Airplane,
            |best, class| {
                if self.of(class) > self.of(best) { class } else { best }
            },
        )
    }

    /// Softmax of the logits: ten probabilities that sum to 1.
    pub fn probabilities(&self) -> [f32; Class::COUNT] {
        let largest = self.of(self.class());
        let weights = self.0.map(|logit| (logit - largest).exp());
        let total: f32 = weights.iter().sum();
        weights.map(|weight| weight / total)
    }

    /// The softmax probability of `class`.
    pub fn probability(&self, class: Class) -> f32 {
        self.probabilities()[class.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax_survives_large_logits() {
        let mut logits = Logits([0.0; 10]);
        logits.0[3] = 1000.0;
        logits.0[5] = 1000.0;
        assert_eq!(logits.class(), Class::Cat);
        assert_eq!(logits.probability(Class::Dog), 0.5);
    }

    #[test]
    fn refuses_what_is_not_finite() {
        assert!(Logits::from_flat(&[f32::NAN; 10]).is_err());
        assert!(Logits::from_flat(&[0.0; 11]).is_err());
        assert_eq!(Logits::from_flat(&[0.0; 20]).map(|rows| rows.len()), Ok(2));
    }
}
