//! `lab merge`

use super::{
    Options,
    dataset::{records_file, summary::write},
};
use freqscope_core::{
    error::{Error, Result},
    study::{Study, accuracy::AccuracyStudy, attack::AttackStudy, inversion::InversionStudy, occlusion::ProfileStudy},
};
use std::path::{Path, PathBuf};

/// Arguments of `lab merge`.
#[derive(Debug, clap::Args)]
pub struct MergeArguments {
    /// Where to write the means
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// What `lab dataset … --shard` wrote: every shard of one run
    #[arg(value_name = "IN", required = true)]
    shards: Vec<PathBuf>,
}

/// Joins the shards of one run.
pub fn run(options: &Options, arguments: &MergeArguments) -> Result<()> {
    let MergeArguments { out, shards } = arguments;
    if let Some(shard) = shards.iter().find(|shard| same_file(shard, out)) {
        let reason = "it is what is to be joined, and would be overwritten: name another file first".into();
        return Err(Error::File { path: shard.display().to_string(), reason });
    }
    let format = shards.first().map(|shard| records_file::format(shard)).transpose()?.unwrap_or_default();
    match format.as_str() {
        format if is_of::<AttackStudy>(format) => write::<AttackStudy>(options, out, shards),
        format if is_of::<InversionStudy>(format) => write::<InversionStudy>(options, out, shards),
        format if is_of::<AccuracyStudy>(format) => write::<AccuracyStudy>(options, out, shards),
        _ => write::<ProfileStudy>(options, out, shards),
    }
}

/// Whether files of this format hold the study's records.
fn is_of<S: Study>(format: &str) -> bool {
    S::RECORDS == format || S::UNCHECKED_RECORDS.contains(&format)
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}
