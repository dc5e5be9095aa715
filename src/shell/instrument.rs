//! The instruments: what can be done with the picture and the networks, one of them open at a time.

use crate::shell::section::Section;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Instrument {
    #[default]
    Bands,
    Extremes,
    Attack,
    Inversion,
    Survey,
    Probes,
    Proposition,
    Networks,
}

impl Instrument {
    /// In the order of the tabs.
    pub const ALL: [Self; 8] = [
        Self::Bands,
        Self::Extremes,
        Self::Attack,
        Self::Inversion,
        Self::Survey,
        Self::Probes,
        Self::Proposition,
        Self::Networks,
    ];

    /// As links call it.
    pub fn section(self) -> Section {
        match self {
            Self::Bands => Section::Bands,
            Self::Extremes => Section::Extremes,
            Self::Attack => Section::Attack,
            Self::Inversion => Section::Inversion,
            Self::Survey => Section::Survey,
            Self::Probes => Section::Probes,
            Self::Proposition => Section::Proposition,
            Self::Networks => Section::Networks,
        }
    }

    /// That which a section of the page shows.
    pub fn of(section: Section) -> Option<Self> {
        Self::ALL.into_iter().find(|instrument| instrument.section() == section)
    }
}
