//! Stored results, fetched when the visitor wants to see them.

use super::State;
use crate::{
    action::Command,
    article::{
        records::{AttackShares, Counterparts},
        story,
    },
    networks::sample_scores::SampleScores,
    platform::{fetched::Fetched, rest::late, stored_result::StoredResult},
};
use freqscope_core::{
    error::Result,
    study::{agreement::Agreement, claims::Claims},
};

impl State {
    pub(super) fn fetch_stored(&mut self, stored: StoredResult) -> Vec<Command> {
        let wanted = match &stored {
            StoredResult::Claims => self.claims.request(),
            StoredResult::Profile(model) => self.survey.profile_mut(model).request(),
            StoredResult::Samples(_) => self.sample_scores.request(),
            StoredResult::Attack(_, method) => self.records.attack_mut(*method).request(),
            StoredResult::Inversion(model) => self.records.inversion_mut(model).request(),
            StoredResult::HeatMap(model, basis) => self.probes.map_mut(model, *basis).request(),
            StoredResult::Filter(model) => self.probes.curves_mut(model).request(),
            StoredResult::Agreement => self.probes.agreement.request(),
        };
        if wanted { vec![Command::FetchResult(stored)] } else { Vec::new() }
    }

    /// Once the first screen is complete, what the article draws is fetched, so that its figures are there before they are near
    /// and all of them can be printed. What is asked for by then, or has failed, is left alone; a figure in a page of somebody else's
    /// has no article.
    pub(super) fn fetch_ahead(&mut self) -> Vec<Command> {
        if self.fetched_ahead || self.frame.is_some() || !self.is_whole || !self.is_swept() {
            return Vec::new();
        }
        self.fetched_ahead = true;
        let missing: Vec<StoredResult> = story::files().into_iter().filter(|file| !self.is_asked(file)).collect();
        missing.into_iter().flat_map(|file| self.fetch_stored(file)).collect()
    }

    fn is_asked(&self, stored: &StoredResult) -> bool {
        match stored {
            StoredResult::Claims => self.claims.is_asked(),
            StoredResult::Profile(model) => self.survey.profile(model).is_some_and(Fetched::is_asked),
            StoredResult::Samples(_) => self.sample_scores.is_asked(),
            StoredResult::Attack(_, method) => self.records.attack(*method).is_asked(),
            StoredResult::Inversion(model) => self.records.inversion(model).is_asked(),
            StoredResult::HeatMap(model, basis) => self.probes.of(model).map(*basis).is_asked(),
            StoredResult::Filter(model) => self.probes.of(model).curves.is_asked(),
            StoredResult::Agreement => self.probes.agreement.is_asked(),
        }
    }

    pub(super) fn stored_fetched(&mut self, stored: StoredResult, file: Result<Vec<u8>>) {
        match &stored {
            StoredResult::Samples(_) => {
                self.sample_scores.set(file.and_then(|json| SampleScores::parse(&stored.url(), &json)))
            }
            _ => late(|| self.later_fetched(stored, file)),
        }
    }

    /// What the first screen does not show.
    fn later_fetched(&mut self, stored: StoredResult, file: Result<Vec<u8>>) {
        match &stored {
            StoredResult::Claims => self.claims.set(file.and_then(|json| Claims::parse(&json))),
            StoredResult::Profile(model) => self.survey.set_profile(model, file),
            StoredResult::Samples(_) => {}
            StoredResult::Attack(_, method) => {
                self.records.attack_mut(*method).set(file.and_then(|json| AttackShares::parse(&json)))
            }
            StoredResult::Inversion(model) => {
                self.records.inversion_mut(model).set(file.and_then(|json| Counterparts::parse(&json)))
            }
            StoredResult::HeatMap(model, basis) => self.probes.set_map(model, *basis, file),
            StoredResult::Filter(model) => self.probes.set_curves(model, file),
            StoredResult::Agreement => self.probes.agreement.set(file.and_then(|json| Agreement::parse(&json))),
        }
    }
}
