//! Maps that have grown on the page for other programs.

use super::LiveNetwork;
use crate::{
    export::{Exported, record::Record, sheet::Sheet},
    probes::{
        basis_title,
        exported::{MAP_COLUMNS, basis_name, counted},
    },
    words::words,
};
use freqscope_core::{
    error::Result,
    figure::heatmap::{self, Heatmaps},
    spectrum::basis::places,
    study::heat_map::HeatMapStudy,
};
use serde_json::Value;

/// What the networks on show have said.
#[derive(Debug)]
pub struct ExportedLive {
    pub networks: Vec<LiveNetwork>,
    /// The samples that they were asked about.
    pub pictures: Vec<String>,
}

impl Exported for ExportedLive {
    /// A row for each place that is known.
    fn record(&self) -> Record {
        let mut record = Record::new("freqscope-live-noise-maps/1", &MAP_COLUMNS)
            .with("norm_a_channel", HeatMapStudy::NORM)
            .with("clip", false)
            .with("seed", 0)
            .with("pictures", self.pictures.clone());
        for network in &self.networks {
            let Some(rates) = &network.rates else { continue };
            for (row, column) in places() {
                let Some(errors) = rates.errors((row, column)) else { continue };
                let id = network.card.id.as_str();
                let place: [Value; 4] = [id.into(), basis_name(rates.basis).into(), row.into(), column.into()];
                let sha256 = network.card.sha256.as_str();
                record.row(place.into_iter().chain(counted(errors, rates.n)).chain([sha256.into()]));
            }
        }
        record
    }

    /// Each beside the stored one.
    fn figure(&self) -> Result<String> {
        let maps = self.networks.iter().flat_map(|network| {
            let live = network.rates.as_ref().map(|rates| (network.live_title(), rates.map()));
            let stored = network.stored.as_ref().map(|map| (network.stored_title(map), map.rates()));
            [live, stored].into_iter().flatten()
        });
        let basis = self.networks.first().map(|network| network.basis).unwrap_or_default();
        let drawn = Heatmaps::of_rates(basis_title(basis), maps.collect()).drawn();
        let sheet = Sheet::new(words().probes.maps_heading(), &[words().probes.maps_reading().into()]);
        Ok(sheet.drawn(drawn, heatmap::FONT).noted(&[words().probes.live_pictures().into()]))
    }

    fn name(&self) -> Vec<String> {
        let networks = self.networks.iter().map(|network| network.card.id.clone());
        std::iter::once("live-noise-maps".to_owned()).chain(networks).collect()
    }
}
