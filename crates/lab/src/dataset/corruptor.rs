//! What corrupts images, from the command line.

use crate::{Options, file};
use freqscope_core::{
    corruption::{Corruptor, frost::Frost},
    error::Result,
};
use std::path::PathBuf;

/// What there is to corrupt images with.
#[derive(Debug, clap::Args)]
pub struct CorruptorArguments {
    /// Folder of the pictures of frost, as training/frost.py makes it; without it there are fourteen corruptions, and no frost
    #[arg(long, value_name = "DIR")]
    frost: Option<PathBuf>,
}

impl CorruptorArguments {
    /// The corruptor, whose random numbers follow the seed of the options.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::File`] when a picture is missing, broken or too small.
    pub fn corruptor(&self, options: &Options) -> Result<Corruptor> {
        let read = |folder: &PathBuf| {
            let pictures: Vec<Vec<u8>> =
                Frost::FILES.iter().map(|name| file::read(&folder.join(name))).collect::<Result<_>>()?;
            Frost::read(&pictures).map_err(|error| file::named(folder, error))
        };
        Ok(Corruptor { seed: options.seed, frost: self.frost.as_ref().map(read).transpose()? })
    }
}
