//! `cargo xtask serve`.

use crate::{
    command::{run, say},
    page::{Profile, trunk},
    pages,
};
use anyhow::Result;

/// Options of `cargo xtask serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct Serve {
    /// How the wasm is compiled.
    pub profile: Profile,
    /// Port on this machine.
    pub port: u16,
}

impl Serve {
    /// Builds, serves, and goes on until it is interrupted.
    pub fn run(&self) -> Result<()> {
        let mut serve = trunk("serve", self.profile)?;
        serve.env(pages::BROWSERS_KEEP_NOTHING, "yes");
        serve.args(["--address", "127.0.0.1", "--port", &self.port.to_string()]);
        say("building page and engine; the first build takes about ten minutes on two cores");
        say(&format!("then open http://127.0.0.1:{}/ (Ctrl-C ends)", self.port));
        run(&mut serve, "see the lines above; another --port helps where the port is taken")
    }
}
