//! Why a model cannot be used.

use freqscope_checkpoint::unreadable::{Cure, Unreadable};
use freqscope_core::error::unfit::{Fault, Unfit};
use std::fmt;

/// Why a file cannot be used, as a clause: “its widths and blocks do not belong together”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidModel {
    clause: String,
    fault: Fault,
}

/// Characters of a clause that are kept: a hostile file may put a megabyte into a name.
const LONGEST: usize = 400;

impl InvalidModel {
    /// An error with this reason, cut to a readable length.
    pub fn new(clause: impl Into<String>) -> Self {
        let mut clause = clause.into();
        if let Some((end, _)) = clause.char_indices().nth(LONGEST) {
            clause.truncate(end);
            clause.push('…');
        }
        Self { clause, fault: Fault::Broken }
    }

    /// The same, of another kind than [`Fault::Broken`].
    #[must_use]
    pub fn because(self, fault: Fault) -> Self {
        Self { fault, ..self }
    }

    /// For an error.
    pub fn unfit(&self) -> Unfit {
        Unfit::new(self.fault, &self.clause)
    }
}

impl fmt::Display for InvalidModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.clause)
    }
}

impl From<Unreadable> for InvalidModel {
    fn from(unreadable: Unreadable) -> Self {
        let fault = match unreadable.cure() {
            Some(Cure::Download) => Fault::Download,
            Some(Cure::Pull) => Fault::Pointer,
            Some(Cure::SaveAgain) => Fault::NotTensors,
            Some(Cure::SaveScripted) => Fault::Scripted,
            Some(Cure::SaveWithPytorch) => Fault::Framework,
            Some(Cure::Unpack) => Fault::Packed,
            None => Fault::Broken,
        };
        Self { clause: unreadable.to_string(), fault }
    }
}
