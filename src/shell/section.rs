//! The sections of the page that a link can point to.

/// In the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Article,
    Instruments,
    Bands,
    Extremes,
    Attack,
    Inversion,
    Survey,
    Proposition,
    Networks,
    Claims,
    Method,
}

impl Section {
    pub const ALL: [Self; 11] = [
        Self::Article,
        Self::Instruments,
        Self::Bands,
        Self::Extremes,
        Self::Attack,
        Self::Inversion,
        Self::Survey,
        Self::Proposition,
        Self::Networks,
        Self::Claims,
        Self::Method,
    ];

    /// As a link calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Instruments => "instruments",
            Self::Bands => "bands",
            Self::Extremes => "extremes",
            Self::Attack => "attack",
            Self::Inversion => "inversion",
            Self::Survey => "survey",
            Self::Proposition => "proposition",
            Self::Networks => "networks",
            Self::Claims => "claims",
            Self::Method => "method",
        }
    }

    /// As tabs and links within the page call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Article => "Article",
            Self::Instruments => "Instruments",
            Self::Bands => "Bands",
            Self::Extremes => "Lowest and highest",
            Self::Attack => "Attack",
            Self::Inversion => "Look-alike",
            Self::Survey => "Many images",
            Self::Proposition => "What a change costs",
            Self::Networks => "Networks",
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
