//! `cargo xtask soak`.

use crate::{
    build::Build,
    chromium,
    command::{program, root, run, say},
    node,
    page::Profile,
};
use anyhow::Result;

/// Options of `cargo xtask soak`.
#[derive(Debug, PartialEq, Eq)]
pub struct Soak {
    /// How the wasm is compiled.
    pub profile: Profile,
    /// How long it works on a device.
    pub minutes: u32,
    /// On which; none for one after the other.
    pub device: Option<Device>,
}

/// What the page computes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// The CPU.
    Cpu,
    /// WebGPU, which Chromium makes of software.
    Gpu,
}

impl Device {
    const ALL: [Self; 2] = [Self::Cpu, Self::Gpu];

    /// The device of this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn parse(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|device| device.name() == name).ok_or_else(|| format!("there is no device “{name}”"))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Gpu => "gpu",
        }
    }
}

impl Soak {
    /// Builds the page and works on it.
    pub fn run(&self) -> Result<()> {
        node::packages(&root().join("tests/e2e"))?;
        let browser = chromium::browser()?;
        Build { profile: self.profile }.run()?;
        say("working on the page; other work on this machine slows it down, and does no harm");
        let mut work = program("node");
        work.args(["benches/soak/run.mjs", "--minutes", &self.minutes.to_string()]).env("CHROMIUM", browser);
        work.args(self.device.iter().flat_map(|device| ["--device", device.name()]));
        run(&mut work, "see the lines above")
    }
}
