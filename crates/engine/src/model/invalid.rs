//! Why a model cannot be used.

use std::fmt;

/// Why a file cannot be used, as a clause: “its widths and blocks do not belong together”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidModel(String);

/// Characters of a clause that are kept: a hostile file may put a megabyte into a name.
const LONGEST: usize = 400;

impl InvalidModel {
    /// An error with this reason, cut to a readable length.
    pub fn new(clause: impl Into<String>) -> Self {
        let clause = clause.into();
        match clause.char_indices().nth(LONGEST) {
            Some((end, _)) => Self(format!("{}…", &clause[..end])),
            None => Self(clause),
        }
    }
}

impl fmt::Display for InvalidModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
