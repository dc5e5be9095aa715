//! All words of the page, in one place for each language: a folder a language, a file a topic.
//!
//! A topic's file here says which messages there are ([`topic!`](topic)); the files of the same name in [`en`] and [`de`] hold them.
//! One that is missing does not compile, and one that nobody shows is a warning. A message is a text, or a function of what stands in
//! it: a language puts its own order, plural and punctuation around numbers that [`crate::text`] writes. Names of networks and attacks,
//! and whatever is written into files, are no words of a language.

pub mod charts;
pub mod classes;
mod de;
mod en;
pub mod export;
pub mod files;
pub mod link;
pub mod notices;
pub mod page;
pub mod shell;
#[cfg(test)]
mod tests;
mod topic;

use crate::language::{self, Language};

/// Those of one language, a topic a field.
pub struct Words {
    pub charts: charts::Words,
    pub classes: classes::Words,
    pub export: export::Words,
    pub files: files::Words,
    pub link: link::Words,
    pub notices: notices::Words,
    pub page: page::Words,
    pub shell: shell::Words,
}

/// In the language in which the page speaks now.
pub fn words() -> &'static Words {
    match language::current() {
        Language::English => &en::WORDS,
        Language::German => &de::WORDS,
    }
}
