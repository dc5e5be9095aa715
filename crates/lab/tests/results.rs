//! The stored results: what RESULTS.md says is what www/results/claims.json says, which is of the files that lie beside it.
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_weights::manifest::sha256;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

const RUN: &str = "run python3 training/claims.py";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&fs::read(root().join(path)).unwrap()).unwrap()
}

fn claims() -> Vec<Value> {
    json("www/results/claims.json")["claims"].as_array().unwrap().clone()
}

fn str(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// What the script wrote into RESULTS.md.
fn section() -> String {
    let results = fs::read_to_string(root().join("RESULTS.md")).unwrap();
    let (_, rest) = results.split_once("written by training/claims.py from www/results/. -->").unwrap();
    rest.split_once("<!-- The end of what is written by training/claims.py. -->").unwrap().0.to_owned()
}

#[test]
fn results_md_says_of_each_claim_what_the_stored_claims_say() {
    let section = section();
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| ") && line.contains("**")).collect();
    let expected = |(claim, number): (&Value, usize)| {
        let cells = [&claim["claim"], &claim["where"], &claim["verdict"], &claim["because"]].map(str);
        let [text, place, verdict, because] = cells.map(|cell| cell.replace('|', "\\|"));
        format!("| {number} | {text} | {place} | **{verdict}** | {because} |")
    };
    assert_eq!(rows, claims().iter().zip(1..).map(expected).collect::<Vec<_>>(), "{RUN}");
    for claim in claims() {
        let test = format!("*Tested by:* {}", str(&claim["test"]));
        assert!(section.lines().any(|found| found == test), "{test}: {RUN}");
    }
}

#[test]
fn results_md_has_every_reading_of_every_claim() {
    let section = section();
    let parts: Vec<&str> = section.split("### ").skip(1).collect();
    for (claim, part) in claims().iter().zip(parts) {
        let readings = claim["readings"].as_array().unwrap();
        assert!(!readings.is_empty() || claim["verdict"] == "not measured", "{}", claim["id"]);
        let number = |value: f64| match str(&claim["unit"]) {
            "share" => format!("{:.1} %", 100.0 * value),
            _ => format!("{value:.3}"),
        };
        for reading in readings {
            let value = reading["value"].as_f64().unwrap();
            let interval = reading["low"].as_f64().zip(reading["high"].as_f64());
            assert!(interval.is_none_or(|(low, high)| low <= value && value <= high), "{reading}");
            let without = if reading["n"].is_null() { "exact" } else { "no interval" };
            let interval =
                interval.map_or(without.into(), |(low, high)| format!("{} to {}", number(low), number(high)));
            let row = format!("| {} | {} | {interval} |", str(&reading["name"]).replace('|', "\\|"), number(value));
            assert!(part.contains(&row), "{}: {row}: {RUN}", claim["id"]);
        }
    }
}

#[test]
fn the_claims_are_of_the_files_that_are_stored() {
    let sources = json("www/results/claims.json")["sources"].clone();
    let sources = sources.as_object().unwrap();
    for (name, expected) in sources {
        let found = sha256(&fs::read(root().join("www/results").join(name)).unwrap());
        assert_eq!(&found, str(expected), "{name} has changed: {RUN}");
    }
    let models = json("models/manifest.json")["models"].as_array().unwrap().clone();
    let shipped: BTreeSet<&str> = models.iter().map(|model| str(&model["sha256"])).collect();
    let names = fs::read_dir(root().join("www/results"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for name in names.filter(|name| name.ends_with(".json")) {
        let file = json(&format!("www/results/{name}"));
        let of_claims = ["profile", "rct", "inversion"].map(|kind| format!("freqscope-{kind}/"));
        let format = file["format"].as_str().unwrap_or_default();
        let counts = of_claims.iter().any(|kind| format.starts_with(kind));
        let counts = counts && shipped.contains(str(&file["question"]["model"]["sha256"]));
        assert!(
            !counts || sources.contains_key(&name),
            "{name} is of weights that ship, and not among the claims: {RUN}"
        );
    }
}
