//! Adversarial attacks: methods with their parameters, goals and reports. The engine runs them.
//!
//! An attack looks for an image close to a given one that the network classifies otherwise. How it looks is the
//! [`Method`], what it wants is the [`Goal`], and how far it may go is part of the method, mostly a [`ThreatModel`].
//! All radii and steps are in pixel units: pixels lie in [0, 1].

pub mod cw;
pub mod goal;
pub mod method_kind;
pub mod pgd;
pub mod report;
pub mod simba;
pub mod threat;

use self::{
    cw::Cw,
    goal::Goal,
    method_kind::MethodKind,
    pgd::Pgd,
    simba::Simba,
    threat::{Norm, ThreatModel},
};
use crate::{
    class::Class,
    error::Result,
    image::Image,
    parameter::{Measure, check_radius},
};
use serde::{Deserialize, Serialize};

/// An attack with its parameters, without the images that it is run on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttackSpec {
    /// How the adversary searches.
    pub method: Method,
    /// The prediction that it looks for.
    pub goal: Goal,
    /// Seed of everything random. Each image has [`random`](crate::random) numbers of its own, so that it fares the same in any
    /// company.
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The fast gradient sign method (Goodfellow et al., 2015): x′ = clamp(x + ε·sign ∇CE, 0, 1).
    #[serde(alias = "Fgsm")]
    Fgsm {
        /// The radius ε in the ℓ∞ norm, 0 to 1. Paper: 0.15.
        epsilon: f64,
    },
    /// Projected gradient descent (Madry et al., 2018).
    #[serde(alias = "Pgd")]
    Pgd(Pgd),
    /// Carlini and Wagner's ℓ2 attack (2017).
    #[serde(alias = "Cw")]
    Cw(Cw),
    /// The simple black-box attack (Guo et al., 2019).
    #[serde(alias = "Simba")]
    Simba(Simba),
}

impl Method {
    /// The method without its parameters.
    pub fn kind(&self) -> MethodKind {
        match self {
            Self::Fgsm { .. } => MethodKind::Fgsm,
            Self::Pgd(Pgd { threat: ThreatModel { norm: Norm::Linf, .. }, .. }) => MethodKind::PgdLinf,
            Self::Pgd(Pgd { threat: ThreatModel { norm: Norm::L2, .. }, .. }) => MethodKind::PgdL2,
            Self::Cw(_) => MethodKind::Cw,
            Self::Simba(_) => MethodKind::Simba,
        }
    }
}

impl AttackSpec {
    /// Refuses parameters outside their ranges, before any work starts.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::error::Error) or [`Error::Permutation`](crate::error::Error), which name the
    /// parameter and its range.
    pub fn check(&self) -> Result<()> {
        match &self.method {
            Method::Fgsm { epsilon } => check_radius("epsilon", *epsilon, Measure::Linf),
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
        for epsilon in [-0.1, 55.5, f64::NAN, f64::INFINITY] {
            let threat = ThreatModel { norm: Norm::L2, epsilon };
            let methods = [
                Method::Fgsm { epsilon },
                Method::Pgd(Pgd { threat, ..Pgd::LINF }),
                Method::Cw(Cw { bound: Some(epsilon), ..Cw::default() }),
                Method::Simba(Simba { epsilon, ..Simba::default() }),
            ];
            for method in methods {
                let text = refusal(method);
                assert!(text.starts_with(&format!("epsilon is {epsilon}: choose a number from 0 to ")), "{text}");
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
    fn a_radius_is_as_large_as_its_norm_allows() {
        let pgd = |norm, epsilon| Pgd { threat: ThreatModel { norm, epsilon }, alpha: epsilon, ..Pgd::L2 };
        assert_eq!(pgd(Norm::L2, 3072.0_f64.sqrt()).check(), Ok(()));
        assert_eq!(Cw { bound: Some(20.0), ..Cw::default() }.check(), Ok(()));
        assert_eq!(Simba { epsilon: 2.0, basis: simba::Basis::Dct, ..Simba::default() }.check(), Ok(()));
        let said = |refused: Result<()>| refused.unwrap_err().to_string();
        assert!(said(pgd(Norm::L2, 56.0).check()).contains("to √3072 (55.4) in the ℓ2 norm"));
        assert!(said(pgd(Norm::Linf, 1.5).check()).contains("from 0 to 1 in the ℓ∞ norm"));
        assert!(said(Simba { epsilon: 2.0, ..Simba::default() }.check()).contains("in the ℓ∞ norm"));
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
