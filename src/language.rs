//! The languages in which the page speaks, and the one in which it speaks now.
//!
//! Whatever puts words on the page asks [`current`], so that no component has to be told the language: the page is drawn anew when
//! it changes. The words themselves are in [`crate::words`].

use std::cell::Cell;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    #[default]
    English,
    German,
}

impl Language {
    /// In the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// As in a link, in the document and of the browser (BCP 47, its first part).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// As it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The first that the page knows of those that a browser's visitor prefers, such as `de-AT`; else English.
    pub fn preferred(tags: impl IntoIterator<Item = String>) -> Self {
        let known = |tag: String| {
            let first = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            Self::ALL.into_iter().find(|language| language.tag() == first)
        };
        tags.into_iter().find_map(known).unwrap_or_default()
    }
}

thread_local! {
    static CURRENT: Cell<Language> = const { Cell::new(Language::English) };
}

/// In which the page speaks now.
pub fn current() -> Language {
    CURRENT.get()
}

/// From now on the page speaks this language. What is drawn already has to be drawn anew.
pub fn speak(language: Language) {
    CURRENT.set(language);
}

/// What `make` says in English, for what programs read: files of numbers, and messages to pages of others.
pub fn in_english<T>(make: impl FnOnce() -> T) -> T {
    let before = CURRENT.replace(Language::English);
    let made = make();
    CURRENT.set(before);
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_read_is_english() {
        speak(Language::German);
        assert_eq!((in_english(current), current()), (Language::English, Language::German));
    }

    #[test]
    fn a_browser_is_answered_in_its_language_or_in_english() {
        let preferred = |tags: &[&str]| Language::preferred(tags.iter().map(|&tag| tag.to_owned()));
        assert_eq!(preferred(&["en-US", "de"]), Language::English);
        assert_eq!(preferred(&["de-AT", "en"]), Language::German);
        assert_eq!(preferred(&["fr", "DE"]), Language::German);
        assert_eq!(preferred(&["fr-CA", "den"]), Language::English, "neither is known");
        assert_eq!(preferred(&[]), Language::English);
    }
}
