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
    match shards.first().map(|shard| records_file::format(shard)).transpose()?.as_deref() {
        Some(AttackStudy::RECORDS) => write::<AttackStudy>(options, out, shards),
        Some(InversionStudy::RECORDS) => write::<InversionStudy>(options, out, shards),
        Some(AccuracyStudy::RECORDS) => write::<AccuracyStudy>(options, out, shards),
        _ => write::<ProfileStudy>(options, out, shards),
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}
