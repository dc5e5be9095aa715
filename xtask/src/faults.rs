//! `cargo xtask faults`.

use crate::{
    build, chromium,
    command::{program, root, run, say},
    node,
    page::Profile,
};
use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    path::Path,
};

/// Options of `cargo xtask faults`.
#[derive(Debug, PartialEq, Eq)]
pub struct Faults {
    /// Whether what lies in dist/ is tried as it is.
    pub built: bool,
}

impl Faults {
    /// Builds the page, tries it with each fault, and writes what became of it into docs/RELIABILITY.md.
    pub fn run(&self) -> Result<()> {
        let (suite, results) = (root().join("tests/faults"), root().join("target/faults.jsonl"));
        node::packages(&root().join("tests/e2e"))?;
        let browser = chromium::browser()?;
        if !self.built {
            build::page(Profile::Quick)?;
        }
        File::create(&results).with_context(|| format!("{} cannot be written", results.display()))?;
        say("injecting faults, one at a time, because seconds are measured");
        let mut test = program("node");
        test.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).current_dir(&suite);
        let tried =
            run(test.env("CHROMIUM", browser).env("FREQSCOPE_FAULTS", &results), "see the lines above and the table");
        write_table(&suite, &results)?;
        tried
    }
}

/// What failed stands in the table too.
fn write_table(suite: &Path, results: &Path) -> Result<()> {
    if fs::metadata(results).is_ok_and(|file| file.len() > 0) {
        run(program("node").arg("table.mjs").arg(results).current_dir(suite), "see the lines above")?;
    }
    Ok(())
}
