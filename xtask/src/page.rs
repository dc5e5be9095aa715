//! The page and the engine, built by trunk.

use crate::{
    command::{path_with, program, root},
    packages::Product,
    split, tools,
};
use anyhow::{Context, Result};
use std::{collections::BTreeSet, env, path::PathBuf, process::Command};

/// Flags of rustc that come to those of `.cargo/config.toml`.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// How the wasm is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Minutes: for tests and for work on the page.
    Quick,
    /// What ships: link-time optimisation, one codegen unit.
    Release,
}

/// A trunk command for a profile; the tools that it needs are installed first.
pub fn trunk(subcommand: &str, profile: Profile) -> Result<Command> {
    tools::wasm_target()?;
    // trunk takes a wasm-bindgen from the search path only if its version is exactly the one in Cargo.lock. After a build it
    // calls this program, by its bare name.
    let folders = [tools::trunk()?, tools::wasm_bindgen()?, own_folder()?];
    let mut trunk = program(folders[0].join("trunk"));
    trunk.env("PATH", path_with(&folders)?).env("TRUNK_SKIP_VERSION_CHECK", "true");
    // trunk refuses NO_COLOR=1. Its own --offline would also forbid cargo to fetch what a fresh machine lacks.
    trunk.env_remove("NO_COLOR").args([subcommand, "--locked"]);
    match profile {
        Profile::Quick => trunk.args(["--cargo-profile", "quick"]),
        Profile::Release => trunk.arg("--release").env(FLAGS, without_folders()?),
    };
    trunk.env(split::LINKED, linked(profile));
    Ok(trunk)
}

/// The page's program as it is linked, before wasm-bindgen.
fn linked(profile: Profile) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let folder = match profile {
        Profile::Quick => "quick",
        Profile::Release => "release",
    };
    target.join("wasm32-unknown-unknown").join(folder).join("page.wasm")
}

/// What keeps the names of this machine's folders out of what ships, so that every machine makes the same bytes: messages of
/// panics name files of others' packages, which lie in the user's folder.
fn without_folders() -> Result<String> {
    let others = Product::Page.packages()?.into_iter().filter(|package| package.sha256.is_some());
    let folders: BTreeSet<PathBuf> = others.filter_map(|package| package.folder.parent().map(PathBuf::from)).collect();
    let flags = folders.iter().map(|folder| format!("--remap-path-prefix={}=packages", folder.display()));
    Ok(flags.collect::<Vec<_>>().join(" "))
}

fn own_folder() -> Result<PathBuf> {
    let program = env::current_exe().context("this program does not find itself: start it as `cargo xtask`")?;
    Ok(program.parent().map(PathBuf::from).unwrap_or_default())
}
