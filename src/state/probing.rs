//! What other frequency tools say of the networks on show, fetched once the visitor opens that instrument.

use super::State;
use crate::{
    action::Command,
    article::network::Network,
    networks::side::Side,
    platform::stored_result::StoredResult,
    probes::{
        Probed,
        agreement::Compared,
        exported::{ExportedFilters, ExportedMaps},
        filter_curves::NamedCurves,
        panel,
    },
    shell::instrument::Instrument,
};
use freqscope_core::model::ModelCard;

impl State {
    /// The networks on show, with what is stored of them.
    pub fn probed(&self) -> Vec<Probed> {
        let cards = Side::ALL.into_iter().filter_map(|side| Some((side, self.card(side)?)));
        cards.map(|(side, card)| Probed { side, card: card.clone(), stored: self.probes.of(&card.id) }).collect()
    }

    /// Of a network of the visitor's nothing is stored.
    pub(super) fn fetch_probes(&mut self) -> Vec<Command> {
        if self.settings.instrument != Instrument::Probes {
            return Vec::new();
        }
        let shipped = self.probed().into_iter().filter(|one| !one.card.is_visitors());
        let mut unasked: Vec<_> = shipped.flat_map(|one| one.stored.unasked(&one.card.id)).collect();
        unasked.extend((!self.probes.agreement.is_asked()).then_some(StoredResult::Agreement));
        unasked.into_iter().flat_map(|file| self.fetch_stored(file)).collect()
    }

    /// What compares the tools over all networks; none before it is there.
    pub fn compared_tools(&self) -> Option<Compared> {
        let found = self.probes.agreement.get()?.clone();
        let names = self.models.cards().iter().map(|card| (card.id.clone(), card.name.clone())).collect();
        let shown = Side::ALL.into_iter().filter_map(|side| Some((side, self.card(side)?.id.clone()))).collect();
        Some(Compared { found, names, shown })
    }

    /// None before a map is there.
    pub(super) fn exported_maps(&self) -> Option<ExportedMaps<'_>> {
        let cards = Side::ALL.into_iter().filter_map(|side| self.card(side));
        let found = |card: &ModelCard| self.probes.of(&card.id).maps.into_iter().filter_map(|map| map.get().cloned());
        let maps: Vec<_> = cards.flat_map(|card| found(card).map(move |map| (card, map))).collect();
        (!maps.is_empty()).then_some(ExportedMaps { maps })
    }

    /// None before curves are there.
    pub(super) fn exported_filters(&self) -> Option<ExportedFilters<'_>> {
        let found = Side::ALL.into_iter().zip(self.probed());
        let networks = found.filter_map(|(side, one)| Some((self.card(side)?, panel::named(&one)?)));
        ExportedFilters::of(networks.collect())
    }

    /// None before those of both networks are there.
    pub(super) fn exported_article_filters(&self) -> Option<ExportedFilters<'_>> {
        let story = self.story();
        let found: Vec<NamedCurves> = story.filter_curves()?;
        let cards = Network::FILTERED.into_iter().map(|network| self.models.card(network.id()));
        ExportedFilters::of(cards.zip(found).filter_map(|(card, curves)| Some((card?, curves))).collect())
    }
}
