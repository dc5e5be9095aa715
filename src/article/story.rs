//! What the article is made from: what the page shows, and stored results.

use crate::{
    article::{
        network::Network,
        records::{ATTACKS, AttackShares, Counterparts, Records},
    },
    inversion::inversions::ModelInversion,
    networks::shown_model::ShownModel,
    picture::Picture,
    platform::{fetched::Fetched, stored_result::StoredResult},
};
use freqscope_core::{
    class::Class,
    model::ModelCard,
    study::{claims::Claims, occlusion::Profile},
};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    pub picture: Option<Rc<Picture>>,
    /// The class of interest, once it is known.
    pub class: Option<Class>,
    /// The class that the visitor has chosen; none is the predicted one.
    pub chosen: Option<Class>,
    /// Those on show, one or two, by the names that sentences call them by.
    pub models: Vec<ShownModel>,
    /// All models.
    pub cards: Rc<[ModelCard]>,
    pub claims: Fetched<Claims>,
    /// Of [`Network::ALL`].
    pub profiles: Vec<Fetched<Profile>>,
    pub records: Records,
    /// Whether the first screen is complete, so that figures can be drawn before they are near.
    pub ahead: bool,
    pub inversions: Vec<ModelInversion>,
    /// Whether an inversion can be started.
    pub can_invert: bool,
    pub inverting: bool,
}

impl Story {
    /// In the order of [`ATTACKS`].
    pub fn attacks(&self) -> Vec<Fetched<AttackShares>> {
        ATTACKS.map(|method| self.records.attack(method)).to_vec()
    }

    /// Of [`Network::ALL`].
    pub fn counterparts(&self) -> Vec<Fetched<Counterparts>> {
        Network::ALL.map(|network| self.records.inversion(network.id())).to_vec()
    }

    pub fn card(&self, network: Network) -> Option<&ModelCard> {
        self.cards.iter().find(|card| card.id == network.id())
    }
}

/// All that the article draws.
pub fn files() -> Vec<StoredResult> {
    let networks = [StoredResult::Profile, StoredResult::Inversion].map(network_files);
    [attack_files(), networks.concat(), vec![StoredResult::Claims]].concat()
}

/// The files of the four attacks.
pub fn attack_files() -> Vec<StoredResult> {
    ATTACKS.map(|method| StoredResult::Attack(Network::Natural.id().into(), method)).to_vec()
}

/// A file of each network.
pub fn network_files(file: fn(String) -> StoredResult) -> Vec<StoredResult> {
    Network::ALL.map(|network| file(network.id().into())).to_vec()
}
