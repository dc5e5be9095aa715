//! From a link to its text.

use super::{Link, fragment::Fragment, key::Key};

/// What says which picture it is.
const PICTURE: [Key; 3] = [Key::Picture, Key::Pixels, Key::Lost];

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

    /// The same text with the picture of this link. `hash`: without its `#`; what cannot be read stays as it is.
    pub fn with_its_picture(&self, hash: &str) -> String {
        let Some(fragment) = Fragment::parse(hash) else { return hash.into() };
        let names = PICTURE.map(Key::name);
        let others = fragment.fields.into_iter().filter(|(name, _)| !names.contains(name));
        let own = PICTURE.into_iter().map(|key| (key.name(), self.text(key))).filter(|(_, text)| !text.is_empty());
        Fragment::text(others.chain(own))
    }
}
