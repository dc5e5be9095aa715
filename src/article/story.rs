//! What the article is made from: what the page shows, and stored results.

use crate::{
    article::{
        awaiting,
        network::Network,
        records::{ATTACKS, AttackShares, Counterparts, Records},
    },
    inversion::inversions::ModelInversion,
    networks::{shown_model::ShownModel, side::Side},
    picture::Picture,
    platform::{fetched::Fetched, stored_result::StoredResult},
    probes::filter_curves::NamedCurves,
};
use freqscope_core::{
    class::Class,
    model::ModelCard,
    study::{agreement::Agreement, claims::Claims, filter::FilterCurves, occlusion::Profile},
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
    /// Of [`Network::FILTERED`].
    pub filters: Vec<Fetched<FilterCurves>>,
    /// How alike the frequency tools rank all networks.
    pub agreement: Fetched<Agreement>,
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

    /// Those of [`Network::FILTERED`], once they are there.
    pub fn filter_curves(&self) -> Option<Vec<NamedCurves>> {
        let named = |((network, curves), side): ((Network, Rc<FilterCurves>), Side)| NamedCurves {
            side,
            name: network.name().into(),
            curves,
        };
        let found = awaiting::all(&self.filters)?;
        Some(Network::FILTERED.into_iter().zip(found).zip(Side::ALL).map(named).collect())
    }

    pub fn card(&self, network: Network) -> Option<&ModelCard> {
        self.cards.iter().find(|card| card.id == network.id())
    }
}

/// All that the article draws.
pub fn files() -> Vec<StoredResult> {
    let networks = [StoredResult::Profile, StoredResult::Inversion].map(network_files);
    [attack_files(), networks.concat(), filter_files(), vec![StoredResult::Claims]].concat()
}

/// The files of the four attacks.
pub fn attack_files() -> Vec<StoredResult> {
    ATTACKS.map(|method| StoredResult::Attack(Network::Natural.id().into(), method)).to_vec()
}

/// Those of [`Network::FILTERED`].
pub fn filter_files() -> Vec<StoredResult> {
    Network::FILTERED.map(|network| StoredResult::Filter(network.id().into())).to_vec()
}

/// A file of each network.
pub fn network_files(file: fn(String) -> StoredResult) -> Vec<StoredResult> {
    Network::ALL.map(|network| file(network.id().into())).to_vec()
}
