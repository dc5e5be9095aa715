//! How soon the page is drawn anew.
//!
//! Yew draws first and runs effects later, after a pause in which other messages come in; a drawing that these ask for goes before the
//! effects of the last. While an engine tells its progress, and a drawing takes longer than what lies between two messages, effects
//! would wait until it is done: what they do to the document belongs to what it says, and is done before the next drawing.

use std::cell::Cell;

/// Whether all of the last drawing is done, and whether the next one is due.
#[derive(Debug, Default)]
pub struct Pace {
    /// A drawing is begun, and its effects are not over.
    drawing: Cell<bool>,
    /// Something has changed since.
    due: Cell<bool>,
}

impl Pace {
    /// Whether what an engine has changed is drawn at once; otherwise [`end`](Self::end) says when.
    pub fn is_free(&self) -> bool {
        self.due.set(self.drawing.get());
        !self.drawing.get()
    }

    /// All that is known is being drawn.
    pub fn begin(&self) {
        self.drawing.set(true);
        self.due.set(false);
    }

    /// A drawing is done, with its effects. Whether another one is due.
    pub fn end(&self) -> bool {
        self.drawing.set(false);
        self.due.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drawing_ends_before_an_engine_begins_the_next() {
        let pace = Pace::default();
        assert!(pace.is_free() && pace.is_free(), "both are in the same drawing");
        pace.begin();
        assert!(!pace.is_free() && !pace.is_free(), "the first is not done");
        assert!(pace.end(), "what was put off is drawn");
        assert!(pace.is_free());
        pace.begin();
        assert!(!pace.end(), "nothing has changed");
    }

    #[test]
    fn what_a_visitor_does_is_drawn_at_once_and_with_it_what_was_put_off() {
        let pace = Pace::default();
        pace.begin();
        assert!(!pace.is_free());
        pace.begin();
        assert!(!pace.end());
    }
}
