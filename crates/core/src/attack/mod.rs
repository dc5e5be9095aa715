//! What can be asked of an adversary and what it answers: the vocabulary of the attacks.
//!
//! An attack looks for an image close to a given one that the network classifies otherwise. How it looks is the
//! [`Method`], what it wants is the [`Goal`], and how far it may go is part of the method, mostly a [`ThreatModel`].
//! All radii and steps are in pixel units: pixels lie in [0, 1].

pub mod cw;
pub mod goal;
pub mod pgd;
pub mod report;
pub mod simba;
pub mod threat;

use self::{
    cw::Cw,
    goal::Goal,
    pgd::Pgd,
    simba::Simba,
    threat::{Norm, ThreatModel},
};
use crate::{class::Class, error::Result, image::Image, parameter::check_radius};
use serde::{Deserialize, Serialize};

/// An attack, whatever the images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttackSpec {
    /// How the adversary searches.
    pub method: Method,
    /// What it wants.
    pub goal: Goal,
    /// Seed of everything random. Each image has a random stream of its own, so that it fares the same in any company.
    pub seed: u64,
    /// What happens to an image that the network already gets wrong.
    pub misclassified: Misclassified,
}

/// An image to attack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The image x.
    pub image: Image,
    /// Its true class y; none means the class that the network predicts.
    pub class: Option<Class>,
}

/// What happens to an image whose predicted class is not its true one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misclassified {
    /// It is reported and left alone.
    #[default]
    #[serde(alias = "LeaveAlone")]
    LeaveAlone,
    /// It is attacked like the others.
    #[serde(alias = "Attack")]
    Attack,
}

/// How the adversary searches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The fast gradient sign method (Goodfellow et al., 2015): x′ = clamp(x + ε·sign ∇CE, 0, 1).
    #[serde(alias = "Fgsm")]
    Fgsm {
        /// The radius ε in the ℓ∞ norm, 0 to 1. Paper: 0.15.
        epsilon: f64,
    },
    /// Projected gradient descent.
    #[serde(alias = "Pgd")]
    Pgd(Pgd),
    /// Carlini and Wagner's ℓ2 attack.
    #[serde(alias = "Cw")]
    Cw(Cw),
    /// The simple black-box attack.
    #[serde(alias = "Simba")]
    Simba(Simba),
}

impl Method {
    /// A name for people.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Fgsm { .. } => "FGSM",
            Self::Pgd(Pgd { threat: ThreatModel { norm: Norm::Linf, .. }, .. }) => "PGD ℓ∞",
            Self::Pgd(Pgd { threat: ThreatModel { norm: Norm::L2, .. }, .. }) => "PGD ℓ2",
            Self::Cw(_) => "CW",
            Self::Simba(_) => "SimBA",
        }
    }
}

impl AttackSpec {
    /// The same attack with a seed of its own for the image at position `index` of a data set: `index` more.
    #[must_use]
    pub fn for_image(&self, index: usize) -> Self {
        Self { seed: self.seed.wrapping_add(index as u64), ..self.clone() }
    }

    /// Refuses parameters that have no meaning, before any work starts.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::error::Error) or [`Error::Permutation`](crate::error::Error), which name the parameter and say what it may be.
    pub fn check(&self) -> Result<()> {
        match &self.method {
            Method::Fgsm { epsilon } => check_radius("epsilon", *epsilon),
            Method::Pgd(pgd) => pgd.check(),
            Method::Cw(cw) => cw.check(),
            Method::Simba(simba) => simba.check(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        simba::{Order, check_permutation},
        *,
    };

    fn refusal(method: Method) -> String {
        let spec = AttackSpec { method, goal: Goal::default(), seed: 0, misclassified: Misclassified::default() };
        spec.check().unwrap_err().to_string()
    }

    #[test]
    fn senseless_parameters_are_refused_by_name() {
        for epsilon in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            let threat = ThreatModel { norm: Norm::L2, epsilon };
            let methods = [
                Method::Fgsm { epsilon },
                Method::Pgd(Pgd { threat, ..Pgd::LINF }),
                Method::Cw(Cw { bound: Some(epsilon), ..Cw::default() }),
                Method::Simba(Simba { epsilon, ..Simba::default() }),
            ];
            for method in methods {
                let text = refusal(method);
                assert!(text.starts_with(&format!("epsilon is {epsilon}: choose a number from 0 to 1")), "{text}");
            }
        }
        let cases = [
            (Method::Pgd(Pgd { steps: 0, ..Pgd::LINF }), "steps is 0"),
            (Method::Pgd(Pgd { steps: 1_000_000_000, ..Pgd::LINF }), "steps is 1000000000: choose a whole number"),
            (Method::Pgd(Pgd { alpha: 0.0, ..Pgd::LINF }), "alpha is 0"),
            (Method::Pgd(Pgd { alpha: f64::NAN, ..Pgd::LINF }), "alpha is NaN"),
            (Method::Cw(Cw { kappa: -1.0, ..Cw::default() }), "kappa is -1"),
            (Method::Cw(Cw { iterations: 0, ..Cw::default() }), "iterations is 0"),
            (Method::Cw(Cw { searches: 21, ..Cw::default() }), "searches is 21"),
            (Method::Cw(Cw { rate: f64::INFINITY, ..Cw::default() }), "rate is inf"),
            (Method::Simba(Simba { order: Order::Random { freq_dims: 33 }, ..Simba::default() }), "freq_dims is 33"),
        ];
        for (method, expected) in cases {
            let text = refusal(method);
            assert!(text.starts_with(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_permutation_is_refused() {
        let given = |directions: &[u16]| {
            refusal(Method::Simba(Simba { order: Order::Given(directions.into()), ..Simba::default() }))
        };
        assert!(given(&[]).contains("it has 0 numbers"));
        assert!(given(&[0, 1024]).contains("it has 2 numbers"));
        assert!(given(&[0, 1024, 0]).contains("0 occurs twice"));
        assert!(given(&[0, 1024, 1]).contains("1 does not belong to it"));
        assert!(given(&[0, 1024, u16::MAX]).contains("65535 does not belong to it"));
        assert_eq!(check_permutation(&[2048, 0, 1024]), Ok(()));
    }
}
