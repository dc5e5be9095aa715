//! The keys of a link.

use crate::attack::kind::{AttackKind, Field};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Figure,
    Section,
    Lesson,
    Picture,
    Pixels,
    Lost,
    Model,
    Second,
    Cutoff,
    Scale,
    Class,
    Bands,
    Fill,
    Zero,
    Clip,
    Partition,
    Attack,
    Goal,
    Start,
    Scope,
    /// A number of an attack.
    Number(AttackKind, Field),
    Measure,
    InversionStart,
    InversionSteps,
    Group,
    BandZero,
    Stored,
    Energy,
    EnergyClip,
    EnergyBand,
    Runs,
    Theme,
    Language,
    Hidden,
}

/// All but the numbers of attacks, which stand behind `Scope`.
const NAMED: [(Key, &str); 33] = [
    (Key::Figure, "view"),
    (Key::Section, "at"),
    (Key::Lesson, "lesson"),
    (Key::Picture, "picture"),
    (Key::Pixels, "pixels"),
    (Key::Lost, "lost"),
    (Key::Model, "network"),
    (Key::Second, "beside"),
    (Key::Cutoff, "cut"),
    (Key::Scale, "scale"),
    (Key::Class, "class"),
    (Key::Bands, "without"),
    (Key::Fill, "fill"),
    (Key::Zero, "zero"),
    (Key::Clip, "clip"),
    (Key::Partition, "partition"),
    (Key::Attack, "attack"),
    (Key::Goal, "toward"),
    (Key::Start, "start"),
    (Key::Scope, "on"),
    (Key::Measure, "measure"),
    (Key::InversionStart, "invert-from"),
    (Key::InversionSteps, "invert-steps"),
    (Key::Group, "mean-of"),
    (Key::BandZero, "band-zero"),
    (Key::Stored, "stored"),
    (Key::Energy, "energy"),
    (Key::EnergyClip, "energy-clip"),
    (Key::EnergyBand, "energy-band"),
    (Key::Runs, "run"),
    (Key::Theme, "theme"),
    (Key::Language, "lang"),
    (Key::Hidden, "hide"),
];

impl Key {
    /// All, in the order in which a link has them.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMED.into_iter().map(|(key, _)| key).flat_map(|key| {
            let numbers = (key == Self::Scope).then(numbers).into_iter().flatten();
            std::iter::once(key).chain(numbers)
        })
    }

    /// As it is written. That of a number is `KIND.FIELD`.
    pub fn name(self) -> String {
        match self {
            Self::Number(kind, field) => format!("{}.{}", kind.id(), field.name()),
            key => NAMED.iter().find(|(named, _)| *named == key).map_or_else(String::new, |(_, name)| (*name).into()),
        }
    }

    /// None where no key has this name.
    pub fn find(name: &str) -> Option<Self> {
        match name.contains('.') {
            true => numbers().find(|key| key.name() == name),
            false => NAMED.iter().find(|(_, named)| *named == name).map(|(key, _)| *key),
        }
    }
}

fn numbers() -> impl Iterator<Item = Key> {
    AttackKind::all().flat_map(|kind| kind.fields().iter().map(move |&field| Key::Number(kind, field)))
}
