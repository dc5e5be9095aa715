//! `lab dataset corruption`

use super::{
    corruptor::CorruptorArguments,
    run::{Asked, OutputArguments, Run},
    test_set::{TestSet, TestSetArguments},
    variants::right,
};
use crate::{Options, input::ModelWeights};
use freqscope_core::{
    corruption::Corruptor,
    error::Result,
    study::corruption::{CorruptionRecord, CorruptionStudy},
};
use freqscope_engine::engine::Engine;
use pollster::block_on;
use std::iter::once;

/// Arguments of `lab dataset corruption`.
#[derive(Debug, clap::Args)]
pub struct DatasetCorruptionArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    #[command(flatten)]
    corruptor: CorruptorArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Classifies every image of the test set, or of one shard of it, with each corruption.
pub fn run(options: &Options, arguments: &DatasetCorruptionArguments) -> Result<()> {
    let corruptor = arguments.corruptor.corruptor(options)?;
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let study = CorruptionStudy::of(&corruptor);
    let run = Run { weights, data: test_set.identity.clone(), study, keep: None };
    run.run(options, &arguments.output, |engine, model, study, positions| {
        let asked = |&position| block_on(ask((&mut *engine, model), (study, &corruptor), &test_set, position));
        positions.iter().map(asked).collect()
    })
}

async fn ask(
    (engine, model): (&mut Engine, &str),
    (study, corruptor): (&CorruptionStudy, &Corruptor),
    test_set: &TestSet,
    position: usize,
) -> Result<Asked<CorruptionRecord>> {
    let (image, label) = test_set.get(position)?;
    let forms = once(image.clone()).chain(study.corrupted(corruptor, &image));
    let mut right = right(engine, model, label, forms).await?.into_iter();
    let clean = right.next().unwrap_or_default();
    Ok(CorruptionRecord { image: position, label, clean, right: right.collect() }.into())
}
