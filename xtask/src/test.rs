//! `cargo xtask test`: every check, in order, each with its time; the same ones locally and in CI.

use crate::{
    build, chromium,
    command::{cargo, find, program, root, run, say},
    node,
    page::Profile,
    tools,
};
use anyhow::{Result, bail};
use std::{path::PathBuf, time::Instant};

/// Arguments of clippy, in the form in which `cargo clippy` passes them on.
const LINTS: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";
const WASM: [&str; 4] = ["--profile", "quick", "--target", "wasm32-unknown-unknown"];
/// The packages of the two programs that a browser runs.
const PROGRAMS: [&str; 2] = ["freqscope", "freqscope-engine"];
const ADVICE: &str = "see the lines above";

/// Options of `cargo xtask test`.
#[derive(Debug, PartialEq, Eq)]
pub struct Test {
    /// What is run, in the order of [`Check::ALL`].
    pub checks: Vec<Check>,
}

/// One check. They run in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Formatting.
    Fmt,
    /// The rules of the verdicts in `training/`, and that what they wrote is of the stored results.
    Claims,
    /// Lints, natively and for the two wasm programs.
    Clippy,
    /// Unit and reference tests on this machine.
    Native,
    /// Reference tests in the browser.
    Wasm,
    /// The built page in the browser.
    E2e,
}

impl Test {
    /// Runs the checks and closes with the number that passed and failed.
    pub fn run(&self) -> Result<()> {
        let (mut passed, mut failed) = (0, Vec::new());
        for check in Check::ALL.into_iter().filter(|check| self.checks.contains(check)) {
            match check.run_timed() {
                Ok(()) => passed += 1,
                Err(error) => failed.push(format!("{}: {error:#}", check.name())),
            }
        }
        for failure in &failed {
            println!("failed: {failure}");
        }
        println!("{passed} passed, {} failed", failed.len());
        if failed.is_empty() { Ok(()) } else { bail!("some checks failed: see the lines above") }
    }
}

impl Check {
    /// Every check, the quick ones first.
    pub const ALL: [Self; 6] = [Self::Fmt, Self::Claims, Self::Clippy, Self::Native, Self::Wasm, Self::E2e];

    /// What the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Claims => "claims",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::E2e => "e2e",
        }
    }

    fn run_timed(self) -> Result<()> {
        say(&format!("check: {}", self.name()));
        let start = Instant::now();
        let outcome = self.run();
        let word = if outcome.is_ok() { "passed" } else { "failed" };
        say(&format!("check: {} {word} after {:.0} s", self.name(), start.elapsed().as_secs_f64()));
        outcome
    }

    fn run(self) -> Result<()> {
        match self {
            Self::Fmt => run(cargo().args(["fmt", "--all", "--check"]), "run `cargo fmt --all`"),
            Self::Claims => claims(),
            Self::Clippy => clippy(),
            Self::Native => native(),
            Self::Wasm => wasm(),
            Self::E2e => end_to_end(),
        }
    }
}

/// With nothing but Python's own library.
fn claims() -> Result<()> {
    let Some(python) = python() else {
        say("the rules of the verdicts are not tested: install Python 3.10 or newer for that");
        return Ok(());
    };
    run(program(&python).arg("training/test_claims.py"), ADVICE)?;
    run(program(&python).args(["training/claims.py", "--check"]), ADVICE)
}

/// The first interpreter on the search path that is new enough.
fn python() -> Option<PathBuf> {
    let check = "import sys; sys.exit(sys.version_info < (3, 10))";
    let recent = |path: &PathBuf| program(path).args(["-c", check]).output().is_ok_and(|out| out.status.success());
    ["python3", "python"].into_iter().filter_map(find).find(recent)
}

fn clippy() -> Result<()> {
    tools::wasm_target()?;
    lint(&["--workspace", "--all-targets"])?;
    // One at a time, as they ship: the page must not get by on what only the engine brings.
    PROGRAMS.into_iter().try_for_each(|package| lint(&[&WASM[..], &["--package", package]].concat()))
}

/// Lints in the course of a build, whose dependencies the tests need anyway; `cargo clippy` would check them all once more.
fn lint(what: &[&str]) -> Result<()> {
    let mut build = cargo();
    build.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", LINTS);
    run(build.arg("build").args(what), "see the lines above, or run `cargo clippy`")
}

fn native() -> Result<()> {
    let mut test = cargo();
    test.args(["test", "--workspace"]);
    match chromium::software_vulkan() {
        Ok(icd) => {
            say("native GPU tests run on the software GPU lavapipe");
            test.env("FREQSCOPE_TEST_GPU", "1").env("VK_ICD_FILENAMES", icd);
        }
        Err(error) => say(&format!("native GPU tests are skipped: {error:#}")),
    }
    run(&mut test, ADVICE)
}

/// The browser's flags are in webdriver.json.
fn wasm() -> Result<()> {
    tools::wasm_target()?;
    let runner = tools::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let mut test = cargo();
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    // A software GPU takes minutes for what a real one does at once.
    test.env("CHROMEDRIVER", chromium::driver()?).env("WASM_BINDGEN_TEST_TIMEOUT", "900");
    test.arg("test").args(WASM).args(["--package", "freqscope-engine", "--test", "reference"]);
    run(&mut test, "see the lines above; ChromeDriver starts the browser that is installed, whatever CHROMIUM says")
}

fn end_to_end() -> Result<()> {
    let folder = root().join("tests/e2e");
    node::packages(&folder)?;
    let browser = chromium::browser()?;
    build::page(Profile::Quick)?;
    let mut test = program("node");
    // One file at a time: two browsers would fight for two cores.
    test.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).env("CHROMIUM", browser);
    test.current_dir(folder);
    run(&mut test, ADVICE)
}
