//! What a product is made of and built with, for machines: a software bill of materials in CycloneDX 1.6.

use crate::{
    command::root,
    packages::{Package, Product},
};
use anyhow::{Context, Result};
use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

/// The folders of npm's lock files. None of their packages ships.
pub const NPM: [&str; 6] =
    [".github", "benches/browser", "benches/gpu-kit", "benches/page", "tests/e2e", "tests/e2e/vite"];

/// The document of a product. The same sources make the same document: it has no date and no number of its own.
///
/// # Errors
/// When cargo does not know the packages, or a lock file or the manifest of the networks cannot be read.
pub fn of(product: Product) -> Result<Value> {
    let packages = product.packages()?;
    let mut components: Vec<Value> = packages.iter().map(component).collect();
    let name = match product {
        Product::Page => {
            components.extend(networks()?);
            "freqscope"
        }
        Product::Lab | Product::LabEverywhere => "freqscope-lab",
    };
    components.extend(npm()?);
    let main = json!({
        "type": "application",
        "bom-ref": name,
        "name": name,
        "version": env!("CARGO_PKG_VERSION"),
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    });
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": main },
        "components": components,
        "dependencies": dependencies(name, &packages),
    }))
}

fn component(package: &Package) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(&package.name, &package.version),
        "name": package.name,
        "version": package.version,
        "scope": if package.linked { "required" } else { "excluded" },
        "purl": reference(&package.name, &package.version),
    });
    if !package.licence.is_empty() {
        component["licenses"] = json!([{ "expression": package.licence }]);
    }
    if let Some(sha256) = &package.sha256 {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sha256 }]);
    }
    if let Some(address) = &package.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": address }]);
    }
    component
}

fn reference(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{version}")
}

/// Who depends on whom; the product on every package of our own that is in it.
fn dependencies(name: &str, packages: &[Package]) -> Vec<Value> {
    let own = packages.iter().filter(|package| package.linked && package.sha256.is_none());
    let own: Vec<String> = own.map(|package| reference(&package.name, &package.version)).collect();
    let of = |package: &Package| {
        let mut on: Vec<String> = package.depends_on.iter().map(|(name, version)| reference(name, version)).collect();
        on.sort();
        on.dedup();
        json!({ "ref": reference(&package.name, &package.version), "dependsOn": on })
    };
    [json!({ "ref": name, "dependsOn": own })].into_iter().chain(packages.iter().map(of)).collect()
}

/// The networks, by the hash of their weights.
fn networks() -> Result<Vec<Value>> {
    let manifest = read_json("models/manifest.json")?;
    let networks = manifest["models"].as_array().map(Vec::as_slice).unwrap_or_default();
    let network = |network: &Value| {
        json!({
            "type": "machine-learning-model",
            "bom-ref": network["file"],
            "name": network["id"],
            "version": env!("CARGO_PKG_VERSION"),
            "hashes": [{ "alg": "SHA-256", "content": network["sha256"] }],
        })
    };
    Ok(networks.iter().map(network).collect())
}

/// What tests and benchmarks install, each once.
fn npm() -> Result<Vec<Value>> {
    let mut all = BTreeMap::new();
    for folder in NPM {
        let lock = read_json(&format!("{folder}/package-lock.json"))?;
        for (path, entry) in lock["packages"].as_object().into_iter().flatten() {
            if let Some((_, name)) = path.rsplit_once("node_modules/") {
                let version = entry["version"].as_str().unwrap_or_default();
                let purl = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
                all.insert(purl.clone(), npm_component(&purl, name, version, entry)?);
            }
        }
    }
    Ok(all.into_values().collect())
}

fn npm_component(purl: &str, name: &str, version: &str, entry: &Value) -> Result<Value> {
    let mut component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": "excluded",
        "purl": purl,
    });
    if let Some(licence) = entry["license"].as_str() {
        component["licenses"] = json!([{ "expression": licence }]);
    }
    if let Some(hash) = entry["integrity"].as_str().and_then(|integrity| integrity.strip_prefix("sha512-")) {
        let bytes = BASE64.decode(hash.as_bytes()).with_context(|| format!("{name} has a broken hash"))?;
        component["hashes"] = json!([{ "alg": "SHA-512", "content": HEXLOWER.encode(&bytes) }]);
    }
    Ok(component)
}

fn read_json(path: &str) -> Result<Value> {
    let text = fs::read_to_string(root().join(path)).with_context(|| format!("{path} cannot be read: restore it"))?;
    serde_json::from_str(&text).with_context(|| format!("{path} is not understood: restore it"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_component_has_a_name_of_its_own_and_every_dependency_is_one_of_them() {
        let bill = of(Product::Page).unwrap();
        assert_eq!(bill, of(Product::Page).unwrap(), "the same sources make the same document");
        let components = bill["components"].as_array().unwrap();
        let names: BTreeSet<&str> = components.iter().map(|component| component["bom-ref"].as_str().unwrap()).collect();
        assert_eq!(names.len(), components.len());
        let edges = bill["dependencies"].as_array().unwrap();
        let needed = edges.iter().flat_map(|edge| edge["dependsOn"].as_array().unwrap());
        needed.for_each(|name| assert!(names.contains(name.as_str().unwrap()), "{name}"));
        let scope = |name: &str| &components.iter().find(|component| component["name"] == name).unwrap()["scope"];
        assert_eq!(
            (scope("burn"), scope("playwright-core"), scope("xtask")),
            (&"required".into(), &"excluded".into(), &"excluded".into())
        );
        assert!(
            components
                .iter()
                .any(|component| component["name"] == "resnet18-natural"
                    && component["hashes"][0]["content"].is_string())
        );
    }

    #[test]
    fn every_lock_file_of_npm_is_read() {
        let tracked =
            crate::command::read(crate::command::program("git").args(["ls-files", "*package-lock.json"]), "").unwrap();
        let mut listed: Vec<String> = NPM.iter().map(|folder| format!("{folder}/package-lock.json")).collect();
        listed.sort();
        assert_eq!(tracked.lines().collect::<Vec<_>>(), listed);
    }
}
