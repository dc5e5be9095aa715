//! `lab dataset`: a question about the whole test set.

pub mod checkpoint;
pub mod of;
mod progress;
pub mod run;
pub mod shard;
mod test_set;

use super::Options;
use crate::error::Result;
use clap::Subcommand;

/// The questions.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Occluded Frequency: the mean score of each band, for each class and for all
    Of(of::Arguments),
}

/// Answers the question.
pub fn run(options: &Options, command: &Command) -> Result<()> {
    match command {
        Command::Of(arguments) => of::run(options, arguments),
    }
}
