//! `cargo xtask coverage`.

use crate::{
    command::{self, cargo, path_with, program, read, say},
    tools,
};
use anyhow::Result;
use std::path::PathBuf;

/// Runs the native tests and prints which share of the lines of each file they reach.
pub fn run() -> Result<()> {
    llvm_tools()?;
    let folder = tools::llvm_cov()?;
    say("building the tests so that they count; the first time takes as long as a first build");
    let mut measure = cargo();
    measure.env("PATH", path_with(&[folder])?).args([
        "llvm-cov",
        "--workspace",
        "--exclude",
        "xtask",
        "--summary-only",
    ]);
    command::run(&mut measure, "see the lines above")
}

/// Adds rustup's llvm-tools where they are missing, unless the environment names other ones, which cargo-llvm-cov then takes.
fn llvm_tools() -> Result<()> {
    if ["LLVM_COV", "LLVM_PROFDATA"].iter().all(|name| std::env::var_os(name).is_some()) {
        return Ok(());
    }
    let sysroot = PathBuf::from(read(program("rustc").args(["--print", "sysroot"]), "install Rust with rustup")?);
    let host = read(program("rustc").args(["--print", "host-tuple"]), "install Rust with rustup")?;
    let profdata = format!("llvm-profdata{}", std::env::consts::EXE_SUFFIX);
    if sysroot.join("lib/rustlib").join(host).join("bin").join(profdata).is_file() {
        return Ok(());
    }
    say("adding llvm-tools to the toolchain");
    command::run(
        program("rustup").args(["component", "add", "llvm-tools"]),
        "install the component llvm-tools of this toolchain",
    )
}
