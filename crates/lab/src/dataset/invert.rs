//! `lab dataset invert`

use super::{
    run::{Asked, OutputArguments, Run},
    test_set::{TestSet, TestSetArguments},
};
use crate::{Options, input::ModelWeights, invert::SearchArguments, stop};
use freqscope_core::{
    class::Class,
    error::Result,
    inversion::{Endpoints, InversionReport},
    study::inversion::{self, InversionRecord, InversionStudy},
};
use freqscope_engine::engine::Engine;
use pollster::block_on;

/// Arguments of `lab dataset invert`.
#[derive(Debug, clap::Args)]
pub struct DatasetInvertArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    #[command(flatten)]
    search: SearchArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Inverts the representation of every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &DatasetInvertArguments) -> Result<()> {
    let inversion = arguments.search.spec()?;
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let study = InversionStudy { inversion, seed: options.seed };
    let run = Run { weights, data: test_set.identity.clone(), study, keep: None };
    run.run(options, &arguments.output, |engine, model, study, positions| {
        invert(engine, model, study, &test_set, positions)
    })
}

fn invert(
    engine: &mut Engine,
    model: &str,
    study: &InversionStudy,
    test_set: &TestSet,
    positions: &[usize],
) -> Result<Vec<Asked<InversionRecord>>> {
    let mut searches = Vec::with_capacity(positions.len());
    for &position in positions {
        let (target, label) = test_set.get(position)?;
        let from = inversion::start(study.seed, (position, &target), test_set.several()?);
        searches.push((position, label, from, Endpoints { start: test_set.get(from)?.0, target }));
    }
    let ends: Vec<Endpoints> = searches.iter().map(|(.., ends)| ends.clone()).collect();
    let reports = block_on(engine.invert(model, &study.inversion, &ends, async |_| stop::check()))?;
    let record = |((position, label, from, ends), report): (&(usize, Class, usize, Endpoints), &InversionReport)| {
        InversionRecord::of((*position, &ends.target, *label), (*from, &ends.start), report).into()
    };
    Ok(searches.iter().zip(&reports).map(record).collect())
}
