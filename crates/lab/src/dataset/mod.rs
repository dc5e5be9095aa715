//! `lab dataset`: a question about the whole test set.

mod accuracy;
mod corruption;
mod corruption_bands;
mod corruptor;
mod filter;
mod heatmap;
mod invert;
mod kept_images;
mod labelled;
mod ledger;
pub mod of;
mod rct;
pub mod run;
pub mod summary;
mod test_set;
mod variants;

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
    /// Where in the spectrum noise makes the model err: the Fourier heat map of Yin et al. (2019)
    ///
    /// Each image is classified with noise of one norm along each wave of a basis, in each channel with a sign of its own that
    /// the seed and the image choose; errors are counted. A run that was stopped goes on when the same command is given again.
    #[command(after_help = help::DATASET_HEATMAP)]
    Heatmap(heatmap::DatasetHeatMapArguments),
    /// How often the model is right about the low, or the high, bands alone, at every cut-off
    ///
    /// The low-pass and high-pass curves of Wang et al. (2020), with bands of the DCT. A run that was stopped goes on when the
    /// same command is given again.
    #[command(after_help = help::DATASET_FILTER)]
    Filter(filter::DatasetFilterArguments),
    /// How often the model is right about images with each of CIFAR-10-C's corruptions
    ///
    /// At five severities, with CIFAR-10-C's constants; what is drawn follows the seed and the image. A run that was stopped goes
    /// on when the same command is given again.
    #[command(after_help = help::DATASET_CORRUPTION)]
    Corruption(corruption::DatasetCorruptionArguments),
    /// Where in the spectrum each of CIFAR-10-C's corruptions changes images; no model is asked
    #[command(after_help = help::DATASET_CORRUPTION_BANDS)]
    CorruptionBands(corruption_bands::DatasetCorruptionBandsArguments),
}

/// Answers the question.
pub fn run(options: &Options, command: &DatasetCommand) -> Result<()> {
    match command {
        DatasetCommand::Of(arguments) => of::run(options, arguments),
        DatasetCommand::Rct(arguments) => rct::run(options, arguments),
        DatasetCommand::Invert(arguments) => invert::run(options, arguments),
        DatasetCommand::Accuracy(arguments) => accuracy::run(options, arguments),
        DatasetCommand::Heatmap(arguments) => heatmap::run(options, arguments),
        DatasetCommand::Filter(arguments) => filter::run(options, arguments),
        DatasetCommand::Corruption(arguments) => corruption::run(options, arguments),
        DatasetCommand::CorruptionBands(arguments) => corruption_bands::run(options, arguments),
    }
}
