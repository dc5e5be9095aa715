//! `lab merge`

use super::{
    Options,
    dataset::{checkpoint, of::Header},
    input, print,
};
use crate::{
    error::{Error, Result},
    frequency::Band,
    profile::{BandMeans, Profile, Question, Scores},
    statistics::Z_95,
};
use std::{
    iter::once,
    path::{Path, PathBuf},
};

/// Arguments of `lab merge`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to write the means
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// What `lab dataset of --shard` wrote: every shard of one run
    #[arg(value_name = "IN", required = true)]
    shards: Vec<PathBuf>,
}

/// Joins the shards of one run.
pub fn run(options: &Options, arguments: &Arguments) -> Result<()> {
    write(options, &arguments.out, &arguments.shards)
}

/// Writes the means over the scores of all files, and prints them.
pub fn write(options: &Options, out: &Path, files: &[PathBuf]) -> Result<()> {
    let profile = merged(files)?;
    input::write(out, profile.to_json()?.as_bytes())?;
    print(options, &profile, || table(&profile))
}

fn merged(files: &[PathBuf]) -> Result<Profile> {
    let mut question: Option<Question> = None;
    let mut all: Vec<Scores> = Vec::new();
    for path in files {
        let (header, scores) = checkpoint::read::<Header, Scores>(path)?;
        let fail = |reason: &str| Error::File { path: path.display().to_string(), reason: reason.into() };
        if !header.is_known() {
            return Err(fail("it is of another version: write it again with this program"));
        }
        if question.as_ref().is_some_and(|question| *question != header.question) {
            return Err(fail("it belongs to another run than the files before it: leave it out"));
        }
        question = Some(header.question);
        all.extend(scores);
    }
    let question = question.ok_or_else(|| Error::Scores("there is no file".into()))?;
    all.sort_by_key(|scores| scores.image);
    Profile::of(question, &all)
}

/// The mean score of each band with its 95 % interval.
fn table(profile: &Profile) -> String {
    let BandMeans { n, mean, standard_error, low_share, .. } = &profile.all;
    let row = |band: Band| {
        let [mean, error] = [mean, standard_error].map(|values| values[band.index()].unwrap_or(f64::NAN));
        format!("{band:>4}  {mean:>+8.4} ± {:.4}", Z_95 * error)
    };
    let [low, error] = [low_share.mean, low_share.standard_error].map(|value| 100.0 * value.unwrap_or(f64::NAN));
    let (id, last) = (&profile.question.model.id, profile.question.partition.low() - 1);
    let header = format!(
        "{id} over {n} images, {low:.1} ± {:.1} % of |score| in bands 0–{last}\nband  mean score",
        Z_95 * error
    );
    once(header).chain(profile.question.partition.bands().map(row)).collect::<Vec<_>>().join("\n")
}
