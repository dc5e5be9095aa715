//! English. The words that stand here first; other languages say the same.

mod shell;

use super::Words;

pub const WORDS: Words = Words { shell: shell::WORDS };
