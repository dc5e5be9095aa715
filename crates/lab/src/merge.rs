//! `lab merge`

use super::{
    Options,
    dataset::summary::write,
    file::note_read,
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
    arguments.shards.iter().for_each(|shard| note_read(shard));
    let format = arguments.shards.first().map(|shard| records_file::format(shard)).transpose()?.unwrap_or_default();
    match format.as_str() {
        format if is_of::<AttackStudy>(format) => join::<AttackStudy>(options, arguments),
        format if is_of::<InversionStudy>(format) => join::<InversionStudy>(options, arguments),
        format if is_of::<AccuracyStudy>(format) => join::<AccuracyStudy>(options, arguments),
        format if is_of::<HeatMapStudy>(format) => join::<HeatMapStudy>(options, arguments),
        format if is_of::<FilterStudy>(format) => join::<FilterStudy>(options, arguments),
        format if is_of::<CorruptionStudy>(format) => join::<CorruptionStudy>(options, arguments),
        _ => join::<ProfileStudy>(options, arguments),
    }
}

fn join<S: Study>(options: &Options, MergeArguments { out, shards }: &MergeArguments) -> Result<()> {
    let place = Place::new(options, out, Kind::document::<S::Summary>())?.with_room(ROOM)?;
    write::<S>(options, &place, shards)
}

/// Whether files of this format hold the study's records.
fn is_of<S: Study>(format: &str) -> bool {
    S::RECORDS == format || S::UNCHECKED_RECORDS.contains(&format)
}
