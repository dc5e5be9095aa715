//! The schemas in docs/schemas/, from the types whose JSON they describe.
//! `SCHEMAS=write cargo test --workspace --bin lab schemas` writes them.

use super::{
    ablate, attack, classify, dataset::run, figure, invert, models, occluded_frequency, pack, prop1,
    provenance::schema, rct, report,
};
use freqscope_core::study::{
    accuracy::{Accuracy, AccuracyStudy},
    attack::{AttackChanges, AttackStudy},
    corruption::{CorruptionCounts, CorruptionStudy},
    corruption_bands::CorruptionBands,
    document::Tagged,
    filter::{FilterCurves, FilterStudy},
    heat_map::{HeatMap, HeatMapStudy},
    inversion::{InversionChanges, InversionStudy},
    occlusion::{Profile, ProfileStudy},
};
use schemars::{JsonSchema, Schema};
use std::{collections::BTreeSet, env, fs, path::Path};

/// The question that a shard is of.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its form is asked for")]
enum AnyStudy {
    Of(ProfileStudy),
    Rct(AttackStudy),
    Invert(InversionStudy),
    Accuracy(AccuracyStudy),
    Heatmap(HeatMapStudy),
    Filter(FilterStudy),
    Corruption(CorruptionStudy),
}

/// Each by the name of its format, without the version.
fn all() -> [(&'static str, Schema); 20] {
    [
        ("lab-models", models::schema()),
        ("lab-classify", classify::schema()),
        ("lab-of", occluded_frequency::schema()),
        ("lab-attack", attack::schema()),
        ("lab-invert", invert::schema()),
        ("lab-ablate", ablate::schema()),
        ("lab-rct", rct::schema()),
        ("lab-prop1", prop1::schema()),
        ("lab-pack", pack::schema()),
        ("lab-figure", figure::schema()),
        ("lab-report", report::schema()),
        ("lab-shard", run::schema::<AnyStudy>()),
        ("profile", schema::<Tagged<Profile>>()),
        ("rct", schema::<Tagged<AttackChanges>>()),
        ("inversion", schema::<Tagged<InversionChanges>>()),
        ("accuracy", schema::<Tagged<Accuracy>>()),
        ("heatmap", schema::<Tagged<HeatMap>>()),
        ("filter", schema::<Tagged<FilterCurves>>()),
        ("corruption", schema::<Tagged<CorruptionCounts>>()),
        ("corruption-bands", schema::<Tagged<CorruptionBands>>()),
    ]
}

#[test]
fn the_schemas_are_those_of_the_types() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schemas"));
    let write = env::var("SCHEMAS").is_ok_and(|asked| asked == "write");
    let mut names = BTreeSet::new();
    for (name, mut schema) in all() {
        schema.insert("title".into(), format!("freqscope-{name}").into());
        let (path, json) = (folder.join(format!("{name}.json")), serde_json::to_string_pretty(&schema).unwrap() + "\n");
        if write {
            fs::write(&path, &json).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default().replace('\r', "");
        let how = "run SCHEMAS=write cargo test --workspace --bin lab schemas";
        assert!(found == json, "{name}.json is not that of its type: {how}");
        names.insert(path.file_name().unwrap().to_owned());
    }
    let found: BTreeSet<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(found, names, "a schema has a type");
}
