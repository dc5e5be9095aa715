//! The command-line tools that cargo installs, pinned: the wasm target, trunk, wasm-bindgen, cargo-fuzz.

use crate::{
    cache,
    command::{NPM, cargo, find, find_file, program, read, root, run, say},
};
use anyhow::{Context, Result};
use std::{env, fs, path::PathBuf};

/// By which rustup knows the toolchain that fuzzes.
pub const NIGHTLY: &str = "nightly";
const WASM: &str = "wasm32-unknown-unknown";

/// A tool that `cargo install` builds from source into the cache folder.
struct Tool {
    /// The package.
    package: &'static str,
    /// The program in it that is asked for.
    program: &'static str,
    version: String,
    /// More arguments of `cargo install`.
    arguments: &'static [&'static str],
}

/// The folder of trunk; installs it where it is missing.
///
/// 0.22 needs a newer rustc. A debug build without default features takes minutes, the default one over 25.
pub fn trunk() -> Result<PathBuf> {
    let arguments = &["--locked", "--no-default-features"];
    Tool { package: "trunk", program: "trunk", version: "0.21.14".into(), arguments }.folder()
}

/// The folder of cargo-llvm-cov; installs it where it is missing.
pub fn llvm_cov() -> Result<PathBuf> {
    let arguments = &["--locked"];
    Tool { package: "cargo-llvm-cov", program: "cargo-llvm-cov", version: "0.9.1".into(), arguments }.folder()
}

/// The folder of cargo-fuzz; installs it where it is missing.
pub fn cargo_fuzz() -> Result<PathBuf> {
    let arguments = &["--locked"];
    Tool { package: "cargo-fuzz", program: "cargo-fuzz", version: "0.13.2".into(), arguments }.folder()
}

/// The folder of wasm-bindgen and its test runner, in exactly the version of Cargo.lock; installs it where it is
/// missing.
pub fn wasm_bindgen() -> Result<PathBuf> {
    // Without `--locked`: its lock file names a package that is gone.
    Tool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: locked("wasm-bindgen")?, arguments: &[] }
        .folder()
}

impl Tool {
    fn folder(&self) -> Result<PathBuf> {
        let home = cache::folder()?.join(format!("{}-{}", self.package, self.version));
        let program = home.join("bin").join(format!("{}{}", self.program, env::consts::EXE_SUFFIX));
        if !program.is_file() {
            self.install(&home)?;
        }
        Ok(home.join("bin"))
    }

    fn install(&self, home: &PathBuf) -> Result<()> {
        say(&format!("installing {} {} into {}, once; this takes minutes", self.package, self.version, home.display()));
        // cargo reads the settings of the current folder: the repository's are not meant for the tools.
        let cache = cache::folder()?;
        fs::create_dir_all(&cache).with_context(|| format!("{} cannot be made: check its rights", cache.display()))?;
        let mut install = cargo();
        install.current_dir(cache).args(["install", self.package, "--version", &self.version, "--debug"]);
        install.args(self.arguments).arg("--root").arg(home);
        install.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("CARGO_TARGET_DIR");
        run(&mut install, "check the network and that a C compiler and linker are installed, then try again")
    }
}

/// Adds the wasm target where it is missing; rust-toolchain.toml names it, but rustup may be told not to install.
pub fn wasm_target() -> Result<()> {
    let sysroot = read(program("rustc").args(["--print", "sysroot"]), "install Rust with rustup")?;
    if PathBuf::from(sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    say("adding the wasm target to the toolchain");
    let advice = format!("install the Rust target {WASM} for this toolchain");
    run(program("rustup").args(["target", "add", WASM]), &advice)
}

/// Adds the nightly toolchain where it is missing: only that counts which edges of a program an input reaches.
pub fn nightly() -> Result<()> {
    let has = program("rustup").args(["run", NIGHTLY, "rustc", "--version"]).output();
    if has.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    say("adding the nightly toolchain");
    let advice = "install the toolchain nightly with rustup";
    run(program("rustup").args(["toolchain", "install", NIGHTLY, "--profile", "minimal"]), advice)
}

/// Makes sure that node and npm are there.
pub fn node() -> Result<()> {
    let both = find("node").and_then(|_| find_file(NPM));
    both.map(drop).context("Node.js or npm is missing: install Node.js 20 or later, with npm")
}

/// The version of a package in Cargo.lock.
fn locked(package: &str) -> Result<String> {
    let text = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock cannot be read: restore it")?;
    let entry = format!("name = \"{package}\"\nversion = \"");
    let version =
        text.replace('\r', "").split_once(&entry).and_then(|(_, rest)| Some(rest.split_once('"')?.0.to_owned()));
    version.with_context(|| format!("Cargo.lock names no {package}: restore it"))
}
