//! `lab merge`

use super::{
    Options,
    dataset::summary::write,
    output::{Kind, Place, ROOM},
    records::records_file,
};
use freqscope_core::{
    error::Result,
    study::{
        Study, accuracy::AccuracyStudy, attack::AttackStudy, corruption::CorruptionStudy, filter::FilterStudy,
        heat_map::HeatMapStudy, inversion::InversionStudy, occlusion::ProfileStudy,
    },
};
use std::path::PathBuf;

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
    let place = Place::new(options, out, Kind::Result)?.apart_from(shards)?.with_room(ROOM)?;
    let format = shards.first().map(|shard| records_file::format(shard)).transpose()?.unwrap_or_default();
    match format.as_str() {
        format if is_of::<AttackStudy>(format) => write::<AttackStudy>(options, &place, shards),
        format if is_of::<InversionStudy>(format) => write::<InversionStudy>(options, &place, shards),
        format if is_of::<AccuracyStudy>(format) => write::<AccuracyStudy>(options, &place, shards),
        format if is_of::<HeatMapStudy>(format) => write::<HeatMapStudy>(options, &place, shards),
        format if is_of::<FilterStudy>(format) => write::<FilterStudy>(options, &place, shards),
        format if is_of::<CorruptionStudy>(format) => write::<CorruptionStudy>(options, &place, shards),
        _ => write::<ProfileStudy>(options, &place, shards),
    }
}

/// Whether files of this format hold the study's records.
fn is_of<S: Study>(format: &str) -> bool {
    S::RECORDS == format || S::UNCHECKED_RECORDS.contains(&format)
}
