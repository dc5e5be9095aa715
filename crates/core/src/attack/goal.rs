//! Untargeted and targeted goals, and when they are reached.

use crate::{class::Class, logits::Logits};
use serde::{Deserialize, Serialize};

/// What the adversary wants of the prediction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// Any class but the true one.
    #[default]
    #[serde(alias = "Untargeted")]
    Untargeted,
    /// This class.
    #[serde(alias = "Targeted")]
    Targeted(Class),
}

/// A [`Goal`] for an image of a known class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    /// Any other class.
    Away(Class),
    /// This class.
    Toward(Class),
}

impl Goal {
    /// The class that is wanted, if one is.
    pub fn target(self) -> Option<Class> {
        match self {
            Self::Untargeted => None,
            Self::Targeted(class) => Some(class),
        }
    }

    /// The goal for an image of class `class`.
    pub fn aim(self, class: Class) -> Aim {
        match self {
            Self::Untargeted => Aim::Away(class),
            Self::Targeted(target) => Aim::Toward(target),
        }
    }
}

impl Aim {
    /// The class whose cross-entropy is the loss: the true one, or the target.
    pub fn class(self) -> Class {
        match self {
            Self::Away(class) | Self::Toward(class) => class,
        }
    }

    /// Whether a prediction is what the adversary wants.
    pub fn is_reached(self, logits: &Logits) -> bool {
        match self {
            Self::Away(class) => logits.class() != class,
            Self::Toward(class) => logits.class() == class,
        }
    }

    /// By how many logits the prediction is from what the adversary wants: negative once it is reached.
    ///
    /// Z_y − max_{i≠y} Z_i away from y; its negative for a target.
    pub fn margin(self, logits: &Logits) -> f32 {
        let class = self.class();
        let others = Class::ALL.into_iter().filter(|&other| other != class);
        let lead = logits.of(class) - others.map(|other| logits.of(other)).fold(f32::NEG_INFINITY, f32::max);
        match self {
            Self::Away(_) => lead,
            Self::Toward(_) => -lead,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_change_sign_where_the_aim_is_reached() {
        let mut logits = Logits([0.0; 10]);
        logits.0[3] = 2.0;
        logits.0[5] = 1.5;
        assert_eq!(Aim::Away(Class::Cat).margin(&logits), 0.5);
        assert_eq!(Aim::Toward(Class::Dog).margin(&logits), 0.5);
        assert_eq!(Aim::Toward(Class::Cat).margin(&logits), -0.5);
        assert!(Aim::Toward(Class::Cat).is_reached(&logits) && !Aim::Away(Class::Cat).is_reached(&logits));
    }
}
