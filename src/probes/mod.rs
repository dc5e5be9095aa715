//! What other frequency tools say of the networks on show, from stored results: error rates under noise along one wave (Yin et al.,
//! 2019), and accuracy behind low-pass and high-pass filters (Wang et al., 2020).
//!
//! [`panel`] shows both, the [`noise_maps`] and the [`filter_curves`], as core draws them, each with a [`rate_table`]; [`exported`]
//! makes files of them. The article has the curves too. [`live`] measures maps on the page, [`one_picture`] filters the picture on show, and
//! [`agreement`] compares the tools over all networks.

pub mod agreement;
pub mod exported;
pub mod filter_curves;
pub mod live;
pub mod noise_maps;
pub mod one_picture;
pub mod panel;
pub mod rate_table;

use crate::{
    networks::side::Side,
    platform::{fetched::Fetched, stored_result::StoredResult},
    words::words,
};
use freqscope_core::{
    error::{Error, Result, download::DownloadFault},
    model::ModelCard,
    occlusion::ablation::Baseline,
    spectrum::{basis::Basis, partition::Partition},
    study::{
        agreement::Agreement,
        document,
        filter::{FilterCurves, FilterStudy},
        heat_map::{HeatMap, HeatMapStudy},
    },
};
use std::collections::BTreeMap;

/// In the order in which they are shown.
pub const BASES: [Basis; 2] = [Basis::Fourier, Basis::Dct];

/// The HTTP status of what a server lacks.
const NOT_FOUND: u16 = 404;

/// What is stored of one network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredProbes {
    /// For each of [`BASES`].
    pub maps: [Fetched<HeatMap>; 2],
    pub curves: Fetched<FilterCurves>,
    /// Whether the server lacks one of them: it has not been measured.
    pub lacks: bool,
}

/// A network on show with what is stored of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Probed {
    pub side: Side,
    pub card: ModelCard,
    pub stored: StoredProbes,
}

#[derive(Debug, Default)]
pub struct Probes {
    /// By the network's id.
    networks: BTreeMap<String, StoredProbes>,
    /// Of all networks.
    pub agreement: Fetched<Agreement>,
}

impl Probes {
    pub fn of(&self, model: &str) -> StoredProbes {
        self.networks.get(model).cloned().unwrap_or_default()
    }

    /// To request or to set it.
    pub fn map_mut(&mut self, model: &str, basis: Basis) -> &mut Fetched<HeatMap> {
        &mut self.networks.entry(model.into()).or_default().maps[place(basis)]
    }

    /// To request or to set it.
    pub fn curves_mut(&mut self, model: &str) -> &mut Fetched<FilterCurves> {
        &mut self.networks.entry(model.into()).or_default().curves
    }

    /// A map that answers another question than the panel asks counts as one that cannot be had.
    pub fn set_map(&mut self, model: &str, basis: Basis, file: Result<Vec<u8>>) {
        self.note_missing(model, &file);
        let map = file.and_then(|json| document::parse::<HeatMap>(&json)).and_then(|map| {
            let HeatMapStudy { norm, clip, .. } = map.question.study;
            let asked = (map.question.study.basis, norm, clip) == (basis, HeatMapStudy::NORM, false);
            comparable(map.question.model.id == model && asked, model, map)
        });
        self.map_mut(model, basis).set(map);
    }

    /// Likewise.
    pub fn set_curves(&mut self, model: &str, file: Result<Vec<u8>>) {
        self.note_missing(model, &file);
        let asked = FilterStudy { baseline: Baseline::default(), partition: Partition::Diagonal };
        let curves = file.and_then(|json| document::parse::<FilterCurves>(&json)).and_then(|curves| {
            comparable(curves.question.model.id == model && curves.question.study == asked, model, curves)
        });
        self.curves_mut(model).set(curves);
    }

    fn note_missing(&mut self, model: &str, file: &Result<Vec<u8>>) {
        if matches!(
            file,
            Err(Error::Download { reason: DownloadFault::Status(NOT_FOUND) | DownloadFault::WebPage, .. })
        ) {
            self.networks.entry(model.into()).or_default().lacks = true;
        }
    }
}

impl StoredProbes {
    pub fn map(&self, basis: Basis) -> &Fetched<HeatMap> {
        &self.maps[place(basis)]
    }

    /// What has not been asked for.
    pub fn unasked(&self, model: &str) -> Vec<StoredResult> {
        self.files(model, |asked, _| !asked)
    }

