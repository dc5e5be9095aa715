//! How far something is that is fetched when the visitor wants to see it.

use crate::text::sentence;
use freqscope_core::error::Result;
use std::rc::Rc;

/// How far something is that is fetched when the visitor wants to see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Shelf<T> {
    /// Nobody has asked for it.
    #[default]
    Unasked,
    /// It is on its way.
    Arriving,
    /// It is here.
    Here(Rc<T>),
    /// It cannot be had: why, in a whole sentence.
    Missing(String),
}

impl<T> Shelf<T> {
    /// How far it is, in a word for tests.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unasked => "unasked",
            Self::Arriving => "arriving",
            Self::Here(_) => "here",
            Self::Missing(_) => "missing",
        }
    }

    /// What was fetched.
    pub fn get(&self) -> Option<&Rc<T>> {
        if let Self::Here(thing) = self { Some(thing) } else { None }
    }

    /// Notes that it is wanted. Whether it must be fetched: a failed fetch is tried again.
    pub fn want(&mut self) -> bool {
        let absent = matches!(self, Self::Unasked | Self::Missing(_));
        if absent {
            *self = Self::Arriving;
        }
        absent
    }

    /// Takes in what was fetched.
    pub fn put(&mut self, thing: Result<T>) {
        *self = match thing {
            Ok(thing) => Self::Here(Rc::new(thing)),
            Err(error) => Self::Missing(sentence(&error.to_string())),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::error::Error;

    #[test]
    fn it_is_fetched_once_unless_that_failed() {
        let mut shelf = Shelf::default();
        assert!(shelf.want() && !shelf.want());
        shelf.put(Err(Error::Claims("no list".into())));
        assert!(matches!(&shelf, Shelf::Missing(why) if why.ends_with("came with.")));
        assert!(shelf.want());
        shelf.put(Ok(7));
        assert!(!shelf.want() && shelf.get() == Some(&Rc::new(7)));
    }
}
