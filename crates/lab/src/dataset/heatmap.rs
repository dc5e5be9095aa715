//! `lab dataset heatmap`

use super::{
    run::{Asked, OutputArguments, Run},
    test_set::{TestSet, TestSetArguments},
    variants::right,
};
use crate::{Options, input::ModelWeights, number::number};
use freqscope_core::{
    error::Result,
    spectrum::basis::Basis,
    study::heat_map::{HeatMapRecord, HeatMapStudy},
};
use freqscope_engine::engine::Engine;
use pollster::block_on;
use std::iter::once;

/// Arguments of `lab dataset heatmap`.
#[derive(Debug, clap::Args)]
pub struct DatasetHeatMapArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    /// The waves
    #[arg(long, value_enum, default_value_t)]
    basis: Basis,
    /// ℓ2 norm of the noise in each channel, in pixel units
    #[arg(long, value_name = "V", value_parser = number, default_value_t = HeatMapStudy::NORM)]
    norm: f64,
    /// Limit perturbed images to [0, 1]
    #[arg(long)]
    clip: bool,
    #[command(flatten)]
    output: OutputArguments,
}

/// Classifies every image of the test set, or of one shard of it, with noise along each wave.
pub fn run(options: &Options, arguments: &DatasetHeatMapArguments) -> Result<()> {
    let DatasetHeatMapArguments { basis, norm, clip, .. } = *arguments;
    let study = HeatMapStudy { basis, norm, clip, seed: options.seed };
    study.check()?;
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
    study: &HeatMapStudy,
    test_set: &TestSet,
    position: usize,
) -> Result<Asked<HeatMapRecord>> {
    let (image, label) = test_set.get(position)?;
    let forms = once(image.clone()).chain(study.perturbed(&image));
    let mut wrong = right(engine, model, label, forms).await?.into_iter().map(|right| !right);
    let clean = wrong.next().unwrap_or_default();
    Ok(HeatMapRecord { image: position, label, clean, wrong: wrong.collect() }.into())
}
