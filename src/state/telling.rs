//! What the article is made from.

use super::State;
use crate::article::{network::Network, story::Story};

impl State {
    pub fn story(&self) -> Story {
        let profile = |network: Network| self.survey.profile(network.id()).cloned().unwrap_or_default();
        Story {
            picture: self.picture.clone(),
            class: self.class(),
            chosen: self.settings.class,
            models: self.shown_models(),
            cards: self.models.cards(),
            claims: self.claims.clone(),
            profiles: Network::ALL.map(profile).to_vec(),
            records: self.records.clone(),
            inversions: self.model_inversions(),
            can_invert: self.can_invert(),
            inverting: self.is_inverting(),
        }
    }
}
