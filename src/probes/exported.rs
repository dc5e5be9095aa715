//! Noise along waves and filters for other programs.

use crate::{
    export::{Exported, record::Record, sheet::Sheet},
    probes::filter_curves::{self, NamedCurves, WIDTH},
    text::thousands,
    words::words,
};
use freqscope_core::{
    error::Result,
    figure::{
        heatmap::{self, Heatmaps},
        panel,
    },
    model::ModelCard,
    occlusion::ablation::Baseline,
    spectrum::basis::{Basis, places},
    statistics::Proportion,
    study::heat_map::{HeatMap, HeatMapStudy},
};
use serde_json::Value;
use std::rc::Rc;

/// The maps of the networks on show.
#[derive(Debug)]
pub struct ExportedMaps<'a> {
    pub maps: Vec<(&'a ModelCard, Rc<HeatMap>)>,
}

/// Filters of networks, with the card of each.
#[derive(Debug)]
pub struct ExportedFilters<'a> {
    pub networks: Vec<(&'a ModelCard, NamedCurves)>,
}

/// Of a place of a map.
pub const MAP_COLUMNS: [&str; 10] =
    ["network", "basis", "row", "column", "errors", "n", "error_rate", "low_95", "high_95", "weights_sha256"];
const FILTER_COLUMNS: [&str; 9] =
    ["network", "kept", "band", "right", "n", "accuracy", "low_95", "high_95", "weights_sha256"];

impl<'a> ExportedFilters<'a> {
    /// None without a network.
    pub fn of(networks: Vec<(&'a ModelCard, NamedCurves)>) -> Option<Self> {
        (!networks.is_empty()).then_some(Self { networks })
    }
}

impl Exported for ExportedMaps<'_> {
    /// A row for each place of each map.
    fn record(&self) -> Record {
        let mut record = Record::new("freqscope-noise-maps/1", &MAP_COLUMNS)
            .with("norm_a_channel", HeatMapStudy::NORM)
            .with("clip", false)
            .with("seed", self.maps.first().map(|(_, map)| map.question.study.seed));
        for (card, map) in &self.maps {
            for (row, column) in places() {
                let place: [Value; 4] =
                    [card.id.as_str().into(), basis_name(map.question.study.basis).into(), row.into(), column.into()];
                let counted = counted(map.errors[row][column], map.question.data.images);
                record.row(place.into_iter().chain(counted).chain([card.sha256.as_str().into()]));
            }
        }
        record
    }

    /// As `lab figure` draws them.
    fn figure(&self) -> Result<String> {
        let named = |(card, map): &(&ModelCard, Rc<HeatMap>)| {
            format!("{}, {}", card.name, words().probes.images(&thousands(map.question.data.images as u64)))
        };
        let maps: Vec<(String, &HeatMap)> = self.maps.iter().map(|one| (named(one), &*one.1)).collect();
        let drawn = Heatmaps::of_named_errors(&maps, words().probes.bases()).drawn();
        let sheet = Sheet::new(words().probes.maps_heading(), &[words().probes.maps_reading().into()]);
        Ok(sheet.drawn(drawn, heatmap::FONT).noted(&[]))
    }

    fn name(&self) -> Vec<String> {
        let mut networks: Vec<String> = self.maps.iter().map(|(card, _)| card.id.clone()).collect();
        networks.dedup();
        std::iter::once("noise-maps".to_owned()).chain(networks).collect()
    }
}

impl Exported for ExportedFilters<'_> {
    /// A row for each filter of each network.
    fn record(&self) -> Record {
        let mut record = Record::new("freqscope-filter-curves/1", &FILTER_COLUMNS).of_baseline(Baseline::default());
        for (card, NamedCurves { curves, .. }) in &self.networks {
            let n = curves.question.data.images;
            for (kept, counts) in [("up_to_band", &curves.low), ("from_band", &curves.high)] {
                for (band, &right) in counts.iter().enumerate() {
                    let filter: [Value; 3] = [card.id.as_str().into(), kept.into(), band.into()];
                    let counted = counted(right, n);
                    record.row(filter.into_iter().chain(counted).chain([card.sha256.as_str().into()]));
                }
            }
        }
        record
    }

    /// As `lab figure` draws them.
    fn figure(&self) -> Result<String> {
        let networks: Vec<NamedCurves> = self.networks.iter().map(|(_, curves)| curves.clone()).collect();
        let drawn = panel::drawn(&filter_curves::panels(&networks), 2, WIDTH);
        let sheet = Sheet::new(words().probes.filters_title(), &[words().probes.filters_reading().into()]);
        Ok(sheet.drawn(drawn, panel::FONT).noted(&[words().probes.interval_meaning().into()]))
    }

    fn name(&self) -> Vec<String> {
        let networks = self.networks.iter().map(|(card, _)| card.id.clone());
        std::iter::once("filters".to_owned()).chain(networks).collect()
    }
}

/// A count, of how many, as a share, and the ends of its interval.
pub fn counted(count: usize, n: usize) -> [Value; 5] {
    let (low, high) = Proportion::of(count, n).interval();
    [count.into(), n.into(), (count as f64 / n.max(1) as f64).into(), low.into(), high.into()]
}

/// As files call it.
pub const fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::Fourier => "fourier",
        Basis::Dct => "dct",
    }
}
