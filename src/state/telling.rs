//! What the article is made from.

use super::State;
use crate::{
    article::{network::Network, story::Story},
    lowpass::names::{Name, names},
    networks::{shown_model::ShownModel, side::Side},
    words::words,
};
use freqscope_core::model::ModelCard;

impl State {
    pub fn story(&self) -> Story {
        let profile = |network: Network| self.survey.profile(network.id()).cloned().unwrap_or_default();
        Story {
            picture: self.picture.clone(),
            class: self.class(),
            chosen: self.settings.class,
            models: self.called_models(),
            cards: self.models.cards(),
            claims: self.claims.clone(),
            profiles: Network::ALL.map(profile).to_vec(),
            records: self.records.clone(),
            filters: Network::FILTERED.map(|network| self.probes.of(network.id()).curves).to_vec(),
            agreement: self.probes.agreement.clone(),
            ahead: self.fetched_ahead,
            inversions: self.model_inversions(),
            can_invert: self.can_invert(),
            inverting: self.is_inverting(),
        }
    }

    /// The models on show by the names that sentences call them by.
    fn called_models(&self) -> Vec<ShownModel> {
        let cards: Vec<&ModelCard> = Side::ALL.into_iter().filter_map(|side| self.card(side)).collect();
        let called = |(model, name): (ShownModel, Name)| match name {
            Name::Natural => ShownModel { name: words().notices.natural_network().into(), ..model },
            Name::Robust => ShownModel { name: words().notices.robust_network().into(), ..model },
            Name::Only | Name::Own(_) => model,
        };
        self.shown_models().into_iter().zip(names(&cards)).map(called).collect()
    }
}
