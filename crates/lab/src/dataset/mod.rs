//! `lab dataset`: a question about the whole test set.

mod accuracy;
pub mod answer;
pub mod checkpoint;
pub mod inquiry;
mod invert;
pub mod of;
mod progress;
mod rct;
pub mod run;
pub mod shard;
mod test_set;

use super::Options;
use clap::Subcommand;
use freqscope_core::error::Result;

/// The questions.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Occluded Frequency: the mean score of each band, for each class and for all
    Of(of::Arguments),
    /// Where in the spectrum an attack lands: mean RCT of each coefficient, beside white noise of the same norm
    Rct(rct::Arguments),
    /// How alike two images are that the model cannot tell apart: mean |DCT(x_r) − DCT(x)| of each coefficient
    Invert(invert::Arguments),
    /// How often the model is right, and stays right under attack
    Accuracy(accuracy::Arguments),
}

/// Answers the question.
pub fn run(options: &Options, command: &Command) -> Result<()> {
    match command {
        Command::Of(arguments) => of::run(options, arguments),
        Command::Rct(arguments) => rct::run(options, arguments),
        Command::Invert(arguments) => invert::run(options, arguments),
        Command::Accuracy(arguments) => accuracy::run(options, arguments),
    }
}
