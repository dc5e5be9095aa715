//! Running other programs: every run is announced, every failure is one sentence that says what to do.

use anyhow::{Result, anyhow, bail};
use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Says what happens next.
pub fn say(what: &str) {
    println!("==> {what}");
}

/// The root of the repository, where every program runs unless told otherwise.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in a folder of the repository")
}

/// A program that will run in the root of the repository.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// A command of the cargo that runs this tool.
pub fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The name of npm's file, which is a script on Windows.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// A command that runs npm.
pub fn npm() -> Command {
    program(NPM)
}

/// Prints the command line and runs it to its end.
///
/// # Errors
/// When it cannot start or fails; `advice` is what a person should do then.
pub fn run(command: &mut Command, advice: &str) -> Result<()> {
    println!("    $ {}", line(command));
    let status = command.status().map_err(|error| cannot_start(command, &error, advice))?;
    if !status.success() {
        bail!("`{}` ended with {status}: {advice}", line(command));
    }
    Ok(())
}

/// Runs a command without a word and returns what it printed.
///
/// # Errors
/// When it cannot start or fails; `advice` is what a person should do then.
pub fn read(command: &mut Command, advice: &str) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| cannot_start(command, &error, advice))?;
    if !output.status.success() {
        bail!("`{}` ended with {}: {advice}", line(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The program of this name on the search path.
pub fn find(name: &str) -> Option<PathBuf> {
    find_file(&format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The file of this name on the search path.
pub fn find_file(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The search path with some folders before everything else.
pub fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&rest));
    env::join_paths(all).map_err(|error| anyhow!("the search path cannot be extended ({error}): check PATH"))
}

fn cannot_start(command: &Command, error: &std::io::Error, advice: &str) -> anyhow::Error {
    anyhow!("`{}` cannot be started ({error}): {advice}", command.get_program().to_string_lossy())
}

/// The command line as a person would type it, with the program's bare name.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = [program].into_iter().chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
