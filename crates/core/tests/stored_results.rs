//! The files in www/results/ are read by the types that wrote them, and written again as they were.
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_core::study::{
    accuracy::{self, Accuracy},
    attack::{self, AttackChanges},
    document,
    inversion::{self, InversionChanges},
    occlusion::{self, Profile},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{fs, path::Path};

/// Asserts it of the files whose names begin with `prefix`.
fn assert_read_and_written<D: Serialize + DeserializeOwned>(prefix: &str, format: &str) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/results"));
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let own = |path: &Path| path.file_name().unwrap().to_string_lossy().starts_with(prefix);
    let paths: Vec<_> = paths.filter(|path| own(path)).collect();
    assert!(!paths.is_empty(), "{prefix}");
    for path in paths {
        let json = fs::read(&path).unwrap();
        let read: D = document::parse(&json, format).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let written: Value = serde_json::from_str(&document::to_json(&read).unwrap()).unwrap();
        assert_same(&written, &serde_json::from_slice(&json).unwrap(), &path.display().to_string());
    }
}

/// Equal in every name and number; `serde_json` may read a fraction with another last bit.
fn assert_same(found: &Value, expected: &Value, place: &str) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            assert!(found.keys().eq(expected.keys()), "{place}");
            expected.iter().for_each(|(name, value)| assert_same(&found[name], value, &format!("{place}, {name}")));
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{place}");
            found.iter().zip(expected).for_each(|(found, expected)| assert_same(found, expected, place));
        }
        (Value::Number(found), Value::Number(expected)) => {
            let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
            assert!((found - expected).abs() <= 1e-14 * expected.abs(), "{place}: {found}, not {expected}");
        }
        _ => assert_eq!(found, expected, "{place}"),
    }
}

#[test]
fn stored_attack_studies_are_read_and_written() {
    assert_read_and_written::<AttackChanges>("rct-", attack::FORMAT);
}

#[test]
fn stored_inversion_studies_are_read_and_written() {
    assert_read_and_written::<InversionChanges>("invert-", inversion::FORMAT);
}

#[test]
fn stored_profiles_are_read_and_written() {
    assert_read_and_written::<Profile>("of-", occlusion::FORMAT);
}

#[test]
fn stored_accuracies_are_read_and_written() {
    assert_read_and_written::<Accuracy>("accuracy-", accuracy::FORMAT);
}
