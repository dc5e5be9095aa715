//! The sections of the page that a link can point to.

use crate::words::words;

/// In the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Article,
    Sum,
    Missing,
    Scores,
    Landing,
    Training,
    Lookalikes,
    Holds,
    Instruments,
    Bands,
    Extremes,
    Attack,
    Inversion,
    Survey,
    Probes,
    Proposition,
    Networks,
    Lessons,
    Claims,
    Method,
}

impl Section {
    pub const ALL: [Self; 20] = [
        Self::Article,
        Self::Sum,
        Self::Missing,
        Self::Scores,
        Self::Landing,
        Self::Training,
        Self::Lookalikes,
        Self::Holds,
        Self::Instruments,
        Self::Bands,
        Self::Extremes,
        Self::Attack,
        Self::Inversion,
        Self::Survey,
        Self::Probes,
        Self::Proposition,
        Self::Networks,
        Self::Lessons,
        Self::Claims,
        Self::Method,
    ];

    /// The sections of the article.
    pub const CHAPTERS: [Self; 7] =
        [Self::Sum, Self::Missing, Self::Scores, Self::Landing, Self::Training, Self::Lookalikes, Self::Holds];

    /// As a link calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Sum => "an-image-is-a-sum",
            Self::Missing => "when-one-is-missing",
            Self::Scores => "occluded-frequency",
            Self::Landing => "where-attacks-land",
            Self::Training => "adversarial-training",
            Self::Lookalikes => "images-that-mean-the-same",
            Self::Holds => "does-it-hold",
            Self::Instruments => "instruments",
            Self::Bands => "bands",
            Self::Extremes => "extremes",
            Self::Attack => "attack",
            Self::Inversion => "inversion",
            Self::Survey => "survey",
            Self::Probes => "probes",
            Self::Proposition => "proposition",
            Self::Networks => "networks",
            Self::Lessons => "lessons",
            Self::Claims => "claims",
            Self::Method => "method",
        }
    }

    /// As tabs and links within the page call it.
    pub fn title(self) -> &'static str {
        let words = &words().shell;
        match self {
            Self::Article => words.section_article(),
            Self::Sum => words.section_sum(),
            Self::Missing => words.section_missing(),
            Self::Scores => words.section_scores(),
            Self::Landing => words.section_landing(),
            Self::Training => words.section_training(),
            Self::Lookalikes => words.section_lookalikes(),
            Self::Holds => words.section_holds(),
            Self::Instruments => words.section_instruments(),
            Self::Bands => words.section_bands(),
            Self::Extremes => words.section_extremes(),
            Self::Attack => words.section_attack(),
            Self::Inversion => words.section_inversion(),
            Self::Survey => words.section_survey(),
            Self::Probes => words.section_probes(),
            Self::Proposition => words.section_proposition(),
            Self::Networks => words.section_networks(),
            Self::Lessons => words.section_lessons(),
            Self::Claims => words.section_claims(),
            Self::Method => words.method(),
        }
    }

    /// The id of its heading.
    pub fn heading(self) -> String {
        match self {
            Self::Bands => "hero-title".into(),
            section if Self::CHAPTERS.contains(&section) => section.name().into(),
            section => format!("{}-title", section.name()),
        }
    }

    /// The id of what must be unfolded to see it.
    pub fn fold(self) -> Option<&'static str> {
        match self {
            Self::Claims => Some("claims-list"),
            // A network of the visitor's own is in it.
            Self::Networks => Some("models-list"),
            _ => None,
        }
    }

    /// The section of this name or with a heading of this id.
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == text || section.heading() == text)
    }
}
