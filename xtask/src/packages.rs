//! The packages of others that a program is made of, as cargo knows them.

use crate::command::{cargo, read, root};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

/// What is given to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// The page with its engine, for browsers.
    Page,
    /// The command line, for this system.
    Lab,
    /// The command line, for every system.
    LabEverywhere,
}

/// A package, ours or of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// Who wrote it, as far as it says so.
    pub authors: Vec<String>,
    /// Where its source is, if it says so.
    pub repository: Option<String>,
    /// The folder of its source on this machine.
    pub folder: PathBuf,
    /// SHA-256 of its archive; none of our own.
    pub sha256: Option<String>,
    /// Whether it is in the product; else it only builds or tests it.
    pub linked: bool,
    /// Those that it depends on, as names and versions.
    pub depends_on: Vec<(String, String)>,
}

impl Product {
    /// What `cargo tree` is asked for.
    fn choice(self) -> &'static [&'static str] {
        match self {
            Self::Page => &["-p", "freqscope", "-p", "freqscope-engine", "--target", "wasm32-unknown-unknown"],
            Self::Lab => &["-p", "freqscope-lab"],
            Self::LabEverywhere => &["-p", "freqscope-lab", "--target", "all"],
        }
    }

    /// All packages that the workspace knows, in the order of their names; those that the product is linked from are marked.
    ///
    /// # Errors
    /// When cargo cannot say, or says what is not understood.
    pub fn packages(self) -> Result<Vec<Package>> {
        let (linked, checksums) = (self.linked()?, checksums()?);
        let arguments = ["metadata", "--locked", "--format-version", "1"];
        let metadata = read(cargo().args(arguments), "see the lines above")?;
        let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata is not understood")?;
        let all = list(&metadata["packages"]).map(|package| (text(&package["id"]), package));
        let names: BTreeMap<String, Key> = all.clone().map(|(id, package)| (id, key(package))).collect();
        let dependencies: BTreeMap<String, Vec<Key>> =
            list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), needs(node, &names))).collect();
        let package = |(id, value): (String, &Value)| {
            let key = key(value);
            let (sha256, linked) = (checksums.get(&key).cloned(), linked.contains(&key));
            Package {
                sha256,
                linked,
                depends_on: dependencies.get(&id).cloned().unwrap_or_default(),
                ..described(value)
            }
        };
        let mut packages: Vec<Package> = all.map(package).collect();
        packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        Ok(packages)
    }

    /// Names and versions of all that ends up in the product: no macros, and nothing that only builds or tests.
    fn linked(self) -> Result<BTreeSet<Key>> {
        let arguments = ["tree", "--locked", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
        let tree = read(cargo().args(arguments).args(self.choice()), "see the lines above")?;
        Ok(tree.lines().filter_map(named).collect())
    }
}

/// A name and a version.
type Key = (String, String);

/// `serde v1.0.229 (*)`, as cargo writes it.
fn named(line: &str) -> Option<Key> {
    let (name, rest) = line.split_once(" v")?;
    Some((name.into(), rest.split_whitespace().next()?.into()))
}

/// What cargo says of a package, as far as it needs nothing else.
fn described(package: &Value) -> Package {
    let (name, version) = key(package);
    let manifest = PathBuf::from(text(&package["manifest_path"]));
    Package {
        name,
        version,
        // A form from before there were expressions.
        licence: text(&package["license"]).replace(" / ", "/").replace('/', " OR "),
        authors: list(&package["authors"]).map(text).collect(),
        repository: package["repository"].as_str().map(str::to_owned),
        folder: manifest.parent().map(PathBuf::from).unwrap_or_default(),
        sha256: None,
        linked: false,
        depends_on: Vec::new(),
    }
}

fn needs(node: &Value, names: &BTreeMap<String, Key>) -> Vec<Key> {
    list(&node["deps"]).filter_map(|dependency| names.get(dependency["pkg"].as_str()?).cloned()).collect()
}

/// SHA-256 of the archives, from Cargo.lock.
fn checksums() -> Result<BTreeMap<Key, String>> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock cannot be read: restore it")?;
    let field = |entry: &str, name: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""));
        line.map(|value| value.trim_end_matches('"').to_owned())
    };
    let entry = |entry: &str| Some(((field(entry, "name")?, field(entry, "version")?), field(entry, "checksum")?));
    Ok(lock.split("[[package]]").filter_map(entry).collect())
}

fn key(package: &Value) -> Key {
    (text(&package["name"]), text(&package["version"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().into()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> + Clone {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_linked_from_its_packages_and_from_no_tool() {
        let packages = Product::Page.packages().unwrap();
        let linked = |name: &str| packages.iter().any(|package| package.name == name && package.linked);
        for name in ["freqscope", "freqscope-core", "freqscope-engine", "burn", "yew", "wgpu", "wasm-bindgen"] {
            assert!(linked(name), "{name}");
        }
        for name in ["serde_derive", "clap", "proptest", "freqscope-lab", "xtask"] {
            assert!(!linked(name) && packages.iter().any(|package| package.name == name), "{name}");
        }
        for package in packages.iter().filter(|package| package.linked) {
            assert!(!package.licence.is_empty(), "{}", package.name);
            assert_eq!(package.sha256.is_some(), !package.name.starts_with("freqscope"), "{}", package.name);
        }
        let yew = packages.iter().find(|package| package.name == "yew").unwrap();
        assert!(yew.depends_on.iter().any(|(name, _)| name == "wasm-bindgen"));
    }

    #[test]
    fn lines_of_cargo_name_a_package() {
        let expected = Some(("serde".to_owned(), "1.0.229".to_owned()));
        assert_eq!(
            (named("serde v1.0.229 (*)"), named("serde v1.0.229"), named("")),
            (expected.clone(), expected, None)
        );
    }
}
