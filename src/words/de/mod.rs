//! German: impersonal, as a textbook speaks, with „…“ and a decimal comma. “Occluded Frequency” is a proper name, explained where it is
//! first used.

mod shell;

use super::Words;

pub const WORDS: Words = Words { shell: shell::WORDS };
