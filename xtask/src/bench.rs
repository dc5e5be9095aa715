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
    /// What is measured.
    pub subject: Subject,
    /// How the wasm is compiled; only of what ships are the figures written down.
    pub profile: Profile,
    /// Whether WebGPU is measured in place of one thread of the CPU.
    pub gpu: bool,
    /// What is left out, and what is said of it, as the options of the script that measures: `--models`, `--rounds`, `--only` and
    /// `--note` with their values.
    pub choice: Vec<String>,
}

/// What is measured in Chromium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A chart, beside the same forward passes in other runtimes.
    Chart,
    /// The page: Lighthouse, how soon a first visit sees a chart, and for how long the page does not answer.
    Page,
}

impl Bench {
    /// Builds the page and measures it.
    pub fn run(&self) -> Result<()> {
        let folder = root().join(match self.subject {
            Subject::Chart => "benches/browser",
            Subject::Page => "benches/page",
        });
        node::packages(&folder)?;
        let browser = chromium::browser()?;
        Build { profile: self.profile }.run()?;
        say("measuring; other work on this machine would be measured too");
        let mut measure = program("node");
        measure.current_dir(folder).arg("run.mjs").env("CHROMIUM", browser);
        let flags = [(self.gpu, "--gpu"), (self.profile == Profile::Quick, "--quick")];
        measure.args(flags.into_iter().filter_map(|(set, flag)| set.then_some(flag))).args(&self.choice);
        run(&mut measure, "see the lines above")
    }
}
