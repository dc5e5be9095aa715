//! `cargo xtask fuzz`: lets cargo-fuzz look for inputs on which a reader panics, takes a second or 256 MB, and writes what came of it into
//! docs/RELIABILITY.md.

mod outcome;
mod table;

use crate::{
    command::{line, path_with, program, root, say},
    tools,
};
use anyhow::{Context, Result, ensure};
use outcome::{COMPUTED, Outcome};
use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

/// A reader, as the program of this name in `fuzz/fuzz_targets/`.
struct Target {
    name: &'static str,
    /// The longest input, in bytes.
    longest: usize,
    /// Folders of good inputs, besides `fuzz/corpus/NAME`.
    seeds: &'static [&'static str],
}

/// Every reader.
const TARGETS: [Target; 12] = [
    Target { name: "picture", longest: 8 << 10, seeds: &["tests/fixtures/pictures", "www/samples"] },
    Target { name: "npy", longest: 16 << 10, seeds: &["tests/fixtures"] },
    Target { name: "checkpoint", longest: 8 << 10, seeds: &["tests/fixtures/checkpoints/forms"] },
    Target { name: "pickle", longest: 4 << 10, seeds: &[] },
    Target { name: "zip", longest: 8 << 10, seeds: &[] },
    Target { name: "safetensors", longest: 4 << 10, seeds: &[] },
    Target { name: "weights", longest: 16 << 10, seeds: &[] },
    Target { name: "manifest", longest: 16 << 10, seeds: &[] },
    Target { name: "protocol", longest: 16 << 10, seeds: &[] },
    Target { name: "stored", longest: 48 << 10, seeds: &["www/results"] },
    Target { name: "link", longest: 8 << 10, seeds: &[] },
    Target { name: "lesson", longest: 16 << 10, seeds: &["www/lessons"] },
];

/// Seconds by the clock after which an input counts as endless; that it takes a second of computing, the target says itself.
const ENDLESS: u32 = 60;
/// Seconds by the clock of a run: it begins with all the inputs that are worth keeping.
const SHORTEST: u32 = 60;
/// Megabytes that no input may ask for at once.
const MOST_AT_ONCE: u32 = 256;
/// Megabytes of the whole program: those, and what finding out takes.
const MOST: u32 = 768;

/// Options of `cargo xtask fuzz`.
#[derive(Debug, PartialEq, Eq)]
pub struct Fuzz {
    /// How long the processor works for each target, however busy it is with other work.
    pub minutes: u32,
    /// None is each of them.
    pub target: Option<String>,
}

impl Fuzz {
    /// Runs the targets, one after the other, and writes a row of the table for each.
    ///
    /// # Errors
    /// When there is no such target, one does not run, or an input was found.
    pub fn run(&self) -> Result<()> {
        let chosen = |target: &&Target| self.target.as_deref().is_none_or(|name| name == target.name);
        let targets: Vec<&Target> = TARGETS.iter().filter(chosen).collect();
        let names = TARGETS.map(|target| target.name).join(", ");
        ensure!(!targets.is_empty(), "there is no such target: choose one of {names}");
        let mut found = false;
        for target in targets {
            let outcome = target.run(self.minutes)?;
            found |= outcome.finding.is_some();
            table::write(target.name, &outcome)?;
        }
        ensure!(!found, "there are findings: `cargo fuzz run TARGET FILE` in fuzz/ repeats one");
        Ok(())
    }
}

impl Target {
    /// One run after another, which each end by the clock, until it has computed so long or there is a finding.
    fn run(&self, minutes: u32) -> Result<Outcome> {
        say(&format!("fuzzing {} for {minutes} minutes", self.name));
        let mut outcome = Outcome::default();
        loop {
            let missing = (60 * minutes).saturating_sub(outcome.seconds.unwrap_or_default());
            if missing == 0 || outcome.finding.is_some() {
                return Ok(outcome);
            }
            outcome = outcome.and(self.run_once(missing.max(SHORTEST))?);
        }
    }

    fn run_once(&self, seconds: u32) -> Result<Outcome> {
        // What is worth keeping lies with what is built; the seeds are only read.
        let grown = root().join("target/fuzz").join(self.name);
        fs::create_dir_all(&grown).with_context(|| format!("{} cannot be made: check its rights", grown.display()))?;
        let mut fuzz = cargo_fuzz()?;
        fuzz.args(["fuzz", "run", self.name]).arg(grown).args(self.seeds()).arg("--").args([
            format!("-max_total_time={seconds}"),
            format!("-max_len={}", self.longest),
            format!("-timeout={ENDLESS}"),
            format!("-report_slow_units={ENDLESS}"),
            format!("-malloc_limit_mb={MOST_AT_ONCE}"),
            format!("-rss_limit_mb={MOST}"),
            "-print_final_stats=1".into(),
        ]);
        let outcome = watch(&mut fuzz)?;
        ensure!(outcome.executions.is_some(), "`{}` has not run: see the lines above", line(&fuzz));
        Ok(outcome)
    }

    /// The folders of good inputs that are there.
    fn seeds(&self) -> Vec<PathBuf> {
        let own = root().join("fuzz/corpus").join(self.name);
        let folders = self.seeds.iter().map(|folder| root().join(folder));
        [own].into_iter().chain(folders).filter(|folder| folder.is_dir()).collect()
    }
}

/// cargo of the nightly toolchain, which alone can count edges, with cargo-fuzz.
fn cargo_fuzz() -> Result<Command> {
    tools::nightly()?;
    let path = path_with(&[tools::cargo_fuzz()?])?;
    let mut cargo = program("cargo");
    cargo.env_remove("CARGO").env_remove("RUSTC_WORKSPACE_WRAPPER").env("RUSTUP_TOOLCHAIN", tools::NIGHTLY);
    cargo.env("PATH", path);
    // Memory that was given back must not count as held for long.
    let options = env::var("ASAN_OPTIONS").unwrap_or_default();
    cargo.env("ASAN_OPTIONS", format!("quarantine_size_mb=16:{options}"));
    Ok(cargo)
}

/// Runs a target, repeats what it says of findings, and reads the rest.
fn watch(fuzz: &mut Command) -> Result<Outcome> {
    println!("    $ {}", line(fuzz));
    let mut child = fuzz.stderr(Stdio::piped()).spawn().context("cargo-fuzz cannot be started")?;
    let mut outcome = Outcome::default();
    let said = child.stderr.take().into_iter().flat_map(|said| BufReader::new(said).split(b'\n').map_while(Result::ok));
    for said in said {
        let said = String::from_utf8_lossy(&said);
        outcome.hear(&said);
        if !said.starts_with('#') && !said.starts_with(COMPUTED) {
            eprintln!("{said}");
        }
    }
    child.wait().context("cargo-fuzz was lost")?;
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A target without a program, or a program that is no target, would never run.
    #[test]
    fn every_program_of_fuzz_is_a_target() {
        let programs = fs::read_dir(root().join("fuzz/fuzz_targets")).unwrap();
        let mut programs: Vec<String> =
            programs.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
        programs.sort_unstable();
        let mut targets = TARGETS.map(|target| target.name);
        targets.sort_unstable();
        assert_eq!(programs, targets);
    }
}
