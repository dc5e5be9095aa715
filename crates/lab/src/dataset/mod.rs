//! `lab dataset`: a question about the whole test set.

mod accuracy;
mod invert;
mod kept_images;
mod labelled;
mod ledger;
pub mod of;
mod rct;
pub mod run;
pub mod summary;
mod test_set;

use super::{Options, help};
use clap::Subcommand;
use freqscope_core::error::Result;

/// The questions.
#[derive(Debug, Subcommand)]
pub enum DatasetCommand {
    /// Occluded Frequency: the mean score of each band, for each class and for all
    ///
    /// The scores of each image are kept in F.scores as they come: a run that was stopped goes on when the same command is given
    /// again, and a larger --limit goes on with what a smaller one found.
    #[command(after_help = help::DATASET_OF)]
    Of(of::DatasetOfArguments),
    /// Where in the spectrum an attack lands: mean RCT of each coefficient, beside white noise of the same norm
    ///
    /// Radii and steps are in pixel units (pixels lie in [0, 1]) and may be fractions such as 8/255. Images that the model gets
    /// wrong are left alone. A run that was stopped goes on when the same command is given again.
    #[command(after_help = help::DATASET_RCT)]
    Rct(rct::DatasetRctArguments),
    /// How alike two images are that the model cannot tell apart: mean |DCT(x_r) − DCT(x)| of each coefficient
    ///
    /// Each inversion begins at another image of the whole test set, whatever --limit, which the seed and the image choose. A
    /// run that was stopped goes on when the same command is given again.
    #[command(after_help = help::DATASET_INVERT)]
    Invert(invert::DatasetInvertArguments),
    /// How often the model is right, and stays right under attack
    ///
    /// With a norm and a radius, robust accuracy as well: PGD-20 with steps of 2.5 ε/20 from a random start, and an image counts
    /// when the model is right before it, at the start and at each iterate. A run that was stopped goes on when the same command
    /// is given again.
    #[command(after_help = help::DATASET_ACCURACY)]
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
