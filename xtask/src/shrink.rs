//! wasm-opt over what ships.

use crate::{
    command::{program, run, say},
    node, programs,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What rustc's wasm target uses and wasm-opt must be told of.
const FEATURES: [&str; 9] = [
    "--enable-simd",
    "--enable-relaxed-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-extended-const",
];

/// Makes every wasm file of a folder smaller, in place, but the one that is made of another.
pub fn all(folder: &Path) -> Result<()> {
    let wasm_opt = node::wasm_opt()?;
    for file in wasm_files(folder)? {
        say(&format!("wasm-opt -Os {}", file.file_name().unwrap_or_default().display()));
        let mut shrink = program("node");
        shrink.arg(&wasm_opt).arg("-Os").args(FEATURES).arg(&file).arg("-o").arg(&file);
        run(&mut shrink, "see the lines above")?;
    }
    Ok(())
}

fn wasm_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be read: build it first", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let is_made = |path: &PathBuf| programs::PLAIN.iter().any(|plain| path.ends_with(plain));
    let is_built = |path: &PathBuf| path.extension().is_some_and(|end| end == "wasm") && !is_made(path);
    Ok(paths.filter(is_built).collect())
}
