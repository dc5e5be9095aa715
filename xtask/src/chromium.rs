//! The browser that the tests run in, and the software GPU beside it.

use crate::command::{find, program, run, say};
use anyhow::{Result, bail};
use std::{env, fs, path::PathBuf};

/// Debian's packages: browser, its driver, and a Vulkan implementation that needs no GPU.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "mesa-vulkan-drivers"];

/// The browser's program: `$CHROMIUM`, or what is on the search path, or freshly installed.
pub fn browser() -> Result<PathBuf> {
    let advice = "install Chromium, or set CHROMIUM to the program of a Chromium or Chrome";
    installed("CHROMIUM", &["chromium", "google-chrome", "chromium-browser"], advice)
}

/// The browser's WebDriver program: `$CHROMEDRIVER`, or what is on the search path, or freshly installed.
pub fn driver() -> Result<PathBuf> {
    let advice = "install chromedriver in the version of the browser, or set CHROMEDRIVER to its program";
    installed("CHROMEDRIVER", &["chromedriver"], advice)
}

/// Lavapipe's description file, which makes native GPU tests possible without a GPU.
pub fn software_vulkan() -> Option<PathBuf> {
    let folder = fs::read_dir("/usr/share/vulkan/icd.d").ok()?;
    let files = folder.flatten().map(|entry| entry.path());
    let mut lavapipe: Vec<_> = files.filter(|path| path.to_string_lossy().contains("lvp_icd")).collect();
    lavapipe.sort();
    // A machine may list one for each architecture.
    let own = lavapipe.iter().find(|path| path.to_string_lossy().contains(env::consts::ARCH)).cloned();
    own.or_else(|| lavapipe.into_iter().next())
}

fn installed(variable: &str, names: &[&str], advice: &str) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable).filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    if let Some(path) = names.iter().find_map(|name| find(name)) {
        return Ok(path);
    }
    install(advice)?;
    match names.iter().find_map(|name| find(name)) {
        Some(path) => Ok(path),
        None => bail!("{} is still missing after the installation: {advice}", names[0]),
    }
}

/// Installs the browser with Debian's package manager, where there is one and it may be used.
fn install(advice: &str) -> Result<()> {
    let Some(privilege) = find("apt-get").and_then(|_| privilege()) else {
        bail!("no browser for the tests was found: {advice}");
    };
    say(&format!("installing {}", PACKAGES.join(", ")));
    let apt = |arguments: &[&str]| {
        let words = privilege.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
        let words: Vec<_> = words.chain(arguments).collect();
        run(program(words[0]).args(&words[1..]), advice)
    };
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"], &PACKAGES[..]].concat())
}

/// The words before a command that needs root: none for root, `sudo -n` where it asks for no password.
fn privilege() -> Option<&'static [&'static str]> {
    let quiet = |words: &[&str]| program(words[0]).args(&words[1..]).output().ok().filter(|out| out.status.success());
    if quiet(&["id", "-u"])?.stdout.trim_ascii() == b"0" {
        return Some(&[]);
    }
    quiet(&["sudo", "-n", "true"]).map(|_| &["sudo", "-n"][..])
}
