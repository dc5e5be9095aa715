//! The browsers that the tests run in, and the software GPU beside them.

use crate::{
    apt,
    command::{find, say},
};
use anyhow::{Context, Result};
use std::{env, fs, path::PathBuf};

/// Debian's packages: the browser and its driver.
const BROWSER: [&str; 2] = ["chromium", "chromium-driver"];
/// What a few tests run in too: by the program that shows that it is there, Debian's packages.
const OTHERS: [(&str, &[&str]); 1] = [("firefox-esr", &["firefox-esr"])];
/// Debian's package of lavapipe, a Vulkan implementation that needs no GPU.
const VULKAN: [&str; 1] = ["mesa-vulkan-drivers"];

/// The browser's program: `$CHROMIUM`, or what is on the search path, or freshly installed.
pub fn browser() -> Result<PathBuf> {
    let advice = "install Chromium, or set CHROMIUM to the program of a Chromium or Chrome, which all but the check \
                  `wasm` then use";
    let look = || named("CHROMIUM", &["chromium", "google-chrome", "chromium-browser"]);
    installed(look, &BROWSER, advice)
}

/// Installs Firefox where it is missing. Tests that lack it are skipped and say so.
pub fn install_others() {
    let missing: Vec<&str> =
        OTHERS.iter().filter(|(name, _)| find(name).is_none()).flat_map(|(_, all)| *all).copied().collect();
    if missing.is_empty() {
        return;
    }
    if let Err(error) = apt::install(&missing, "tests in these browsers are skipped") {
        say(&format!("{error:#}"));
    }
}

/// The browser's WebDriver program: `$CHROMEDRIVER`, or what is on the search path, or freshly installed.
pub fn driver() -> Result<PathBuf> {
    let advice = "install Chromium and chromedriver of its version, or set CHROMEDRIVER to the latter’s program";
    installed(|| named("CHROMEDRIVER", &["chromedriver"]), &BROWSER, advice)
}

/// Lavapipe's description file, which makes native GPU tests possible without a GPU; freshly installed where it is
/// missing.
pub fn software_vulkan() -> Result<PathBuf> {
    installed(lavapipe, &VULKAN, "install mesa-vulkan-drivers")
}

/// What `look` finds; where it finds nothing, what it finds after the packages are installed.
fn installed(look: impl Fn() -> Option<PathBuf>, packages: &[&str], advice: &str) -> Result<PathBuf> {
    if let Some(path) = look() {
        return Ok(path);
    }
    apt::install(packages, advice)?;
    look().with_context(|| format!("what {} should bring is still missing: {advice}", packages.join(" ")))
}

/// The program that a variable names, or the first of these names on the search path.
fn named(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
    path.or_else(|| names.iter().find_map(|name| find(name)))
}

fn lavapipe() -> Option<PathBuf> {
    let folder = fs::read_dir("/usr/share/vulkan/icd.d").ok()?;
    let files = folder.flatten().map(|entry| entry.path());
    let mut lavapipe: Vec<_> = files.filter(|path| path.to_string_lossy().contains("lvp_icd")).collect();
    lavapipe.sort();
    // A machine may list one for each architecture.
    let own = lavapipe.iter().find(|path| path.to_string_lossy().contains(env::consts::ARCH)).cloned();
    own.or_else(|| lavapipe.into_iter().next())
}
