//! `cargo xtask bundle`: the site as one file or as one archive, for places without a network.

use crate::{
    build,
    command::{program, root, run},
    page::Profile,
    tools,
};
use anyhow::Result;

/// What a bundle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One HTML file that needs no server.
    Single,
    /// A zip archive of the site with a server.
    Archive,
}

/// Options of `cargo xtask bundle`.
#[derive(Debug, PartialEq, Eq)]
pub struct Bundle {
    /// How the wasm is compiled.
    pub profile: Profile,
    /// What is made.
    pub form: Form,
    /// Ids of the networks in it, separated by commas; none for those that it has by default.
    pub models: Option<String>,
}

impl Bundle {
    /// Builds the site, packs it and prints the size.
    pub fn run(&self) -> Result<()> {
        tools::node()?;
        build::site(self.profile)?;
        let (form, name) = match self.form {
            Form::Single => ("single", "freqscope.html"),
            Form::Archive => ("zip", "freqscope.zip"),
        };
        let mut node = program("node");
        node.arg("xtask/bundle/bundle.mjs")
            .arg(form)
            .arg(root().join("dist"))
            .arg(root().join("target/bundle").join(name));
        run(node.args(&self.models), "see the lines above")
    }
}
