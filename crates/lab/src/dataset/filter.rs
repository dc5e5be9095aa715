//! `lab dataset filter`

use super::{
    run::{Asked, OutputArguments, Run},
    test_set::{TestSet, TestSetArguments},
    variants::right,
};
use crate::{Options, input::ModelWeights, occluded_frequency::BaselineArguments};
use freqscope_core::{
    error::Result,
    spectrum::partition::Partition,
    study::filter::{FilterRecord, FilterStudy},
};
use freqscope_engine::engine::Engine;
use pollster::block_on;

/// Arguments of `lab dataset filter`.
#[derive(Debug, clap::Args)]
pub struct DatasetFilterArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    #[command(flatten)]
    baseline: BaselineArguments,
    /// How the spectrum is cut into bands
    #[arg(long, value_enum, default_value_t)]
    bands: Partition,
    #[command(flatten)]
    output: OutputArguments,
}

/// Classifies every image of the test set, or of one shard of it, behind each filter.
pub fn run(options: &Options, arguments: &DatasetFilterArguments) -> Result<()> {
    let study = FilterStudy { baseline: arguments.baseline.baseline(options.seed)?, partition: arguments.bands };
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let run = Run { weights, data: test_set.identity.clone(), study, keep: None };
    run.run(options, &arguments.output, |engine, model, study, positions| {
        positions.iter().map(|&position| block_on(ask(engine, model, study, &test_set, position))).collect()
    })
}

async fn ask(
    engine: &mut Engine,
    model: &str,
    study: &FilterStudy,
    test_set: &TestSet,
    position: usize,
) -> Result<Asked<FilterRecord>> {
    let (image, label) = test_set.get(position)?;
    let right = right(engine, model, label, study.filtered(&image)).await?;
    Ok(FilterRecord::of(study, (position, label), &right).into())
}
