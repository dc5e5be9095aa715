//! What a release is: a name and the SHA-256 of each file, which the service worker keeps as a whole.

use crate::{command::root, licences, programs};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The file that browsers compare to see whether there is a new release.
const WORKER: &str = "service-worker.js";

/// Writes the service worker of a built site, which names all files but weights, logs, licences and what serves them.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write_worker(site: &Path) -> Result<()> {
    let files = digests(site)?;
    let list: Vec<String> = files.iter().map(|(path, digest)| format!("  \"{path}\": \"{digest}\"")).collect();
    let list = list.join(",\n");
    let release = &hex(&Sha256::digest(&list))[..16];
    let rest = fs::read_to_string(root().join("www").join(WORKER))
        .with_context(|| format!("www/{WORKER} is missing: restore it"))?;
    let choice = programs::choice()?;
    let worker = format!("const RELEASE = \"{release}\";\nconst FILES = {{\n{list}\n}};\n{choice}{rest}");
    fs::write(site.join(WORKER), worker).with_context(|| format!("{WORKER} cannot be written"))
}

/// From paths, with `/`, to digests.
fn digests(site: &Path) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for file in files(site)? {
        let path = file.strip_prefix(site).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if is_kept(&path) {
            let content = fs::read(&file).with_context(|| format!("{path} cannot be read"))?;
            all.insert(path, hex(&Sha256::digest(content)));
        }
    }
    Ok(all)
}

fn is_kept(path: &str) -> bool {
    const LEFT_OUT: [&str; 7] = [".safetensors", ".jsonl", ".md", ".py", ".cmd", licences::PAGE, "_headers"];
    path != WORKER && !LEFT_OUT.iter().any(|end| path.ends_with(end))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() { all.extend(files(&path)?) } else { all.push(path) }
    }
    Ok(all)
}

/// In lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_all_files_but_weights_and_changes_with_each() {
        let site = std::env::temp_dir().join(format!("freqscope-release-{}", std::process::id()));
        fs::create_dir_all(site.join("models")).unwrap();
        fs::write(site.join("models/a.safetensors"), "1").unwrap();
        fs::write(site.join("index.html"), "abc").unwrap();
        let worker = || {
            write_worker(&site).unwrap();
            fs::read_to_string(site.join(WORKER)).unwrap()
        };
        let first = worker();
        // SHA-256 of “abc”, FIPS 180-2, B.1.
        assert!(
            first.contains("\"index.html\": \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"\n"),
            "{first}"
        );
        assert!(!first.contains("safetensors\":"), "{first}");
        assert_eq!(worker(), first, "the worker is no part of the release");
        fs::write(site.join("index.html"), "abd").unwrap();
        assert_ne!(worker().lines().next(), first.lines().next());
        fs::remove_dir_all(site).unwrap();
    }
}
