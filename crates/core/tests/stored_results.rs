//! The files in www/results/ are read by the types that wrote them, and written again as they were, in the newest version.
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_core::study::{
    accuracy::Accuracy,
    attack::AttackChanges,
    document::{self, Document},
    filter::FilterCurves,
    heat_map::HeatMap,
    inversion::InversionChanges,
    occlusion::Profile,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, fs, path::Path};

/// Asserts it of the files whose names begin with `prefix`.
fn assert_read_and_written<D: Document + Serialize + DeserializeOwned>(prefix: &str) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/results"));
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let own = |path: &Path| path.file_name().unwrap().to_string_lossy().starts_with(prefix);
    let paths: Vec<_> = paths.filter(|path| own(path)).collect();
    assert!(!paths.is_empty(), "{prefix}");
    for path in paths {
        let json = fs::read(&path).unwrap();
        let read: D = document::parse(&json).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let written: Value = serde_json::from_str(&document::to_json(&read).unwrap()).unwrap();
        assert_eq!(written["format"], D::FORMATS[0]);
        assert_same(&written, &serde_json::from_slice(&json).unwrap(), &path.display().to_string());
    }
}

/// A name as every version writes it: today's are in snake case.
fn name(text: &str) -> String {
    text.to_lowercase().replace(['-', '_'], "")
}

/// The fields by their [`name`], without the version.
fn fields(object: &Map<String, Value>) -> BTreeMap<String, &Value> {
    object.iter().filter(|(key, _)| *key != "format").map(|(key, value)| (name(key), value)).collect()
}

/// Equal in every name and number; `serde_json` may read a fraction with another last bit.
fn assert_same(found: &Value, expected: &Value, place: &str) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            let (found, expected) = (fields(found), fields(expected));
            assert!(found.keys().eq(expected.keys()), "{place}");
            expected.iter().for_each(|(name, value)| assert_same(found[name], value, &format!("{place}, {name}")));
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{place}");
            found.iter().zip(expected).for_each(|(found, expected)| assert_same(found, expected, place));
        }
        (Value::Number(found), Value::Number(expected)) => {
            let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
            assert!((found - expected).abs() <= 1e-14 * expected.abs(), "{place}: {found}, not {expected}");
        }
        (Value::String(found), Value::String(expected)) => assert_eq!(name(found), name(expected), "{place}"),
        _ => assert_eq!(found, expected, "{place}"),
    }
}

#[test]
fn stored_attack_studies_are_read_and_written() {
    assert_read_and_written::<AttackChanges>("rct-");
}

#[test]
fn stored_inversion_studies_are_read_and_written() {
    assert_read_and_written::<InversionChanges>("invert-");
}

#[test]
fn stored_profiles_are_read_and_written() {
    assert_read_and_written::<Profile>("of-");
}

#[test]
fn stored_accuracies_are_read_and_written() {
    assert_read_and_written::<Accuracy>("accuracy-");
}

/// Asserts that a file is refused that lacks the last value of any of these lists.
fn assert_refused_without<D: Document + DeserializeOwned>(name: &str, lists: &[&str]) {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/results")).join(name);
    let whole: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    for list in lists {
        let mut short = whole.clone();
        let values = short.pointer_mut(list).and_then(Value::as_array_mut);
        values.unwrap_or_else(|| panic!("{name} has no {list}")).pop();
        let refusal = document::parse::<D>(short.to_string().as_bytes()).map(drop).unwrap_err().to_string();
        assert!(refusal.contains("values, not ") || refusal.contains("bands"), "{name}{list}: {refusal}");
    }
}

#[test]
fn a_list_without_its_end_is_refused() {
    let maps = ["/attack/raw/mean", "/noise/guarded/standard_error/31", "/attack/absolute/profile/mean"];
    assert_refused_without::<AttackChanges>("rct-resnet18-natural-fgsm.json", &maps);
    let shares = ["/attack/energy/mean", "/noise/thirds/standard_error"];
    assert_refused_without::<AttackChanges>("rct-resnet18-natural-fgsm.json", &shares);
    let lists = ["/before/absolute/mean/0", "/after/energy/standard_error", "/after/thirds/mean"];
    assert_refused_without::<InversionChanges>("invert-resnet18-natural.json", &lists);
    assert_refused_without::<Profile>("of-resnet18-natural.json", &["/all/mean", "/classes/3/standard_error"]);
    assert_refused_without::<HeatMap>("heatmap-resnet18-natural.json", &["/errors", "/errors/7", "/profile/mean"]);
    assert_refused_without::<FilterCurves>("filter-resnet18-natural.json", &["/low", "/high"]);
}
