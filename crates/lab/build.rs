//! Tells the program what it was built from: the commit, and a hash of all that its numbers depend on.

use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What numbers depend on, from the root of the repository.
const SOURCES: [&str; 6] = [
    "crates/core/src",
    "crates/engine/src",
    "crates/kernels/src",
    "crates/weights/src",
    "models/training_mean_image.npy",
    "Cargo.lock",
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    println!("cargo::rustc-env=FREQSCOPE_SOURCES={}", hash(&root));
    for source in SOURCES.into_iter().chain([".git/HEAD", ".git/logs/HEAD"]).filter(|path| root.join(path).exists()) {
        println!("cargo::rerun-if-changed=../../{source}");
    }
    let commit = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(&root).output();
    let commit = commit.ok().filter(|git| git.status.success()).map(|git| git.stdout);
    let commit = commit.map_or("unknown".into(), |commit| String::from_utf8_lossy(&commit).trim().to_owned());
    println!("cargo::rustc-env=FREQSCOPE_COMMIT={commit}");
}

/// SHA-256 over the name and the content of every file, in the order of their names; line ends of text are those of Unix.
fn hash(root: &Path) -> String {
    let mut files: Vec<PathBuf> = SOURCES.iter().flat_map(|source| files(&root.join(source))).collect();
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let mut content = fs::read(&file).unwrap_or_default();
        if !name.ends_with(".npy") {
            content.retain(|&byte| byte != b'\r');
        }
        hasher.update(format!("{name} {}\n", content.len()));
        hasher.update(content);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The programs of a folder and those in it, or the file itself.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.into()] };
    let within = entries.flatten().map(|entry| entry.path());
    within
        .filter(|path| path.is_dir() || path.extension().is_some_and(|end| end == "rs" || end == "wgsl"))
        .flat_map(|path| files(&path))
        .collect()
}
