//! Where one is in a lesson, as a link says it: `attacks`, `attacks:3`, `attacks:worksheet`.

use crate::words::words;
use std::fmt;

/// The id of a lesson that came as a file of the visitor's.
pub const OWN: &str = "own";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the lesson's file, without `.json`, or [`OWN`].
    pub id: String,
    pub leaf: Leaf,
}

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaf {
    /// Counted from 0; a link counts from 1.
    Step(usize),
    Sheet(Sheet),
}

/// What can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// For pupils.
    Worksheet,
    /// For their teacher.
    Answers,
    /// What has been answered here.
    Mine,
}

impl Sheet {
    pub const ALL: [Self; 3] = [Self::Worksheet, Self::Answers, Self::Mine];

    /// As a link calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Worksheet => "worksheet",
            Self::Answers => "answers",
            Self::Mine => "mine",
        }
    }

    /// As the page calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Worksheet => words().lesson.worksheet(),
            Self::Answers => words().lesson.answer_sheet(),
            Self::Mine => words().lesson.my_answers(),
        }
    }
}

impl Place {
    /// The first step of a lesson.
    pub fn start(id: impl Into<String>) -> Self {
        Self { id: id.into(), leaf: Leaf::Step(0) }
    }

    /// None where a step or sheet is named that cannot be. `text`: letters, digits and what separates them.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, leaf) = text.split_once(':').map_or((text, None), |(id, leaf)| (id, Some(leaf)));
        let sheet = |leaf: &str| Sheet::ALL.into_iter().find(|sheet| sheet.name() == leaf);
        let step = |leaf: &str| leaf.parse::<usize>().ok()?.checked_sub(1).map(Leaf::Step);
        let leaf = match leaf {
            None => Leaf::Step(0),
            Some(leaf) => sheet(leaf).map(Leaf::Sheet).or_else(|| step(leaf))?,
        };
        let plain = id.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-');
        (plain && !id.is_empty()).then(|| Self { id: id.into(), leaf })
    }

    pub fn at(&self, leaf: Leaf) -> Self {
        Self { id: self.id.clone(), leaf }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.leaf {
            Leaf::Step(0) => f.write_str(&self.id),
            Leaf::Step(step) => write!(f, "{}:{}", self.id, step + 1),
            Leaf::Sheet(sheet) => write!(f, "{}:{}", self.id, sheet.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for text in ["attacks", "what-a-network-sees:2", "a:worksheet", "a:answers", "own:mine"] {
            assert_eq!(Place::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Place::parse("a:1"), Some(Place::start("a")));
        for text in ["", ":2", "a:", "a:0", "a:-1", "a:sheet", "a/b", "../a", "a:99999999999999999999"] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }
}
