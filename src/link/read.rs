//! From a text to a link: whatever the text is, what can be understood is kept and the rest complained about.

use super::{
    LONGEST, Link, LinkedPicture,
    fragment::{Fragment, VERSION},
    key::Key,
};
use crate::{
    shell::section::Section,
    words::{self, words},
};

/// What an address says.
#[derive(Debug, Clone, PartialEq)]
pub enum Address {
    /// All that is seen.
    Whole(Box<Link>),
    /// A heading of what is on show.
    Heading(Section),
}

/// What was understood, and what was not.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub address: Address,
    /// Clauses of a sentence; none where all was understood.
    pub complaints: Vec<String>,
}

impl Reading {
    /// Reads what follows the `#` of an address.
    pub fn of(hash: &str) -> Self {
        if let Some(section) = Section::find(hash) {
            return Self { address: Address::Heading(section), complaints: Vec::new() };
        }
        match Fragment::parse(hash) {
            _ if hash.is_empty() => Self::whole(Link::default(), Vec::new()),
            _ if hash.len() > LONGEST => Self::nothing(words().link.too_long()),
            None => Self::nothing(words().link.no_form()),
            Some(fragment) => Self::of_fragment(&fragment),
        }
    }

    fn whole(link: Link, complaints: Vec<String>) -> Self {
        Self { address: Address::Whole(Box::new(link)), complaints }
    }

    fn nothing(complaint: &str) -> Self {
        Self::whole(Link::default(), vec![complaint.into()])
    }

    fn of_fragment(fragment: &Fragment) -> Self {
        let (mut link, mut complaints) = (Link::default(), Vec::new());
        if fragment.version != VERSION {
            complaints.push(words().link.other_version(fragment.version));
        }
        for (name, value) in &fragment.fields {
            let done = match Key::find(name) {
                Some(key) => link.set(key, value).map_err(|error| words::told(&error)),
                None => Err(words().link.unknown_key(name)),
            };
            complaints.extend(done.err());
        }
        if !matches!(link.picture, LinkedPicture::Pixels(_)) {
            link.lost = None;
        }
        Self::whole(link, complaints)
    }
}

/// The most complaints that are told, and the most characters of each.
const MOST: (usize, usize) = (3, 120);

/// One notice for all complaints; none where there are none.
pub fn notice(complaints: &[String]) -> Option<String> {
    let told: Vec<String> = complaints.iter().take(MOST.0).map(|complaint| shortened(complaint)).collect();
    let more = match complaints.len().saturating_sub(MOST.0) {
        0 => String::new(),
        more => words().link.and_more(more),
    };
    let text = words().link.not_all(&(told.join("; ") + &more));
    (!told.is_empty()).then_some(text)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST.1) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.trim_end_matches('.').into(),
    }
}
