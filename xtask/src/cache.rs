//! The user's cache folder, where tools are installed once for every clone.

use anyhow::{Context, Result};
use std::{env, path::PathBuf};

/// `freqscope` in the platform's cache folder; not `target`, so that a second clone finds the tools.
///
/// # Errors
/// When no environment variable tells where the user's files are.
pub fn folder() -> Result<PathBuf> {
    Ok(platform()?.join("freqscope"))
}

#[cfg(windows)]
fn platform() -> Result<PathBuf> {
    variable("LOCALAPPDATA").context("no cache folder is known: set LOCALAPPDATA")
}

#[cfg(target_os = "macos")]
fn platform() -> Result<PathBuf> {
    Ok(variable("HOME").context("no cache folder is known: set HOME")?.join("Library/Caches"))
}

#[cfg(not(any(windows, target_os = "macos")))]
fn platform() -> Result<PathBuf> {
    let own = variable("XDG_CACHE_HOME");
    own.or_else(|| Some(variable("HOME")?.join(".cache")))
        .context("no cache folder is known: set XDG_CACHE_HOME or HOME")
}

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
