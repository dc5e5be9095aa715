//! Words that are in the rest of the page's program, because the first screen says none of them.

use std::ops::Deref;

/// A topic's words: what leads to them is all that the first part of the program has of them (xtask/src/split).
pub struct Late<T: 'static>(pub(super) fn() -> &'static T);

impl<T> Deref for Late<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (self.0)()
    }
}

/// Those of a topic in the language in whose module this stands.
macro_rules! late {
    ($topic:ident) => {
        $crate::words::late::Late({
            #[inline(never)]
            fn late_words() -> &'static $crate::words::$topic::Words {
                const WORDS: &$crate::words::$topic::Words = &$topic::WORDS;
                // The optimiser must not see what it is, and write that in place of the call.
                std::hint::black_box(WORDS)
            }
            late_words
        })
    };
}

pub(super) use late;
