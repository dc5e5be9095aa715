//! What can be asked of an adversary and what it answers: the vocabulary of the attacks.
//!
//! An attack looks for an image close to a given one that the network classifies otherwise. How it looks is the
//! [`Method`], what it wants is the [`Goal`], and how far it may go is part of the method, mostly a [`ThreatModel`].
//! All radii and steps are in pixel units: pixels lie in [0, 1].

use crate::{
    class::Class,
    error::{Error, Result},
    image::Image,
    logits::Logits,
    parameter::{MAX_STEPS, check_count, check_radius, check_step, ensure},
    progress,
    similarity::Distance,
    threat::{Norm, ThreatModel},
};
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

/// What the adversary wants of the prediction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// Any class but the true one.
    #[default]
    Untargeted,
    /// This class.
    Targeted(Class),
}

/// What happens to an image whose predicted class is not its true one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misclassified {
    /// It is reported and left alone.
    #[default]
    LeaveAlone,
    /// It is attacked like the others.
    Attack,
}

/// How the adversary searches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Method {
    /// The fast gradient sign method (Goodfellow et al., 2015): x′ = clamp(x + ε·sign ∇CE, 0, 1).
    Fgsm {
        /// The radius ε in the ℓ∞ norm, 0 to 1. Paper: 0.15.
        epsilon: f64,
    },
    /// Projected gradient descent.
    Pgd(Pgd),
    /// Carlini and Wagner's ℓ2 attack.
    Cw(Cw),
    /// The simple black-box attack.
    Simba(Simba),
}

/// Projected gradient descent (Madry et al., 2018): steps of fixed length up the cross-entropy, back into the ball, back
/// into the box.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pgd {
    /// The ball that δ = x′ − x stays in. Paper: ℓ∞, 0.15.
    pub threat: ThreatModel,
    /// Length α of a step in the norm of the ball, above 0 and at most 1.
    pub alpha: f64,
    /// Steps, 1 to [`MAX_STEPS`].
    pub steps: u32,
    /// Where the first step begins.
    pub start: Start,
}

/// Where a search begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Start {
    /// At the image itself.
    Clean,
    /// At a point drawn uniformly from the ball, limited to [0, 1].
    Random,
}

/// Carlini and Wagner's ℓ2 attack (2017): the smallest ‖x′ − x‖₂ that fools the network, by Adam on
/// ‖x′ − x‖² + c·max(0, Z_y − max_{i≠y} Z_i + κ) with x′ = (tanh(w + δ) + 1)/2, and a binary search for c.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cw {
    /// Confidence κ: by how many logits the other class must lead, 0 to 100.
    pub kappa: f64,
    /// Iterations of Adam in each search step, 1 to [`MAX_STEPS`].
    pub iterations: u32,
    /// Binary search steps on c, 1 to 20.
    pub searches: u32,
    /// Learning rate of Adam in the space of w, above 0 and at most 1.
    pub rate: f64,
    /// The paper's addition: a bound on ‖x′ − x‖₂, 0 to 1, into which every iterate is scaled back.
    pub bound: Option<f64>,
}

/// The simple black-box attack (Guo et al., 2019): try −ε and else +ε along one basis direction after the other, and keep
/// what lowers p(y).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Simba {
    /// Length ε of a step, 0 to 1. Paper: 0.2.
    pub epsilon: f64,
    /// What the directions are.
    pub basis: Basis,
    /// In which order they are visited.
    pub order: Order,
}

/// The orthonormal directions of [`Simba`]. Direction c·1024 + u·32 + v is row u, column v of channel c.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// Single values of single pixels: the perturbation stays within ε in the ℓ∞ norm.
    #[default]
    Pixel,
    /// DCT coefficients.
    Dct,
}

/// The order in which [`Simba`] visits its directions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Those with u, v < `freq_dims`, shuffled.
    Random {
        /// 1 to 32.
        freq_dims: u8,
    },
    /// All, by anti-diagonal u + v, then by u, then by channel.
    Diagonal,
    /// All: the block u, v < `freq_dims`, shuffled, then frames around it of width `stride`, each shuffled.
    Strided {
        /// 1 to 32.
        freq_dims: u8,
        /// 1 to 32.
        stride: u8,
    },
    /// As given: each direction with u, v < n once, for one n from 1 to 32.
    Given(Vec<u16>),
}

/// The goal for one image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    /// Any other class.
    Away(Class),
    /// This class.
    Toward(Class),
}

/// How far an attack is, in steps of PGD, of Adam, or directions visited.
pub type Progress = progress::Progress<State>;

/// Where the attack on one image stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Position of the image among those that were given.
    pub index: u32,
    /// The iterate.
    pub image: Image,
    /// Its logits.
    pub logits: Logits,
    /// Its loss: the cross-entropy of the aim's class; for CW, what Adam minimises.
    pub loss: f32,
    /// Its [`Aim::margin`].
    pub margin: f32,
    /// How far it is from the clean image.
    pub distance: Distance,
    /// Evaluations of the network so far.
    pub queries: u32,
}

