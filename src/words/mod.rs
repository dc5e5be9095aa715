//! All words of the page, in one place for each language: a folder a language, a file a topic.
//!
//! A topic's file here says which messages there are ([`topic!`](topic)); the files of the same name in [`en`] and [`de`] hold them.
//! One that is missing does not compile, and one that nobody shows is a warning. A message is a text, or a function of what stands in
//! it: a language puts its own order, plural and punctuation around numbers that [`crate::text`] writes. Names of networks and attacks,
//! and whatever is written into files, are no words of a language.

pub mod article;
pub mod attack;
pub mod charts;
pub mod claims;
pub mod classes;
mod de;
pub mod device;
pub mod embed;
mod en;
pub mod error;
pub mod export;
pub mod figures;
pub mod files;
pub mod glossary;
pub mod inversion;
mod late;
pub mod lesson;
pub mod link;
pub mod lowpass;
pub mod networks;
pub mod notices;
pub mod occlusion;
pub mod page;
pub mod picture;
pub mod probes;
pub mod proposition;
pub mod shell;
pub mod survey;
#[cfg(test)]
mod tests;
mod topic;

use crate::{
    language::{self, Language},
    text::sentence,
};
use freqscope_core::error::Error;
use late::Late;

/// Those of one language, a topic a field.
pub struct Words {
    pub article: Late<article::Words>,
    pub attack: Late<attack::Words>,
    pub charts: charts::Words,
    pub claims: Late<claims::Words>,
    pub classes: classes::Words,
    pub device: device::Words,
    pub embed: embed::Words,
    pub error: error::Words,
    pub export: export::Words,
    pub figures: Late<figures::Words>,
    pub files: Late<files::Words>,
    pub glossary: Late<glossary::Words>,
    pub inversion: Late<inversion::Words>,
    pub lesson: Late<lesson::Words>,
    pub link: Late<link::Words>,
    pub lowpass: lowpass::Words,
    pub networks: networks::Words,
    pub notices: notices::Words,
    pub occlusion: occlusion::Words,
    pub page: page::Words,
    pub picture: picture::Words,
    pub probes: Late<probes::Words>,
    pub proposition: Late<proposition::Words>,
    pub shell: shell::Words,
    pub survey: Late<survey::Words>,
}

/// In the language in which the page speaks now.
pub fn words() -> &'static Words {
    match language::current() {
        Language::English => &en::WORDS,
        Language::German => de::words(),
    }
}

/// What can be told to a visitor.
pub trait Tell {
    /// In the page's language.
    fn tell(&self) -> String;

    /// What is known beside that, for a report of the problem.
    fn details(&self) -> Option<String> {
        None
    }
}

impl Tell for Error {
    fn tell(&self) -> String {
        words().error.of(self)
    }

    fn details(&self) -> Option<String> {
        words().error.details(self)
    }
}

impl Tell for str {
    fn tell(&self) -> String {
        self.into()
    }
}

impl Tell for String {
    fn tell(&self) -> String {
        self.clone()
    }
}

impl<T: Tell + ?Sized> Tell for &T {
    fn tell(&self) -> String {
        (**self).tell()
    }
}

/// An error in words, as a clause.
pub fn told(error: &Error) -> String {
    error.tell()
}

/// The same as a whole sentence.
pub fn told_in_full(error: &Error) -> String {
    sentence(&told(error))
}
