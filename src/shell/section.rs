//! The sections of the page that a link can point to.

/// In the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Bands,
    Extremes,
    Attack,
    Inversion,
    Survey,
    Proposition,
    Claims,
    Method,
}

impl Section {
    pub const ALL: [Self; 8] = [
        Self::Bands,
        Self::Extremes,
        Self::Attack,
        Self::Inversion,
        Self::Survey,
        Self::Proposition,
        Self::Claims,
        Self::Method,
    ];

    /// As a link calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bands => "bands",
            Self::Extremes => "extremes",
            Self::Attack => "attack",
            Self::Inversion => "inversion",
            Self::Survey => "survey",
            Self::Proposition => "proposition",
            Self::Claims => "claims",
            Self::Method => "method",
        }
    }

    /// As the contents call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Bands => "Bands",
            Self::Extremes => "Fig. 4",
            Self::Attack => "Attacks",
            Self::Inversion => "Inversion",
            Self::Survey => "Fig. 1",
            Self::Proposition => "Proposition 1",
            Self::Claims => "Does it hold?",
            Self::Method => "Method",
        }
    }

    /// The id of its heading.
    pub fn heading(self) -> String {
        match self {
            Self::Bands => "hero-title".into(),
            section => format!("{}-title", section.name()),
        }
    }

    /// The id of what must be unfolded to see it.
    pub fn fold(self) -> Option<&'static str> {
        (self == Self::Claims).then_some("claims-list")
    }

    /// The section of this name or with a heading of this id.
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == text || section.heading() == text)
    }
}
