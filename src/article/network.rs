//! The four networks that the article compares: one architecture, trained in four ways.

use crate::{charts::small_chart::Tone, words::words};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Network {
    Natural,
    L2Quarter,
    L2Half,
    Linf,
}

impl Network {
    pub const ALL: [Self; 4] = [Self::Natural, Self::L2Quarter, Self::L2Half, Self::Linf];

    /// Those of which the article shows filters.
    pub const FILTERED: [Self; 2] = [Self::Natural, Self::L2Half];

    /// In the manifest.
    pub fn id(self) -> &'static str {
        match self {
            Self::Natural => "resnet18-natural",
            Self::L2Quarter => "resnet18-l2-025",
            Self::L2Half => "resnet18-l2-05",
            Self::Linf => "resnet18-linf-8",
        }
    }

    /// How it was trained, in short.
    pub fn name(self) -> &'static str {
        let words = &words().article;
        match self {
            Self::Natural => words.natural(),
            Self::L2Quarter => words.l2_quarter(),
            Self::L2Half => words.l2_half(),
            Self::Linf => words.linf(),
        }
    }

    pub fn tone(self) -> Tone {
        if self == Self::Natural { Tone::First } else { Tone::Second }
    }
}
