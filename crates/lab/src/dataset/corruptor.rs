//! What corrupts images, from the command line.

use crate::{
    Options, file,
    reading::{self, Limit},
};
use freqscope_core::{
    corruption::{Corruptor, frost::Frost},
    error::{Error, Result},
};
use std::path::{Path, PathBuf};

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
                Frost::FILES.iter().map(|name| picture(&folder.join(name))).collect::<Result<_>>()?;
            Frost::read(&pictures).map_err(|error| file::named(folder, error))
        };
        Ok(Corruptor { seed: options.seed, frost: self.frost.as_ref().map(read).transpose()? })
    }
}

/// The bytes of a picture of frost.
fn picture(path: &Path) -> Result<Vec<u8>> {
    if path.exists() {
        return reading::read(path, Limit::PICTURE);
    }
    let reason = "it does not exist: python3 training/frost.py makes the folder, whose path --frost is".into();
    Err(Error::File { path: path.display().to_string(), reason })
}
