//! Debian's package manager.

use crate::command::{find, program, run, say};
use anyhow::{Result, bail};

/// Installs packages.
///
/// # Errors
/// When there is no apt-get, it may not be used, or it fails; `advice` is what a person should do then.
pub fn install(packages: &[&str], advice: &str) -> Result<()> {
    let names = packages.join(" ");
    let Some(privilege) = find("apt-get").and_then(|_| privilege()) else {
        bail!("{names} cannot be installed, because there is no apt-get that may be used: {advice}");
    };
    say(&format!("installing {names}"));
    let apt = |arguments: &[&str]| {
        let words = privilege.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
        let words: Vec<_> = words.chain(arguments).collect();
        run(program(words[0]).args(&words[1..]), advice)
    };
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}

/// The words before a command that needs root: none for root, `sudo -n` where it asks for no password.
fn privilege() -> Option<&'static [&'static str]> {
    let quiet = |words: &[&str]| program(words[0]).args(&words[1..]).output().ok().filter(|out| out.status.success());
    if quiet(&["id", "-u"])?.stdout.trim_ascii() == b"0" {
        return Some(&[]);
    }
    quiet(&["sudo", "-n", "true"]).map(|_| &["sudo", "-n"][..])
}
