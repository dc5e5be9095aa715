//! A part of the page that a step of a lesson shows.

use crate::shell::{instrument::Instrument, section::Section};
use freqscope_lesson::{Step, invalid::Problem};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The picture without the bands that are taken away, beside the words.
    Picture,
    /// The first screen.
    Screen,
    /// A section of the article, an instrument, or the claims.
    Section(Section),
}

impl Part {
    /// The part of this name, as a lesson's file writes it; sections are called as in links.
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "picture" => Some(Self::Picture),
            "screen" => Some(Self::Screen),
            _ => Section::ALL.into_iter().find(|section| section.name() == name).and_then(Self::of),
        }
    }

    /// What a section of the page shows by itself; none where that is several things.
    pub fn of(section: Section) -> Option<Self> {
        let alone = Instrument::of(section).is_some() || Section::CHAPTERS.contains(&section);
        (alone || section == Section::Claims).then_some(Self::Section(section))
    }

    /// What a step shows, and once its answer is open what it reveals. Unknown names are left out: [`check`] refuses them.
    pub fn shown(step: &Step) -> [Vec<Self>; 2] {
        [&step.shows, &step.reveals].map(|names| names.iter().filter_map(|name| Self::find(name)).collect())
    }
}

/// # Errors
/// The first name that is unknown.
pub fn check(step: &Step) -> Result<(), Problem> {
    let unknown = step.shows.iter().chain(&step.reveals).find(|name| Part::find(name).is_none());
    unknown.map_or(Ok(()), |name| Err(Problem::Part(name.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_the_names_of_links() {
        assert_eq!(Part::find("picture"), Some(Part::Picture));
        assert_eq!(Part::find("attack"), Some(Part::Section(Section::Attack)));
        assert_eq!(Part::find("does-it-hold"), Some(Part::Section(Section::Holds)));
        for name in ["", "article", "instruments", "method", "claims-title"] {
            assert_eq!(Part::find(name), None, "{name}");
        }
    }
}
