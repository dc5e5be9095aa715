//! `cargo xtask cluster`: runs that outgrow one machine, tried on this one: Slurm, Kubernetes' form of a job, GNU parallel.

use crate::{
    apt,
    command::{cargo, find, program, read, root, run, say},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Debian's packages, and the programs that they bring.
const PACKAGES: [(&str, &str); 7] = [
    ("munge", "munged"),
    ("openssh-client", "ssh-keygen"),
    ("openssh-server", "sshd"),
    ("parallel", "parallel"),
    ("slurm-wlm", "slurmctld"),
    ("slurmd", "slurmd"),
    ("util-linux", "unshare"),
];
const ADVICE: &str = "install Slurm (slurmctld and slurmd), munge, an OpenSSH server, GNU parallel and util-linux, and run this on Linux as root";
const PAGE: &str = "docs/CLUSTER.md";
const BEGIN: &str = "<!-- Down to the next comment it is written by `cargo xtask cluster`. -->";
const END: &str = "<!-- The end of what is written by `cargo xtask cluster`. -->";

/// Options of `cargo xtask cluster`.
#[derive(Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The program that is run; built as it ships where none is named.
    pub lab: Option<PathBuf>,
}

impl Cluster {
    /// Installs what is missing, tries all ways, and writes into [`PAGE`] when that was.
    ///
    /// # Errors
    /// When something cannot be installed, or a way gives other bytes than one machine.
    pub fn run(&self) -> Result<()> {
        ensure!(cfg!(target_os = "linux"), "this needs Linux: {ADVICE}");
        prepare()?;
        let python = python()?;
        let lab = self.lab()?;
        let folder = root().join("target/cluster/run");
        let mut test = program("tests/cluster/run.sh");
        run(test.arg(lab).arg(&folder).arg(python).env("PATH", search_path()?), "see the lines above")?;
        note(&fs::read_to_string(folder.join("result.txt")).context("tests/cluster/run.sh left no result")?)
    }

    fn lab(&self) -> Result<PathBuf> {
        if let Some(lab) = &self.lab {
            return lab.canonicalize().with_context(|| format!("{} is not there", lab.display()));
        }
        say("building lab as it ships");
        let what = ["build", "--release", "--locked", "--package", "freqscope-lab", "--bin", "lab"];
        run(cargo().args(what), "see the lines above")?;
        Ok(root().join("target/release/lab"))
    }
}

/// Installs the packages whose programs are missing.
fn prepare() -> Result<()> {
    let missing: Vec<&str> = PACKAGES.iter().filter(|(_, name)| !is_there(name)).map(|(package, _)| *package).collect();
    if !missing.is_empty() {
        apt::install(&missing, ADVICE)?;
    }
    match PACKAGES.iter().find(|(_, name)| !is_there(name)) {
        None => Ok(()),
        Some((package, name)) => bail!("there is no {name}, which {package} should bring: {ADVICE}"),
    }
}

/// Daemons are not on everybody's search path.
fn is_there(name: &str) -> bool {
    find(name).is_some() || Path::new("/usr/sbin").join(name).is_file()
}

fn search_path() -> Result<std::ffi::OsString> {
    crate::command::path_with(&["/usr/sbin".into(), "/sbin".into()])
}

/// A Python with what checks a manifest of Kubernetes, in a place of its own.
fn python() -> Result<PathBuf> {
    let (home, wanted) = (root().join("target/cluster/venv"), root().join("tests/cluster/requirements.txt"));
    let python = home.join("bin/python");
    let advice = "install Python 3.10 or newer with its module venv (python3-venv), and check the network";
    if !python.is_file() {
        say("making a Python environment in target/cluster/venv");
        if read(program("python3").args(["-c", "import ensurepip"]), advice).is_err() {
            apt::install(&["python3-venv"], advice)?;
        }
        run(program("python3").args(["-m", "venv"]).arg(&home), advice)?;
    }
    run(program(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(wanted), advice)?;
    Ok(python)
}

/// Puts the result into the document.
fn note(result: &str) -> Result<()> {
    let page = root().join(PAGE);
    let text = fs::read_to_string(&page).with_context(|| format!("{PAGE} cannot be read: restore it"))?;
    fs::write(&page, noted(&text, result)?).with_context(|| format!("{PAGE} cannot be written"))
}

fn noted(text: &str, result: &str) -> Result<String> {
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.with_context(|| format!("{PAGE} has no place for the result: restore it"))?;
    Ok(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", result.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_run_takes_the_place_of_the_one_before() {
        let page = fs::read_to_string(root().join(PAGE)).unwrap();
        let first = noted(&page, "Last run on Monday.\n").unwrap();
        let second = noted(&first, "Last run on Tuesday.\n").unwrap();
        assert!(first.contains("Last run on Monday.") && !second.contains("Monday"));
        assert_eq!(second, first.replace("Monday", "Tuesday"));
        assert!(noted("nothing", "x").is_err());
    }
}