/// How an attack on one image ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttackReport {
    /// Whether it succeeded.
    pub outcome: Outcome,
    /// What it aimed at.
    pub aim: Aim,
    /// The image x′; the clean one where it was left alone, or where CW found nothing.
    pub image: Image,
    /// Logits of the clean image.
    pub before: Logits,
    /// Logits of x′.
    pub after: Logits,
    /// How far x′ is from the clean image.
    pub distance: Distance,
    /// Structural similarity of the two, 1 for equal images; see [`crate::similarity::ssim`].
    pub ssim: f64,
    /// Evaluations of the network: with a gradient each for PGD and CW. SimBA: one where −ε was kept, otherwise two.
    pub queries: u32,
    /// Steps of PGD, of Adam over all searches, or directions visited.
    pub iterations: u32,
    /// The loss at each iteration, before its step; for SimBA after it.
    pub losses: Vec<f32>,
    /// The steps that SimBA kept, in their order.
    pub moves: Vec<Move>,
}

/// Whether an attack succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The aim was reached.
    Succeeded,
    /// It was not.
    Resisted,
    /// The network got the image wrong before, and it was left alone.
    Misclassified,
}

/// A step that [`Simba`] kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// How many directions had been visited before.
    pub visit: u16,
    /// Which way it went.
    pub sign: Sign,
}

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// −ε
    Minus,
    /// +ε
    Plus,
}

impl Pgd {
    /// ε = 8/255 in the ℓ∞ norm, α = 2/255, 10 steps, random start.
    pub const LINF: Self = Self {
        threat: ThreatModel { norm: Norm::Linf, epsilon: 8.0 / 255.0 },
        alpha: 2.0 / 255.0,
        steps: 10,
        start: Start::Random,
    };

    /// ε = 0.5 in the ℓ2 norm, α = 2.5 ε/10, 10 steps, random start.
    pub const L2: Self =
        Self { threat: ThreatModel { norm: Norm::L2, epsilon: 0.5 }, alpha: 0.125, steps: 10, start: Start::Random };

    /// FGSM: one step of length ε from the image itself.
    pub const fn fgsm(epsilon: f64) -> Self {
        let threat = ThreatModel { norm: Norm::Linf, epsilon };
        Self { threat, alpha: epsilon, steps: 1, start: Start::Clean }
    }
}

impl Default for Cw {
    /// κ = 0, 1,000 iterations, 9 searches, learning rate 0.01, no bound.
    fn default() -> Self {
        Self { kappa: 0.0, iterations: 1000, searches: 9, rate: 0.01, bound: None }
    }
}

impl Default for Simba {
    /// ε = 0.2, single pixels in random order.
    fn default() -> Self {
        Self { epsilon: 0.2, basis: Basis::Pixel, order: Order::default() }
    }
}

impl Default for Order {
    fn default() -> Self {
        Self::Random { freq_dims: Image::SIDE as u8 }
    }
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

impl AttackSpec {
    /// Refuses parameters that have no meaning, before any work starts.
    ///
    /// # Errors
    /// [`Error::Parameter`] or [`Error::Permutation`], which name the parameter and say what it may be.
    pub fn check(&self) -> Result<()> {
        match &self.method {
            Method::Fgsm { epsilon } => check_radius("epsilon", *epsilon),
            Method::Pgd(pgd) => pgd.check(),
            Method::Cw(cw) => cw.check(),
            Method::Simba(simba) => simba.check(),
        }
    }
}

impl Pgd {
    fn check(&self) -> Result<()> {
        check_radius("epsilon", self.threat.epsilon)?;
        check_count("steps", self.steps, MAX_STEPS)?;
        check_step("alpha", self.alpha)
    }
}

impl Cw {
    fn check(&self) -> Result<()> {
        let kappa = (0.0..=100.0).contains(&self.kappa);
        ensure(kappa, "kappa", self.kappa, "a number of logits from 0 to 100")?;
        check_count("iterations", self.iterations, MAX_STEPS)?;
        check_count("searches", self.searches, 20)?;
        check_step("rate", self.rate)?;
        self.bound.map_or(Ok(()), |bound| check_radius("epsilon", bound))
    }
}

impl Simba {
    fn check(&self) -> Result<()> {
        check_radius("epsilon", self.epsilon)?;
        let side = |name, side: u8| check_count(name, side.into(), Image::SIDE as u32);
        match &self.order {
            Order::Random { freq_dims } => side("freq_dims", *freq_dims),
            Order::Diagonal => Ok(()),
            Order::Strided { freq_dims, stride } => side("freq_dims", *freq_dims).and(side("stride", *stride)),
            Order::Given(directions) => check_permutation(directions),
        }
    }
}

/// Every direction with u, v < n once, for the one n that the length allows.
fn check_permutation(directions: &[u16]) -> Result<()> {
    let side = (1..=Image::SIDE).find(|side| Image::CHANNELS * side * side == directions.len());
    let side = side.ok_or_else(|| Error::Permutation(format!("it has {} numbers", directions.len())))?;
    let mut seen = [false; Image::LEN];
    for &direction in directions {
        let at = usize::from(direction);
        let inside = at < Image::LEN && at / Image::SIDE % Image::SIDE < side && at % Image::SIDE < side;
        if !inside || std::mem::replace(&mut seen[at], true) {
            let what = if inside { "occurs twice" } else { "does not belong to it" };
            return Err(Error::Permutation(format!("{direction} {what}")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
