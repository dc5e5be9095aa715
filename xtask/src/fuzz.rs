//! `cargo xtask fuzz`: lets cargo-fuzz look for inputs on which a reader panics, takes a second or 256 MB.

use crate::{
    command::{line, path_with, program, root, say},
    tools,
};
use anyhow::{Context, Result, ensure};
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
    Target { name: "manifest", longest: 16 << 10, seeds: &["models"] },
    Target { name: "protocol", longest: 16 << 10, seeds: &[] },
    Target { name: "stored", longest: 48 << 10, seeds: &["www/results"] },
    Target { name: "link", longest: 8 << 10, seeds: &[] },
    Target { name: "lesson", longest: 16 << 10, seeds: &["www/lessons"] },
];

/// Seconds by the clock after which an input counts as endless; that it takes a second of computing, the target says itself.
const ENDLESS: u32 = 60;
/// Megabytes that no input may ask for at once.
const MOST_AT_ONCE: u32 = 256;
/// Megabytes of the whole program: those, and what finding out takes.
const MOST: u32 = 768;

/// Options of `cargo xtask fuzz`.
#[derive(Debug, PartialEq, Eq)]
pub struct Fuzz {
    /// How long each target is run.
    pub minutes: u32,
    /// None is each of them.
    pub target: Option<String>,
}

/// What came of a run; what it did not say is none.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    executions: Option<u64>,
    /// Edges of the program that were reached.
    coverage: Option<u64>,
    /// Of the slowest input.
    microseconds: Option<u64>,
    /// Of the whole program at most.
    megabytes: Option<u64>,
    /// The file with the input that was found.
    finding: Option<String>,
}

impl Fuzz {
    /// Runs the targets, one after the other, and prints a row for each.
    ///
    /// # Errors
    /// When there is no such target, one does not run, or an input was found.
    pub fn run(&self) -> Result<()> {
        let chosen = |target: &&Target| self.target.as_deref().is_none_or(|name| name == target.name);
        let targets: Vec<&Target> = TARGETS.iter().filter(chosen).collect();
        let names = TARGETS.map(|target| target.name).join(", ");
        ensure!(!targets.is_empty(), "there is no such target: choose one of {names}");
        let outcomes = targets.iter().map(|target| target.run(self.minutes)).collect::<Result<Vec<Outcome>>>()?;
        println!("{HEADER}");
        targets.iter().zip(&outcomes).for_each(|(target, outcome)| println!("{}", outcome.row(target.name)));
        let found = outcomes.iter().any(|outcome| outcome.finding.is_some());
        ensure!(!found, "there are findings: `cargo fuzz run TARGET FILE` in fuzz/ repeats one");
        Ok(())
    }
}

const HEADER: &str =
    "| target | executions | edges | slowest input | memory | finding |\n| --- | ---: | ---: | ---: | ---: | --- |";

impl Target {
    fn run(&self, minutes: u32) -> Result<Outcome> {
        say(&format!("fuzzing {} for {minutes} minutes", self.name));
        // What is worth keeping lies with what is built; the seeds are only read.
        let grown = root().join("target/fuzz").join(self.name);
        fs::create_dir_all(&grown).with_context(|| format!("{} cannot be made: check its rights", grown.display()))?;
        let mut fuzz = cargo_fuzz()?;
        fuzz.args(["fuzz", "run", self.name]).arg(grown).args(self.seeds()).arg("--").args([
            format!("-max_total_time={}", 60 * minutes),
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
        if !said.starts_with('#') {
            eprintln!("{said}");
        }
    }
    child.wait().context("cargo-fuzz was lost")?;
    Ok(outcome)
}

impl Outcome {
    /// Takes in a line of the program.
    fn hear(&mut self, said: &str) {
        let after = |mark: &str| said.split_once(mark).map(|(_, rest)| rest.trim_start());
        let number = |mark: &str| after(mark).and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
        let into = |place: &mut Option<u64>, mark: &str| *place = number(mark).or(*place);
        into(&mut self.executions, "stat::number_of_executed_units:");
        into(&mut self.megabytes, "stat::peak_rss_mb:");
        into(&mut self.microseconds, "slowest input:");
        if said.starts_with('#') {
            into(&mut self.coverage, " cov: ");
        }
        if let Some(path) = after("Test unit written to ") {
            self.finding = Some(path.into());
        }
    }

    /// A line of a table in Markdown.
    fn row(&self, name: &str) -> String {
        let told = |number: Option<u64>| number.map_or("–".into(), |number| number.to_string());
        let slowest = self.microseconds.map_or("under 1 ms".into(), |micros| format!("{} ms", micros.div_ceil(1000)));
        let finding = self.finding.as_deref().unwrap_or("none");
        let memory = self.megabytes.map_or("–".into(), |megabytes| format!("{megabytes} MB"));
        format!("| {name} | {} | {} | {slowest} | {memory} | {finding} |", told(self.executions), told(self.coverage))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_says_becomes_a_row() {
        let mut outcome = Outcome::default();
        let said = [
            "#1024\tpulse  cov: 300 ft: 900 corp: 40/12Kb lim: 1400 exec/s: 512 rss: 90Mb",
            "#2048\tNEW    cov: 312 ft: 911 corp: 41/12Kb lim: 1400 exec/s: 512 rss: 91Mb L: 12/99 MS: 1 EraseBytes-",
            "slowest input: 1200 µs for 70 bytes",
            "slowest input: 15001 µs for 8000 bytes",
            "stat::number_of_executed_units: 4096",
            "stat::peak_rss_mb:              97",
        ];
        said.into_iter().for_each(|line| outcome.hear(line));
        assert_eq!(outcome.row("npy"), "| npy | 4096 | 312 | 16 ms | 97 MB | none |");
        outcome.hear("artifact_prefix='artifacts/npy/'; Test unit written to artifacts/npy/crash-0");
        assert!(outcome.row("npy").ends_with("| artifacts/npy/crash-0 |"));
        assert_eq!(Outcome::default().row("zip"), "| zip | – | – | under 1 ms | – | none |");
    }

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
