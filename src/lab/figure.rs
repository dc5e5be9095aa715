//! `lab figure`

use super::{Options, input, print};
use crate::{
    class::Class,
    error::{Error, Result},
    figure::Figure,
    frequency::Bands,
    profile::Profile,
};
use serde_json::json;
use std::path::PathBuf;

/// Arguments of `lab figure`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What `lab dataset of` or `lab merge` wrote, one file for each curve
    #[arg(value_name = "F.json", required = true)]
    profiles: Vec<PathBuf>,
    /// Draw a panel for each class as well
    #[arg(long)]
    classes: bool,
    /// Bands on the axis, such as 1-62: band 0 dwarfs the others
    #[arg(long, default_value_t = Bands::ALL)]
    bands: Bands,
    /// Where to write
    #[arg(long, value_name = "F.svg")]
    out: PathBuf,
}

impl Arguments {
    /// Bands of different partitions have no axis in common.
    fn check(&self, profiles: &[Profile]) -> Result<()> {
        let differs = |profile: &Profile| profile.question.partition != profiles[0].question.partition;
        match self.profiles.iter().zip(profiles).find(|(_, profile)| differs(profile)) {
            Some((path, _)) => {
                let reason = "it has other bands than the first file: draw diagonal and radial bands apart".into();
                Err(Error::File { path: path.display().to_string(), reason })
            }
            None => Ok(()),
        }
    }
}

/// Draws the means of each band with their 95 % intervals.
pub fn run(options: &Options, arguments: &Arguments) -> Result<()> {
    let read = |path: &PathBuf| Profile::parse(&input::read(path)?);
    let profiles: Vec<Profile> = arguments.profiles.iter().map(read).collect::<Result<_>>()?;
    arguments.check(&profiles)?;
    let classes = Class::ALL.into_iter().filter(|_| arguments.classes).map(Some);
    let groups: Vec<Option<Class>> = std::iter::once(None).chain(classes).collect();
    let figure = Figure { profiles: &profiles, groups: &groups, bands: arguments.bands };
    input::write(&arguments.out, figure.to_svg().as_bytes())?;
    let out = arguments.out.display().to_string();
    print(options, &json!({ "out": out, "curves": profiles.len(), "panels": groups.len() }), || {
        format!("{out}: {} curves, {} panels", profiles.len(), groups.len())
    })
}
