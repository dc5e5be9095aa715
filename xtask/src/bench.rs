//! `cargo xtask bench`.

use crate::{
    build::Build,
    chromium,
    command::{program, root, run, say},
    node,
    page::Profile,
};
use anyhow::Result;

/// Options of `cargo xtask bench`.
#[derive(Debug, PartialEq, Eq)]
pub struct Bench {
    /// How the wasm is compiled; what ships is measured unless told otherwise.
    pub profile: Profile,
    /// Whether WebGPU is measured in place of one thread of the CPU.
    pub gpu: bool,
}

impl Bench {
    /// Measures the page beside its peers in Chromium, and writes the figures down.
    pub fn run(&self) -> Result<()> {
        let folder = root().join("benches/browser");
        node::packages(&folder)?;
        let browser = chromium::browser()?;
        Build { profile: self.profile }.run()?;
        say("measuring; other work on this machine would be measured too");
        let mut measure = program("node");
        measure.current_dir(folder).arg("run.mjs").env("CHROMIUM", browser);
        if self.gpu {
            measure.arg("--gpu");
        }
        run(&mut measure, "see the lines above")
    }
}
