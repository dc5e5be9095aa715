//! The engine's programs, and what chooses between them: with WebGPU and for the CPU alone, each with relaxed SIMD, as trunk has
//! built it, and without.

use crate::{command::root, plain};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// What trunk builds, by the names of those for all browsers; trunk chooses them.
pub const PLAIN: [&str; 2] = ["worker_bg.wasm", "worker_cpu_bg.wasm"];
const RELAXED: [&str; 2] = ["worker_relaxed_bg.wasm", "worker_cpu_relaxed_bg.wasm"];
/// The script of the engine's worker.
const SCRIPT: &str = "engine.js";

/// In a folder that trunk has filled: gives each program that was built its own name, makes the other one of it, and puts the choice
/// before the worker's script.
///
/// # Errors
/// When a file cannot be read or written, or a program cannot be made.
pub fn make(site: &Path) -> Result<()> {
    for (plain, relaxed) in PLAIN.iter().zip(RELAXED) {
        fs::rename(site.join(plain), site.join(relaxed)).with_context(|| format!("{plain} cannot be renamed"))?;
    }
    make_plain(site)?;
    let script = fs::read_to_string(site.join(SCRIPT)).with_context(|| format!("{SCRIPT} cannot be read"))?;
    fs::write(site.join(SCRIPT), choice()? + &script).with_context(|| format!("{SCRIPT} cannot be written"))
}

/// Makes the programs without relaxed SIMD anew, once the other ones are what ships.
///
/// # Errors
/// When a file cannot be read or written, or a program cannot be made.
pub fn make_plain(site: &Path) -> Result<()> {
    PLAIN.iter().zip(RELAXED).try_for_each(|(plain, relaxed)| {
        let program =
            fs::read(site.join(relaxed)).with_context(|| format!("{relaxed} cannot be read: build it first"))?;
        fs::write(site.join(plain), plain::without_relaxed(&program)?)
            .with_context(|| format!("{plain} cannot be written"))
    })
}

/// The lines that choose, for scripts that run by themselves.
///
/// # Errors
/// When they cannot be read.
pub fn choice() -> Result<String> {
    fs::read_to_string(root().join("www/program.js")).context("www/program.js is missing: restore it")
}
