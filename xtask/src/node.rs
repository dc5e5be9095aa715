//! What npm installs: wasm-opt for the release, the packages of the end-to-end tests and of the benchmark.

use crate::{
    cache,
    command::{npm, run, say},
    tools,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The version of the npm package `binaryen`, which holds wasm-opt.
const BINARYEN: &str = "132.0.0";

/// wasm-opt, a script for node; installs it into the cache folder where it is missing.
pub fn wasm_opt() -> Result<PathBuf> {
    tools::node()?;
    let home = cache::folder()?.join(format!("binaryen-{BINARYEN}"));
    let script = home.join("node_modules/binaryen/bin/wasm-opt");
    if !script.is_file() {
        say(&format!("installing binaryen {BINARYEN} into {}, once", home.display()));
        fs::create_dir_all(&home).with_context(|| format!("{} cannot be made: check its rights", home.display()))?;
        let mut install = npm();
        install.current_dir(&home).args(["install", "--no-save", "--no-package-lock", "--prefix", "."]);
        run(install.arg(format!("binaryen@{BINARYEN}")), "check the network, then try again")?;
    }
    Ok(script)
}

/// Installs the packages of a folder, exactly as locked.
pub fn packages(folder: &Path) -> Result<()> {
    tools::node()?;
    let installed = folder.join("node_modules/.package-lock.json");
    if newer(&installed, &folder.join("package-lock.json")) {
        return Ok(());
    }
    say(&format!("installing the packages of {}", folder.display()));
    run(npm().current_dir(folder).arg("ci"), "check the network, then try again")
}

fn newer(file: &PathBuf, than: &PathBuf) -> bool {
    let changed = |path: &PathBuf| fs::metadata(path).and_then(|data| data.modified()).ok();
    changed(file).is_some() && changed(file) >= changed(than)
}
