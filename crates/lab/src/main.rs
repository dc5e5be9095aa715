//! The command line: the engine for the terminal, one subcommand a file.
//!
//! With `--json` a command writes one JSON document to standard output; everything else goes to standard error.

mod ablate;
mod attack;
mod batch;
mod checkpoint;
mod classify;
mod completions;
mod counted_rows;
mod dataset;
mod display;
mod figure;
mod file;
mod formats;
mod help;
mod images;
mod input;
mod invert;
mod long_run;
mod merge;
mod method;
mod models;
mod natural_order;
mod number;
mod occluded_frequency;
mod output;
mod pack;
mod program;
mod progress;
mod prop1;
mod provenance;
mod rct;
mod reading;
mod records;
mod refusal;
mod report;
mod samples;
#[cfg(test)]
mod schemas;
mod stop;
mod table;
mod threads;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use freqscope_core::{
    device::DeviceChoice,
    error::{Error, Result},
};
use output::{Kind, Place};
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
#[derive(Debug, Clone, Args)]
struct Options {
    /// Write one JSON document to standard output
    #[arg(long, global = true)]
    json: bool,
    /// Write the answers as a table too: a row an image, or of a data set's result a row a band, a ring, or a corruption at a severity
    #[arg(long, global = true, value_name = "F.csv")]
    csv: Option<PathBuf>,
    /// Folder of manifest.json and the weights [default: FREQSCOPE_MODELS, or else models here or beside the program]
    #[arg(long, global = true, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Where to compute
    #[arg(long, global = true, value_enum, default_value_t)]
    device: DeviceChoice,
    /// Threads that compute on the CPU, of which nothing depends but the time: one for each core where it is left out
    #[arg(long, global = true, value_name = "N", value_parser = threads::number)]
    threads: Option<usize>,
    /// Seed of everything random
    #[arg(long, global = true, value_name = "N", value_parser = number::count::<u64>, default_value_t = 0)]
    seed: u64,
    /// Let outputs take the place of files of another kind too
    #[arg(long, global = true)]
    force: bool,
}

impl Options {
    /// Threads that compute on the CPU.
    fn threads(&self) -> usize {
        self.threads.unwrap_or_else(threads::cores)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the models of the manifest: how they were trained, and their accuracies
    #[command(after_help = help::MODELS)]
    Models,
    /// Print the class of an image and its probability; with --json the ten logits
    #[command(after_help = help::CLASSIFY)]
    Classify(input::Subject),
    /// Print the Occluded Frequency of an image: 63 scores
    ///
    /// The score of a band is by how much the logit of the class of interest falls without it.
    #[command(after_help = help::OF)]
    Of(occluded_frequency::OccludedFrequencyArguments),
    /// Write an image without some bands
    ///
    /// Its values may leave [0, 1]. A .npy file keeps them, and all commands read it.
    #[command(after_help = help::ABLATE)]
    Ablate(ablate::AblateArguments),
    /// Turn a PyTorch checkpoint into packed weights, which all commands and the page read
    ///
    /// No code of the checkpoint is run. What int8 weights cost is measured on 30 pictures of CIFAR-10.
    #[command(after_help = help::PACK)]
    Pack(pack::PackArguments),
    /// Look for a similar image that is classified otherwise
    ///
    /// Radii and steps are in pixel units (pixels lie in [0, 1]) and may be fractions such as 8/255. Of several images each
    /// result is kept in F.npy.part as it comes: the same command goes on where it was stopped.
    #[command(after_help = help::ATTACK)]
    Attack(attack::AttackArguments),
    /// Look for an image of the same representation, from another image on
    ///
    /// Of several images each result is kept in F.npy.part as it comes: the same command goes on where it was stopped.
    #[command(after_help = help::INVERT)]
    Invert(invert::InvertArguments),
    /// Print the relative change of the DCT between clean and adversarial images
    #[command(after_help = help::RCT)]
    Rct(rct::RctArguments),
    /// Spend the same energy on one band after another: ‖x − x′‖₁ against Proposition 1's bound |X₀ − X′₀|
    #[command(after_help = help::PROP1)]
    Prop1(prop1::Prop1Arguments),
    /// Answer a question about the whole test set, or about labelled images of one's own
    #[command(subcommand, after_help = help::DATASET)]
    Dataset(dataset::DatasetCommand),
    /// Join the shards of one run of `lab dataset`
    #[command(after_help = help::MERGE)]
    Merge(merge::MergeArguments),
    /// Draw what `lab dataset` found as SVG
    #[command(after_help = help::FIGURE)]
    Figure(figure::FigureArguments),
    /// Write a page with everything of one image: its spectrum, and what networks and attacks make of it
    ///
    /// The page is one file, to be attached or printed. Attacks are those of `lab attack` with their defaults.
    #[command(after_help = help::REPORT)]
    Report(report::ReportArguments),
    /// Print what lets a shell complete this command line, or its manual page
    #[command(after_help = help::COMPLETIONS)]
    Completions(completions::CompletionsArguments),
}

/// Runs the command line of this process; bad input ends in exit code 2 and one line on standard error.
fn main() -> ExitCode {
    display::expect_none();
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) if is_help(&error) => {
            // Help is for people: nobody misses it where the terminal is closed.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2).into();
        }
        Err(error) => return fail(&refusal::sentence(&error)),
    };
    match run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        // It has said what is kept.
        Err(Error::Cancelled) => ExitCode::from(stop::EXIT_CODE),
        Err(error) => fail(&error.to_string()),
    }
}

/// The command line of this process, in which negative numbers are values everywhere.
fn parse() -> Result<Cli, clap::Error> {
    let mut matches = with_negative_numbers(Cli::command()).try_get_matches()?;
    Cli::from_arg_matches_mut(&mut matches)
}

fn with_negative_numbers(command: clap::Command) -> clap::Command {
    let allowed = |argument: clap::Arg| match argument.get_action().takes_values() {
        true => argument.allow_negative_numbers(true),
        false => argument,
    };
    command.mut_args(allowed).mut_subcommands(with_negative_numbers)
}

fn run(cli: &Cli) -> Result<()> {
    let options = &cli.options;
    if let Some(csv) = &options.csv {
        Place::new(options, csv, Kind::Table)?.with_room(0)?;
    }
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
        Command::Report(arguments) => report::run(options, arguments),
        Command::Completions(arguments) => completions::run(options, arguments, Cli::command()),
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

/// How a value is written on the command line.
fn value_name(value: impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// A value as JSON.
fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Computation(error.to_string()))
}

/// Writes `document` as JSON, or `text` for people; and as a table where one is wanted.
fn print(options: &Options, document: &impl Serialize, text: impl FnOnce() -> String) -> Result<()> {
    if let Some(csv) = &options.csv {
        Place::new(options, csv, Kind::Table)?.write(table::of(document)?.as_bytes())?;
    }
    let answer = if options.json { to_json(document)? } else { text() };
    match writeln!(std::io::stdout().lock(), "{answer}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::File { path: "standard output".into(), reason: error.to_string() })
        }
        // Whoever reads the answer may stop before its end, as `head` does.
        _ => Ok(()),
    }
}
