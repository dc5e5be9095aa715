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
    /// How the wasm is compiled; only of what ships are the figures written down.
    pub profile: Profile,
    /// Whether WebGPU is measured in place of one thread of the CPU.
    pub gpu: bool,
}

impl Bench {
    /// Measures the page beside its peers in Chromium.
    pub fn run(&self) -> Result<()> {
        let folder = root().join("benches/browser");
        node::packages(&folder)?;
        let browser = chromium::browser()?;
        Build { profile: self.profile }.run()?;
        say("measuring; other work on this machine would be measured too");
        let mut measure = program("node");
        measure.current_dir(folder).arg("run.mjs").env("CHROMIUM", browser);
        let flags = [(self.gpu, "--gpu"), (self.profile == Profile::Quick, "--quick")];
        measure.args(flags.into_iter().filter_map(|(set, flag)| set.then_some(flag)));
        run(&mut measure, "see the lines above")
    }
}
