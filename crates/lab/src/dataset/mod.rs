//! `lab dataset`: a question about the whole test set.

mod accuracy;
mod checked_line;
mod invert;
pub mod of;
mod progress;
mod rct;
pub mod records_file;
pub mod run;
pub mod shard;
pub mod summary;
mod test_set;

use super::Options;
use clap::Subcommand;
use freqscope_core::error::Result;

/// The questions.
#[derive(Debug, Subcommand)]
pub enum DatasetCommand {
    /// Occluded Frequency: the mean score of each band, for each class and for all
    Of(of::DatasetOfArguments),
    /// Where in the spectrum an attack lands: mean RCT of each coefficient, beside white noise of the same norm
    Rct(rct::DatasetRctArguments),
    /// How alike two images are that the model cannot tell apart: mean |DCT(x_r) − DCT(x)| of each coefficient
    Invert(invert::DatasetInvertArguments),
    /// How often the model is right, and stays right under attack
    Accuracy(accuracy::DatasetAccuracyArguments),
}

/// Answers the question.
pub fn run(options: &Options, command: &DatasetCommand) -> Result<()> {
    match command {
        DatasetCommand::Of(arguments) => of::run(options, arguments),
        DatasetCommand::Rct(arguments) => rct::run(options, arguments),
        DatasetCommand::Invert(arguments) => invert::run(options, arguments),
        DatasetCommand::Accuracy(arguments) => accuracy::run(options, arguments),
    }
}
