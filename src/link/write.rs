//! From a link to its text.

use super::{Link, fragment::Fragment, key::Key};

impl Link {
    /// What follows the `#` of the address: what is not as the page opens. Empty where all is.
    pub fn hash(&self) -> String {
        let default = Self::default();
        let mut fields = Key::all()
            .map(|key| (key, self.text(key)))
            .filter(|(key, text)| *text != default.text(*key))
            .map(|(key, text)| (key.name(), text))
            .peekable();
        if fields.peek().is_none() { String::new() } else { Fragment::text(fields) }
    }
}
