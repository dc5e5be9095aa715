//! Stored results, fetched when the visitor wants to see them.

use super::State;
use crate::{
    action::Command,
    article::records::{AttackShares, Counterparts},
    networks::sample_scores::SampleScores,
    platform::stored_result::StoredResult,
};
use freqscope_core::{error::Result, study::claims::Claims};

impl State {
    pub(super) fn fetch_stored(&mut self, stored: StoredResult) -> Vec<Command> {
        let wanted = match &stored {
            StoredResult::Claims => self.claims.request(),
            StoredResult::Profile(model) => self.survey.profile_mut(model).request(),
            StoredResult::Samples(_) => self.sample_scores.request(),
            StoredResult::Attack(_, method) => self.records.attack_mut(*method).request(),
            StoredResult::Inversion(model) => self.records.inversion_mut(model).request(),
        };
        if wanted { vec![Command::FetchResult(stored)] } else { Vec::new() }
    }

    pub(super) fn stored_fetched(&mut self, stored: StoredResult, file: Result<Vec<u8>>) {
        match &stored {
            StoredResult::Claims => self.claims.set(file.and_then(|json| Claims::parse(&json))),
            StoredResult::Profile(model) => self.survey.set_profile(model, file),
            StoredResult::Samples(_) => {
                self.sample_scores.set(file.and_then(|json| SampleScores::parse(&stored.url(), &json)))
            }
            StoredResult::Attack(_, method) => {
                self.records.attack_mut(*method).set(file.and_then(|json| AttackShares::parse(&json)))
            }
            StoredResult::Inversion(model) => {
                self.records.inversion_mut(model).set(file.and_then(|json| Counterparts::parse(&json)))
            }
        }
    }
}
