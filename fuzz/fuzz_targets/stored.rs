//! Any bytes as a stored result: what is read can be written, told and drawn, by the command line and by the page.
#![no_main]

use freqscope_core::{
    figure::{corruption_bands, corruptions, curves::Figure, filters, heatmap::Heatmaps},
    model::ModelCard,
    spectrum::band::Bands,
    study::{
        accuracy::Accuracy,
        agreement::Agreement,
        attack::AttackChanges,
        claims::Claims,
        corruption::CorruptionCounts,
        corruption_bands::CorruptionBands,
        document::{self, Document},
        filter::FilterCurves,
        heat_map::HeatMap,
        inversion::InversionChanges,
        occlusion::Profile,
    },
};
use freqscope_fuzz::limit::in_time;
use freqscope_weights::manifest::{Entry, Manifest};
use libfuzzer_sys::fuzz_target;
use page::fuzzing;
use serde::{Serialize, de::DeserializeOwned};
use std::{slice::from_ref, sync::LazyLock};

/// The networks that ship.
static CARDS: LazyLock<Vec<ModelCard>> = LazyLock::new(|| {
    let manifest = Manifest::parse(include_bytes!("../../models/manifest.json")).expect("the manifest can be read");
    manifest.models().iter().map(Entry::card).collect()
});

fuzz_target!(|file: &[u8]| in_time(file, |file| {
    read::<AttackChanges>(file, |changes| changes.to_string() + &Heatmaps::of_attacks(from_ref(changes)).to_svg());
    read::<InversionChanges>(file, |changes| {
        changes.to_string() + &Heatmaps::of_inversions(from_ref(changes)).to_svg()
    });
    read::<HeatMap>(file, |map| map.to_string() + &Heatmaps::of_errors(from_ref(map)).to_svg());
    read::<FilterCurves>(file, |curves| curves.to_string() + &filters::to_svg(from_ref(curves)));
    read::<CorruptionCounts>(file, |counts| counts.to_string() + &corruptions::to_svg(from_ref(counts)));
    read::<CorruptionBands>(file, corruption_bands::to_svg);
    read::<Profile>(file, |profile| profile.to_string() + &figure(profile).to_svg());
    read::<Accuracy>(file, Accuracy::to_string);
    read::<Claims>(file, |claims| format!("{claims:?}"));
    read::<Agreement>(file, |found| format!("{found:?}"));
    let _ = fuzzing::stored(&CARDS, file);
}));

fn figure(profile: &Profile) -> Figure<'_> {
    Figure { profiles: from_ref(profile), groups: &[None], bands: Bands::ALL }
}

fn read<D: Document + DeserializeOwned + Serialize>(file: &[u8], tell: impl FnOnce(&D) -> String) {
    let Ok(document) = document::parse::<D>(file) else { return };
    tell(&document);
    let written = document::to_json(&document).expect("what was read can be written");
    document::parse::<D>(written.as_bytes()).expect("what was written can be read");
}
