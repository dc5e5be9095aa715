//! Results that come with the page, fetched when the visitor wants to see them.

use super::State;
use crate::{action::Command, platform::stored::Stored};
use freqscope_core::{error::Result, study::claims::Claims};

impl State {
    pub(super) fn consult(&mut self, stored: Stored) -> Vec<Command> {
        let wanted = match &stored {
            Stored::Claims => self.claims.want(),
            Stored::Profile(model) => self.survey.shelf(model).want(),
        };
        if wanted { vec![Command::Fetch(stored)] } else { Vec::new() }
    }

    pub(super) fn fetched(&mut self, stored: Stored, file: Result<Vec<u8>>) {
        match stored {
            Stored::Claims => self.claims.put(file.and_then(|json| Claims::parse(&json))),
            Stored::Profile(model) => self.survey.shelve(&model, file),
        }
    }
}
