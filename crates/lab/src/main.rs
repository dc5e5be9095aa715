//! The command line: the engine for the terminal, one subcommand a file.
//!
//! With `--json` a command writes one JSON document to standard output; everything else goes to standard error.

mod ablate;
mod attack;
mod checkpoint;
mod classify;
mod dataset;
mod figure;
mod input;
mod invert;
mod merge;
mod method;
mod models;
mod occluded_frequency;
mod pack;
mod program;
mod prop1;
mod provenance;
mod rct;
#[cfg(test)]
mod schemas;

use clap::{Args, Parser, Subcommand, ValueEnum};
use freqscope_core::{
    device::DeviceChoice,
    error::{Error, Result},
};
use serde::Serialize;
use std::{
    io::{ErrorKind, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Which spatial frequencies does a CNN rely on?
///
/// An image F is a PNG or JPEG file, a .npy of float32 3×32×32 (or N×3×32×32) in [0, 1], or a folder of these. A model
/// M is an id that `lab models` lists, or the path of a weights file.
#[derive(Debug, Parser)]
#[command(name = "lab", version = concat!(env!("CARGO_PKG_VERSION"), " (", env!("FREQSCOPE_COMMIT"), ")"))]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
struct Options {
    /// Write one JSON document to standard output
    #[arg(long, global = true)]
    json: bool,
    /// Folder of manifest.json and the weights
    #[arg(long, global = true, value_name = "DIR", default_value = "models")]
    models: PathBuf,
    /// Where to compute
    #[arg(long, global = true, value_enum, default_value_t)]
    device: DeviceChoice,
    /// Seed of everything random
    #[arg(long, global = true, default_value_t = 0)]
    seed: u64,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the models of the manifest
    Models,
    /// Print the ten logits of an image
    Classify(input::Subject),
    /// Print the Occluded Frequency of an image: 63 scores
    Of(occluded_frequency::OccludedFrequencyArguments),
    /// Write an image without some bands
    Ablate(ablate::AblateArguments),
    /// Turn a PyTorch checkpoint into packed weights, which all commands and the page read
    Pack(pack::PackArguments),
    /// Look for a similar image that is classified otherwise
    Attack(attack::AttackArguments),
    /// Look for an image of the same representation, from another image on
    Invert(invert::InvertArguments),
    /// Print the relative change of the DCT between clean and adversarial images
    Rct(rct::RctArguments),
    /// Spend the same energy on one band after another: ‖x − x′‖₁ against Proposition 1's bound |X₀ − X′₀|
    Prop1(prop1::Prop1Arguments),
    /// Answer a question about the whole test set
    #[command(subcommand)]
    Dataset(dataset::DatasetCommand),
    /// Join the shards of one run of `lab dataset`
    Merge(merge::MergeArguments),
    /// Draw what `lab dataset` found as SVG
    Figure(figure::FigureArguments),
}

/// Runs the command line of this process; bad input ends in exit code 2 and one line on standard error.
fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if is_help(&error) => {
            // Help is for people: nobody misses it where the terminal is closed.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2).into();
        }
        Err(error) => return fail(&one_line(&error)),
    };
    match run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string()),
    }
}

fn run(cli: &Cli) -> Result<()> {
    let options = &cli.options;
    match &cli.command {
        Command::Models => models::run(options),
        Command::Classify(subject) => classify::run(options, subject),
        Command::Of(arguments) => occluded_frequency::run(options, arguments),
        Command::Ablate(arguments) => ablate::run(options, arguments),
        Command::Pack(arguments) => pack::run(options, arguments),
        Command::Attack(arguments) => attack::run(options, arguments),
        Command::Invert(arguments) => invert::run(options, arguments),
        Command::Rct(arguments) => rct::run(options, arguments),
        Command::Prop1(arguments) => prop1::run(options, arguments),
        Command::Dataset(command) => dataset::run(options, command),
        Command::Merge(arguments) => merge::run(options, arguments),
        Command::Figure(arguments) => figure::run(options, arguments),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("lab: {message}");
    ExitCode::from(2)
}

/// Whether help was asked for, or a command left out that it lists: then it goes to standard error, as a failure.
fn is_help(error: &clap::Error) -> bool {
    !error.use_stderr() || error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// clap's message without its usage and hints, which take several lines.
fn one_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let what: Vec<_> = text.lines().take_while(|line| !line.starts_with("Usage")).map(str::trim).collect();
    let what = what.join(" ");
    format!("{}; see `lab --help`", what.trim().trim_start_matches("error: "))
}

/// How a value is written on the command line.
fn value_name(value: impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// Writes `document` as JSON, or `text` for people.
fn print(options: &Options, document: &impl Serialize, text: impl FnOnce() -> String) -> Result<()> {
    let answer = match options.json {
        true => serde_json::to_string(document).map_err(|error| Error::Computation(error.to_string()))?,
        false => text(),
    };
    match writeln!(std::io::stdout().lock(), "{answer}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::File { path: "standard output".into(), reason: error.to_string() })
        }
        // Whoever reads the answer may stop before its end, as `head` does.
        _ => Ok(()),
    }
}