    /// What could not be had, and why.
    pub fn failed(&self, model: &str) -> Option<(Vec<StoredResult>, &str)> {
        let reasons = [self.maps[0].failure(), self.maps[1].failure(), self.curves.failure()];
        let why = reasons.into_iter().flatten().next()?;
        Some((self.files(model, |_, failed| failed), why))
    }

    /// Those files of which this holds: whether one has been asked for, and whether it could not be had.
    fn files(&self, model: &str, holds: fn(bool, bool) -> bool) -> Vec<StoredResult> {
        let map = |(basis, map): (Basis, &Fetched<HeatMap>)| {
            holds(map.is_asked(), map.failure().is_some()).then(|| StoredResult::HeatMap(model.into(), basis))
        };
        let curves = holds(self.curves.is_asked(), self.curves.failure().is_some());
        let curves = curves.then(|| StoredResult::Filter(model.into()));
        BASES.into_iter().zip(&self.maps).filter_map(map).chain(curves).collect()
    }
}

/// As the page calls it.
fn basis_title(basis: Basis) -> &'static str {
    words().probes.bases()[place(basis)]
}

fn place(basis: Basis) -> usize {
    match basis {
        Basis::Fourier => 0,
        Basis::Dct => 1,
    }
}

fn comparable<T>(same: bool, model: &str, result: T) -> Result<T> {
    if same { Ok(result) } else { Err(Error::Profile(words().probes.other_question(model))) }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::path::Path;

    const NATURAL: &str = "resnet18-natural";

    /// A file as it is served.
    pub fn served(stored: &StoredResult) -> Vec<u8> {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(stored.url())).unwrap()
    }

    /// A map of a network as it is served.
    pub fn map(model: &str, basis: Basis) -> Vec<u8> {
        served(&StoredResult::HeatMap(model.into(), basis))
    }

    /// All that is known of a network.
    pub fn stored(model: &str) -> StoredProbes {
        let mut probes = Probes::default();
        for basis in BASES {
            probes.set_map(model, basis, Ok(map(model, basis)));
        }
        probes.set_curves(model, Ok(served(&StoredResult::Filter(model.into()))));
        probes.of(model)
    }

    /// What is served of all networks.
    pub fn agreement() -> Agreement {
        Agreement::parse(&served(&StoredResult::Agreement)).unwrap()
    }

    /// Whether a file is served, and is of these weights.
    fn is_of(file: &StoredResult, sha256: &str) -> bool {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(file.url());
        path.exists().then(|| String::from_utf8(served(file)).unwrap()).is_none_or(|json| json.contains(sha256))
    }

    #[test]
    fn what_is_served_answers_the_panels_question() {
        let manifest = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/manifest.json")).unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
        for model in manifest["models"].as_array().unwrap() {
            let (id, sha256) = (model["id"].as_str().unwrap(), model["sha256"].as_str().unwrap());
            let files = StoredProbes::default().unasked(id);
            assert!(files.iter().all(|file| is_of(file, sha256)), "{id}: results of other weights");
        }
        for id in [NATURAL, "resnet18-l2-05"] {
            assert_eq!(stored(id).failed(id), None, "the networks with which the page opens");
        }
    }

    #[test]
    fn other_questions_are_refused_and_asked_for_again() {
        let mut probes = Probes::default();
        assert_eq!(probes.of(NATURAL).unasked(NATURAL).len(), 3);
        let fourier = map(NATURAL, Basis::Fourier);
        probes.set_map(NATURAL, Basis::Dct, Ok(fourier.clone()));
        probes.set_map("another", Basis::Fourier, Ok(fourier));
        let clipped = String::from_utf8(served(&StoredResult::Filter(NATURAL.into()))).unwrap();
        probes.set_curves(NATURAL, Ok(clipped.replace("\"clip\":false", "\"clip\":true").into_bytes()));
        let found = probes.of(NATURAL);
        let (files, why) = found.failed(NATURAL).unwrap();
        assert_eq!(files, [StoredResult::HeatMap(NATURAL.into(), Basis::Dct), StoredResult::Filter(NATURAL.into())]);
        assert!(why.contains(NATURAL), "{why}");
        assert_eq!(found.unasked(NATURAL), [StoredResult::HeatMap(NATURAL.into(), Basis::Fourier)]);
        assert!(probes.of("another").failed("another").is_some() && !probes.of("another").lacks);
        let lacks = |reason| Err(Error::Download { url: String::new(), reason });
        probes.set_curves("another", lacks(DownloadFault::Status(500)));
        assert!(!probes.of("another").lacks, "it may have it the next time");
        probes.set_curves("another", lacks(DownloadFault::Status(NOT_FOUND)));
        assert!(probes.of("another").lacks);
    }
}
