//! `cargo xtask npm`: the element, the module and the engine as packages for npm, and two networks as another.

use crate::{
    build, chromium,
    command::{program, root, run},
    node,
    page::Profile,
    tools,
};
use anyhow::Result;

/// Options of `cargo xtask npm`.
#[derive(Debug, PartialEq, Eq)]
pub struct Npm {
    /// How the wasm is compiled.
    pub profile: Profile,
    /// Whether they are installed into an empty Vite project that is built and run.
    pub check: bool,
}

impl Npm {
    /// Builds the site and makes the packages of it.
    ///
    /// # Errors
    /// When a step of it fails.
    pub fn run(&self) -> Result<()> {
        tools::node()?;
        build::site(self.profile)?;
        let out = root().join("target/npm");
        run(program("node").arg("xtask/npm/npm.mjs").arg(root().join("dist")).arg(&out), "see the lines above")?;
        if !self.check {
            return Ok(());
        }
        let tests = root().join("tests/e2e");
        node::packages(&tests)?;
        let mut check = program("node");
        check.args(["--test", "--test-reporter=spec", "npm.test.mjs"]).current_dir(tests);
        check.env("NPM_PACKAGES", &out).env("CHROMIUM", chromium::browser()?);
        run(&mut check, "see the lines above; it needs npm and its registry")
    }
}
