//! The attacks that the page offers, and the numbers that can be set for each.

use crate::words::words;
use freqscope_core::{
    attack::{
        Method,
        cw::Cw,
        method_kind::MethodKind,
        simba::{Basis, Order, Simba},
    },
    parameter::number_text,
};

/// CW's iterations in a search step; a tenth of the definition's, because the visitor waits.
const ITERATIONS: u32 = 100;
/// CW's binary search steps, fewer than the definition's for the same reason.
const SEARCHES: u32 = 5;

/// An attack that the page offers: a method, SimBA once for each basis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttackKind {
    method: MethodKind,
    /// What the directions of SimBA are; pixels with any other method.
    basis: Basis,
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

/// SimBA with single pixels.
impl From<MethodKind> for AttackKind {
    fn from(method: MethodKind) -> Self {
        Self { method, basis: Basis::Pixel }
    }
}

impl AttackKind {
    /// SimBA with DCT coefficients.
    pub const SIMBA_DCT: Self = Self { method: MethodKind::Simba, basis: Basis::Dct };

    /// All, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        MethodKind::ALL.into_iter().map(Self::from).chain([Self::SIMBA_DCT])
    }

    pub fn method(self) -> MethodKind {
        self.method
    }

    /// As a link calls it.
    pub fn id(self) -> &'static str {
        match (self.method, self.basis) {
            (MethodKind::Fgsm, _) => "fgsm",
            (MethodKind::PgdLinf, _) => "pgd-linf",
            (MethodKind::PgdL2, _) => "pgd-l2",
            (MethodKind::Cw, _) => "cw",
            (MethodKind::Simba, Basis::Pixel) => "simba-pixel",
            (MethodKind::Simba, Basis::Dct) => "simba-dct",
        }
    }

    /// As the page writes it.
    pub fn name(self) -> &'static str {
        match (self.method, self.basis) {
            (MethodKind::Simba, Basis::Pixel) => words().attack.simba_pixels(),
            (MethodKind::Simba, Basis::Dct) => words().attack.simba_dct(),
            (method, _) => method.name(),
        }
    }

    pub fn meaning(self) -> &'static str {
        let words = &words().attack;
        match (self.method, self.basis) {
            (MethodKind::Fgsm, _) => words.fgsm(),
            (MethodKind::PgdLinf, _) => words.pgd_linf(),
            (MethodKind::PgdL2, _) => words.pgd_l2(),
            (MethodKind::Cw, _) => words.cw(),
            (MethodKind::Simba, Basis::Pixel) => words.simba_by_pixels(),
            (MethodKind::Simba, Basis::Dct) => words.simba_by_coefficients(),
        }
    }

    /// Which loss its search follows, as a chart begins.
    pub fn loss(self) -> &'static str {
        match self.method {
            MethodKind::Fgsm | MethodKind::PgdLinf | MethodKind::PgdL2 => words().attack.cross_entropy(),
            MethodKind::Cw => words().attack.loss_of_cw(),
            MethodKind::Simba => words().attack.loss_of_simba(),
        }
    }

    pub fn fields(self) -> &'static [Field] {
        match self.method {
            MethodKind::Fgsm => &[Field::Epsilon],
            MethodKind::PgdLinf | MethodKind::PgdL2 => &[Field::Epsilon, Field::Alpha, Field::Steps, Field::Seed],
            MethodKind::Cw => &[Field::Kappa, Field::Iterations, Field::Searches, Field::Rate, Field::Bound],
            MethodKind::Simba => &[Field::Epsilon, Field::FreqDims, Field::Seed],
        }
    }

    /// The paper's ε, where it gives one.
    pub fn paper(self) -> Option<&'static str> {
        match self.method {
            MethodKind::Fgsm | MethodKind::PgdLinf => Some("0.15"),
            MethodKind::Simba => Some("0.2"),
            MethodKind::PgdL2 | MethodKind::Cw => None,
        }
    }

    /// The field that says most about how strong the attack is, and its sign.
    pub fn strength(self) -> (Field, char) {
        match self.method {
            MethodKind::Cw => (Field::Kappa, 'κ'),
            _ => (Field::Epsilon, 'ε'),
        }
    }

    /// Whether its steps have a length of their own.
    pub fn has_alpha(self) -> bool {
        self.fields().contains(&Field::Alpha)
    }

    /// Whether the first step begins somewhere in the ball.
    pub fn has_start(self) -> bool {
        matches!(self.method, MethodKind::PgdLinf | MethodKind::PgdL2)
    }

    /// The method before the visitor writes: the definitions' defaults, but fewer iterations and searches.
    pub fn default_method(self) -> Method {
        match self.method.default_method() {
            Method::Cw(cw) => Method::Cw(Cw { iterations: ITERATIONS, searches: SEARCHES, ..cw }),
            Method::Simba(simba) => Method::Simba(Simba { basis: self.basis, ..simba }),
            method => method,
        }
    }

    /// What is written in a field before the visitor writes; nothing in a field that the attack does not have.
    pub fn default_text(self, field: Field) -> String {
        match (self.default_method(), field) {
            (Method::Fgsm { epsilon } | Method::Simba(Simba { epsilon, .. }), Field::Epsilon) => number_text(epsilon),
            (Method::Simba(Simba { order: Order::Random { freq_dims }, .. }), Field::FreqDims) => freq_dims.to_string(),
            (Method::Pgd(pgd), Field::Epsilon) => number_text(pgd.threat.epsilon),
            (Method::Pgd(pgd), Field::Alpha) => number_text(pgd.alpha),
            (Method::Pgd(pgd), Field::Steps) => pgd.steps.to_string(),
            (Method::Cw(cw), Field::Kappa) => number_text(cw.kappa),
            (Method::Cw(cw), Field::Iterations) => cw.iterations.to_string(),
            (Method::Cw(cw), Field::Searches) => cw.searches.to_string(),
            (Method::Cw(cw), Field::Rate) => number_text(cw.rate),
            (Method::Cw(cw), Field::Bound) => cw.bound.map(number_text).unwrap_or_default(),
            (_, Field::Seed) => "0".into(),
            _ => String::new(),
        }
    }
}

impl Field {
    /// As the page writes it.
    pub fn title(self) -> &'static str {
        let words = &words().attack;
        match self {
            Self::Epsilon => words.epsilon(),
            Self::Bound => words.bound(),
            Self::Alpha => words.alpha(),
            Self::Steps => words.steps(),
            Self::Kappa => words.kappa(),
            Self::Iterations => words.iterations(),
            Self::Searches => words.searches(),
            Self::Rate => words.rate(),
            Self::FreqDims => words.freq_dims(),
            Self::Seed => words.seed(),
        }
    }

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

    /// Its name in files, where a bound is told from a radius.
    pub fn id(self) -> &'static str {
        if self == Self::Bound { "bound" } else { self.name() }
    }

    /// Whether it is a whole number.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Steps | Self::Iterations | Self::Searches | Self::FreqDims | Self::Seed)
    }

    /// Its unit and what it may be.
    pub fn unit(self) -> &'static str {
        let words = &words().attack;
        match self {
            Self::Epsilon => words.unit_epsilon(),
            Self::Alpha => words.unit_alpha(),
            Self::Steps => words.unit_steps(),
            Self::Kappa => words.unit_kappa(),
            Self::Iterations => words.unit_iterations(),
            Self::Searches => words.unit_searches(),
            Self::Rate => words.unit_rate(),
            Self::Bound => words.unit_bound(),
            Self::FreqDims => words.unit_freq_dims(),
            Self::Seed => words.unit_seed(),
        }
    }
}
