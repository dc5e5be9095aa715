//! The attack methods by name: the one list of them, for the command line and the page too.

use super::{Method, cw::Cw, pgd::Pgd, simba::Simba};

/// A [`Method`] without its parameters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum MethodKind {
    /// One step of the gradient's sign.
    #[default]
    Fgsm,
    /// Projected gradient descent in the ℓ∞ ball.
    PgdLinf,
    /// Projected gradient descent in the ℓ2 ball.
    PgdL2,
    /// Carlini and Wagner's ℓ2 attack.
    Cw,
    /// The simple black-box attack, which needs no gradient.
    Simba,
}

impl MethodKind {
    /// Every method, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Fgsm, Self::PgdLinf, Self::PgdL2, Self::Cw, Self::Simba];

    /// A name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fgsm => "FGSM",
            Self::PgdLinf => "PGD ℓ∞",
            Self::PgdL2 => "PGD ℓ2",
            Self::Cw => "CW",
            Self::Simba => "SimBA",
        }
    }

    /// The method with the parameters that it has where none are given. FGSM's radius is that of PGD ℓ∞.
    pub fn default_method(self) -> Method {
        match self {
            Self::Fgsm => Method::Fgsm { epsilon: Pgd::LINF.threat.epsilon },
            Self::PgdLinf => Method::Pgd(Pgd::LINF),
            Self::PgdL2 => Method::Pgd(Pgd::L2),
            Self::Cw => Method::Cw(Cw::default()),
            Self::Simba => Method::Simba(Simba::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_that_of_its_default() {
        assert_eq!(MethodKind::ALL.map(|kind| kind.default_method().kind()), MethodKind::ALL);
    }
}
