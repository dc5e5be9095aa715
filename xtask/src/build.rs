//! `cargo xtask build`.

use crate::{
    command::{root, run, say},
    page::{Profile, trunk},
    programs, release, shrink, sizes,
};
use anyhow::Result;

/// Options of `cargo xtask build`.
#[derive(Debug, PartialEq, Eq)]
pub struct Build {
    /// How the wasm is compiled.
    pub profile: Profile,
}

impl Build {
    /// Fills dist/ and, where it is what ships, prints the bytes that a visitor downloads.
    pub fn run(&self) -> Result<()> {
        site(self.profile)?;
        // Nobody downloads a quick build, and compressing it takes longer than making it.
        match self.profile {
            Profile::Quick => Ok(()),
            Profile::Release => sizes::print(&root().join("dist")),
        }
    }
}

/// Builds page and engine into dist/; as they ship, made small.
pub fn site(profile: Profile) -> Result<()> {
    page(profile)?;
    match profile {
        Profile::Quick => Ok(()),
        Profile::Release => {
            let dist = root().join("dist");
            shrink::all(&dist)?;
            programs::make_plain(&dist)?;
            release::write_worker(&dist)
        }
    }
}

/// Builds page and engine into dist/.
pub fn page(profile: Profile) -> Result<()> {
    let mut build = trunk("build", profile)?;
    say(match profile {
        Profile::Quick => "building page and engine, quickly",
        Profile::Release => "building page and engine as they ship; this takes a quarter of an hour",
    });
    run(&mut build, "see the lines above")
}
