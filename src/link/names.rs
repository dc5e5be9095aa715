//! The words of a link, and their meaning.

use crate::{
    attack::{form::Scope, kind::AttackKind},
    charts::measure::Measure,
    language::Language,
    link::{key::Key, run::Run},
    lowpass::view::Scale,
    shell::{figure::Figure, section::Section, theme::Theme},
    survey::BandZero,
    words::words,
};
use freqscope_core::{
    attack::pgd::Start,
    error::{Error, Result},
    occlusion::ablation::Zero,
    spectrum::partition::Partition,
};

/// A choice whose values have names.
pub trait Named: Copy + PartialEq + 'static {
    /// All values with their names.
    fn names() -> Vec<(Self, &'static str)>;

    fn name(self) -> String {
        Self::names().into_iter().find(|(value, _)| *value == self).map_or_else(String::new, |(_, name)| name.into())
    }

    /// # Errors
    /// [`Error::Parameter`], which lists the names.
    fn find(key: Key, text: &str) -> Result<Self> {
        let names = Self::names();
        let found = names.iter().find(|(_, name)| *name == text).map(|(value, _)| *value);
        found.ok_or_else(|| {
            let all: Vec<&str> = names.iter().map(|(_, name)| *name).collect();
            refusal(key, text, &words().link.one_of(&all.join(", ")))
        })
    }
}

/// `range`: as it follows “choose”.
pub fn refusal(key: Key, text: &str, range: &str) -> Error {
    Error::Parameter { name: key.name(), value: format!("“{text}”"), range: range.into() }
}

impl Named for bool {
    fn names() -> Vec<(Self, &'static str)> {
        vec![(false, "no"), (true, "yes")]
    }
}

impl Named for Zero {
    fn names() -> Vec<(Self, &'static str)> {
        vec![(Self::Pixels, "pixels"), (Self::Normalised, "normalised")]
    }
}

impl Named for Partition {
    fn names() -> Vec<(Self, &'static str)> {
        vec![(Self::Diagonal, "diagonal"), (Self::Radial, "radial")]
    }
}

impl Named for Start {
    fn names() -> Vec<(Self, &'static str)> {
        vec![(Self::Random, "random"), (Self::Clean, "clean")]
    }
}

impl Named for Scope {
    fn names() -> Vec<(Self, &'static str)> {
        vec![(Self::First, "first"), (Self::Both, "both")]
    }
}

impl Named for BandZero {
    fn names() -> Vec<(Self, &'static str)> {
        vec![(Self::Hidden, "hidden"), (Self::Shown, "shown")]
    }
}

impl Named for Measure {
    fn names() -> Vec<(Self, &'static str)> {
        let all =
            [(Self::Guarded, "guarded"), (Self::Absolute, "absolute"), (Self::Raw, "raw"), (Self::Energy, "energy")];
        all.to_vec()
    }
}

impl Named for Scale {
    fn names() -> Vec<(Self, &'static str)> {
        vec![(Self::Share, "share"), (Self::Logits, "logits")]
    }
}

impl Named for AttackKind {
    fn names() -> Vec<(Self, &'static str)> {
        Self::all().map(|kind| (kind, kind.id())).collect()
    }
}

impl Named for Figure {
    fn names() -> Vec<(Self, &'static str)> {
        Self::ALL.map(|figure| (figure, figure.name())).to_vec()
    }
}

impl Named for Section {
    fn names() -> Vec<(Self, &'static str)> {
        Self::ALL.map(|section| (section, section.name())).to_vec()
    }
}

impl Named for Theme {
    fn names() -> Vec<(Self, &'static str)> {
        Self::ALL.map(|theme| (theme, theme.name())).to_vec()
    }
}

impl Named for Language {
    fn names() -> Vec<(Self, &'static str)> {
        Self::ALL.map(|language| (language, language.tag())).to_vec()
    }
}

impl Named for Run {
    fn names() -> Vec<(Self, &'static str)> {
        Self::ALL.map(|run| (run, run.name())).to_vec()
    }
}
