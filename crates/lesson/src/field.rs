//! What a field of a lesson holds.

use std::fmt;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number from 0.
    Whole,
    /// Any number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list of objects with these fields.
    List(&'static [Field]),
    /// An object with these fields.
    Object(&'static [Field]),
    /// A list of anything.
    Anything,
}

/// A field by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// As it is written.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be left out.
    pub optional: bool,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text in quotation marks",
            Self::Texts => "a list of texts, each in quotation marks",
            Self::Whole => "a whole number, 0 or more",
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::List(_) | Self::Anything => "a list in square brackets",
            Self::Object(_) => "a list of fields in curly brackets",
        })
    }
}
