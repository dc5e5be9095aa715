//! The attacks that the page offers, and the numbers that can be set for each.

use freqscope_core::{
    attack::{cw::Cw, pgd::Pgd, simba::Simba},
    image::Image,
    parameter::number_text,
};

/// CW's iterations in a search step; a tenth of the definition's, because the visitor waits.
const ITERATIONS: u32 = 100;
/// CW's binary search steps, fewer than the definition's for the same reason.
const SEARCHES: u32 = 5;

/// The attacks that the page offers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttackKind {
    /// The fast gradient sign method.
    #[default]
    Fgsm,
    /// Projected gradient descent in an ℓ∞ ball.
    PgdLinf,
    /// Projected gradient descent in an ℓ2 ball.
    PgdL2,
    /// Carlini and Wagner's ℓ2 attack.
    Cw,
    /// SimBA with single pixels.
    SimbaPixel,
    /// SimBA with DCT coefficients.
    SimbaDct,
}

/// A number that the visitor can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A radius, or SimBA's step.
    Epsilon,
    /// The length of PGD's step.
    Alpha,
    /// PGD's steps.
    Steps,
    /// CW's confidence.
    Kappa,
    /// CW's iterations in a search step.
    Iterations,
    /// CW's binary search steps.
    Searches,
    /// CW's learning rate.
    Rate,
    /// CW's bound, which may be left empty.
    Bound,
    /// How many rows and columns of directions SimBA visits.
    FreqDims,
    /// What everything random depends on.
    Seed,
}

impl AttackKind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Fgsm, Self::PgdLinf, Self::PgdL2, Self::Cw, Self::SimbaPixel, Self::SimbaDct];

    /// As the page writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fgsm => "FGSM",
            Self::PgdLinf => "PGD, ℓ∞",
            Self::PgdL2 => "PGD, ℓ2",
            Self::Cw => "CW, ℓ2",
            Self::SimbaPixel => "SimBA, pixels",
            Self::SimbaDct => "SimBA, DCT",
        }
    }

    pub fn meaning(self) -> &'static str {
        match self {
            Self::Fgsm => "One step of length ε along the sign of the gradient of the loss.",
            Self::PgdLinf => "Steps along the sign of the gradient; no value of a pixel changes by more than ε.",
            Self::PgdL2 => "Steps along the gradient; the whole change has at most the length ε.",
            Self::Cw => "The smallest change that fools the network, by Adam and a binary search.",
            Self::SimbaPixel => "Without gradients: tries −ε and +ε on one value after the other and keeps what helps.",
            Self::SimbaDct => "Without gradients: tries −ε and +ε on one DCT coefficient after the other.",
        }
    }

    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Fgsm => &[Field::Epsilon],
            Self::PgdLinf | Self::PgdL2 => &[Field::Epsilon, Field::Alpha, Field::Steps, Field::Seed],
            Self::Cw => &[Field::Kappa, Field::Iterations, Field::Searches, Field::Rate, Field::Bound],
            Self::SimbaPixel | Self::SimbaDct => &[Field::Epsilon, Field::FreqDims, Field::Seed],
        }
    }

    /// The paper's ε, where it gives one.
    pub fn paper(self) -> Option<&'static str> {
        match self {
            Self::Fgsm | Self::PgdLinf => Some("0.15"),
            Self::SimbaPixel | Self::SimbaDct => Some("0.2"),
            Self::PgdL2 | Self::Cw => None,
        }
    }

    /// The field that says most about how strong the attack is, and its sign.
    pub fn strength(self) -> (Field, char) {
        match self {
            Self::Cw => (Field::Kappa, 'κ'),
            _ => (Field::Epsilon, 'ε'),
        }
    }

    /// Whether its steps have a length of their own.
    pub fn has_alpha(self) -> bool {
        self.fields().contains(&Field::Alpha)
    }

    /// Whether the first step begins somewhere in the ball.
    pub fn has_start(self) -> bool {
        matches!(self, Self::PgdLinf | Self::PgdL2)
    }

    /// What is written in a field before the visitor writes: the definitions' defaults, but fewer iterations and searches.
    pub fn default_text(self, field: Field) -> String {
        let (pgd, cw) = (if self == Self::PgdL2 { Pgd::L2 } else { Pgd::LINF }, Cw::default());
        match field {
            Field::Epsilon if self.is_simba() => number_text(Simba::default().epsilon),
            Field::Epsilon => number_text(pgd.threat.epsilon),
            Field::Alpha => number_text(pgd.alpha),
            Field::Steps => pgd.steps.to_string(),
            Field::Kappa => number_text(cw.kappa),
            Field::Iterations => ITERATIONS.to_string(),
            Field::Searches => SEARCHES.to_string(),
            Field::Rate => number_text(cw.rate),
            Field::Bound => cw.bound.map(number_text).unwrap_or_default(),
            Field::FreqDims => Image::SIDE.to_string(),
            Field::Seed => "0".into(),
        }
    }

    fn is_simba(self) -> bool {
        matches!(self, Self::SimbaPixel | Self::SimbaDct)
    }
}

impl Field {
    /// Its name, as errors call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Epsilon | Self::Bound => "epsilon",
            Self::Alpha => "alpha",
            Self::Steps => "steps",
            Self::Kappa => "kappa",
            Self::Iterations => "iterations",
            Self::Searches => "searches",
            Self::Rate => "rate",
            Self::FreqDims => "freq_dims",
            Self::Seed => "seed",
        }
    }

    /// Whether it is a whole number.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Steps | Self::Iterations | Self::Searches | Self::FreqDims | Self::Seed)
    }

    /// Its unit and what it may be.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Epsilon => "of a pixel’s range, 0 to 1",
            Self::Alpha => "of a pixel’s range, a step",
            Self::Steps => "steps",
            Self::Kappa => "logits of lead",
            Self::Iterations => "steps of Adam, a search",
            Self::Searches => "binary searches, 1 to 20",
            Self::Rate => "learning rate of Adam",
            Self::Bound => "largest ℓ2, empty for none",
            Self::FreqDims => "rows and columns, 1 to 32",
            Self::Seed => "of what is random",
        }
    }
}
