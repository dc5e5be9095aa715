//! The attacks that the page offers, and the numbers that can be set for each.

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

    /// What is written in a field before the visitor writes.
    pub fn default_text(self, field: Field) -> &'static str {
        match (field, self) {
            (Field::Epsilon, Self::PgdL2) => "0.5",
            (Field::Epsilon, Self::SimbaPixel | Self::SimbaDct) => "0.2",
            (Field::Epsilon, _) => "8/255",
            (Field::Alpha, Self::PgdL2) => "0.125",
            (Field::Alpha, _) => "2/255",
            (Field::Steps, _) => "10",
            (Field::Kappa | Field::Seed, _) => "0",
            (Field::Iterations, _) => "100",
            (Field::Searches, _) => "5",
            (Field::Rate, _) => "0.01",
            (Field::Bound, _) => "",
            (Field::FreqDims, _) => "32",
        }
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
