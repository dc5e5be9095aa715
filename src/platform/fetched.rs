//! Values that are fetched from the server only when the visitor wants to see them.

use crate::words::told_in_full;
use freqscope_core::error::Result;
use std::rc::Rc;

/// A value that is fetched on request, or the state of that fetch.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Fetched<T> {
    #[default]
    NotRequested,
    Fetching,
    Ready(Rc<T>),
    /// Why, in a whole sentence.
    Failed(String),
}

impl<T> Fetched<T> {
    /// The value of `data-state`, by which tests wait.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotRequested => "unasked",
            Self::Fetching => "arriving",
            Self::Ready(_) => "here",
            Self::Failed(_) => "missing",
        }
    }

    pub fn get(&self) -> Option<&Rc<T>> {
        if let Self::Ready(value) = self { Some(value) } else { None }
    }

    /// Why it cannot be had, in a whole sentence.
    pub fn failure(&self) -> Option<&str> {
        if let Self::Failed(why) = self { Some(why) } else { None }
    }

    pub fn is_asked(&self) -> bool {
        !matches!(self, Self::NotRequested)
    }

    /// Whether the caller must fetch it now: the first time, and again after a failure.
    pub fn request(&mut self) -> bool {
        let absent = matches!(self, Self::NotRequested | Self::Failed(_));
        if absent {
            *self = Self::Fetching;
        }
        absent
    }

    /// Stores the outcome of a fetch.
    pub fn set(&mut self, fetched: Result<T>) {
        *self = match fetched {
            Ok(value) => Self::Ready(Rc::new(value)),
            Err(error) => Self::Failed(told_in_full(&error)),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::error::Error;

    #[test]
    fn it_is_fetched_once_unless_that_failed() {
        let mut fetched = Fetched::default();
        assert!(fetched.request() && !fetched.request());
        fetched.set(Err(Error::Claims("no list".into())));
        assert!(matches!(&fetched, Fetched::Failed(why) if why.ends_with("came with.")));
        assert!(fetched.request());
        fetched.set(Ok(7));
        assert!(!fetched.request() && fetched.get() == Some(&Rc::new(7)));
    }
}
