//! The engine's two programs, and what chooses between them: with relaxed SIMD, as trunk has built it, and without.

use crate::{command::root, plain};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// The program that is built, under the name of the one for all browsers; trunk chooses it.
pub const PLAIN: &str = "worker_bg.wasm";
const RELAXED: &str = "worker_relaxed_bg.wasm";
/// The script of the engine's worker.
const SCRIPT: &str = "engine.js";

/// In a folder that trunk has filled: gives the program that was built its own name, makes the other one, and puts the choice
/// before the worker's script.
///
/// # Errors
/// When a file cannot be read or written, or the program cannot be made.
pub fn make(site: &Path) -> Result<()> {
    fs::rename(site.join(PLAIN), site.join(RELAXED)).with_context(|| format!("{PLAIN} cannot be renamed"))?;
    make_plain(site)?;
    let script = fs::read_to_string(site.join(SCRIPT)).with_context(|| format!("{SCRIPT} cannot be read"))?;
    fs::write(site.join(SCRIPT), choice()? + &script).with_context(|| format!("{SCRIPT} cannot be written"))
}

/// Makes the program without relaxed SIMD anew, once the other one is what ships.
///
/// # Errors
/// When a file cannot be read or written, or the program cannot be made.
pub fn make_plain(site: &Path) -> Result<()> {
    let relaxed = fs::read(site.join(RELAXED)).with_context(|| format!("{RELAXED} cannot be read: build it first"))?;
    fs::write(site.join(PLAIN), plain::without_relaxed(&relaxed)?).with_context(|| format!("{PLAIN} cannot be written"))
}

/// The lines that choose, for scripts that run by themselves.
///
/// # Errors
/// When they cannot be read.
pub fn choice() -> Result<String> {
    fs::read_to_string(root().join("www/program.js")).context("www/program.js is missing: restore it")
}
