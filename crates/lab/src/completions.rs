//! `lab completions`

use super::Options;
use clap::{Command, ValueEnum};
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use freqscope_core::error::{Error, Result};
use std::io::{self, ErrorKind, Write};

/// Arguments of `lab completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArguments {
    /// For what
    #[arg(value_enum)]
    reader: Reader,
}

/// Who reads it.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Reader {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
    /// The manual page, for `man`
    Man,
}

/// Prints it, which is no answer that could be JSON or a table.
pub fn run(options: &Options, arguments: &CompletionsArguments, mut command: Command) -> Result<()> {
    let foreign = [("--json", options.json), ("--csv", options.csv.is_some())];
    if let Some((option, _)) = foreign.into_iter().find(|&(_, given)| given) {
        return Err(Error::Foreign { option: option.into(), choice: "completions".into() });
    }
    let shell = match arguments.reader {
        Reader::Bash => Some(Shell::Bash),
        Reader::Zsh => Some(Shell::Zsh),
        Reader::Fish => Some(Shell::Fish),
        Reader::Powershell => Some(Shell::PowerShell),
        Reader::Elvish => Some(Shell::Elvish),
        Reader::Man => None,
    };
    let mut text = Vec::new();
    match shell {
        Some(shell) => generate(shell, &mut command, "lab", &mut text),
        None => manual(command, &mut text).map_err(|error| Error::Computation(error.to_string()))?,
    }
    match io::stdout().lock().write_all(&text) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::File { path: "standard output".into(), reason: error.to_string() })
        }
        _ => Ok(()),
    }
}

/// The page of the program, and behind it those of its commands.
fn manual(mut command: Command, text: &mut Vec<u8>) -> io::Result<()> {
    command.build();
    pages(&command, text)
}

fn pages(command: &Command, text: &mut Vec<u8>) -> io::Result<()> {
    Man::new(command.clone()).render(text)?;
    command
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
        .try_for_each(|command| pages(command, text))
}
