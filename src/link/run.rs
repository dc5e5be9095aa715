//! What can be computed on request, and is computed again where a link is opened.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Run {
    /// The attack of the form.
    Attack,
    /// Four attacks.
    Comparison,
    Inversion,
    Survey,
}

impl Run {
    pub const ALL: [Self; 4] = [Self::Attack, Self::Comparison, Self::Inversion, Self::Survey];

    /// As a link calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attack => "attack",
            Self::Comparison => "comparison",
            Self::Inversion => "inversion",
            Self::Survey => "survey",
        }
    }
}
