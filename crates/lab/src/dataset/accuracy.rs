//! `lab dataset accuracy`

use super::{
    run::{Asked, OutputArguments, Run},
    test_set::{TestSet, TestSetArguments},
};
use crate::{Options, input::ModelWeights, number::number};
use freqscope_core::{
    attack::{
        pgd::Pgd,
        threat::{Norm, ThreatModel},
    },
    class::Class,
    error::Result,
    image::Image,
    logits::Logits,
    parameter::ensure,
    study::accuracy::{AccuracyRecord, AccuracyStudy},
};
use freqscope_engine::engine::Engine;
use pollster::block_on;

/// Arguments of `lab dataset accuracy`.
#[derive(Debug, clap::Args)]
pub struct DatasetAccuracyArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    /// Norm of the ball that the attack stays in
    #[arg(long, value_enum, requires = "epsilon")]
    norm: Option<Norm>,
    /// Its radius ε in pixel units, such as 8/255
    #[arg(long, value_name = "E", value_parser = number, requires = "norm")]
    epsilon: Option<f64>,
    #[command(flatten)]
    output: OutputArguments,
}

/// Classifies, and attacks, every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &DatasetAccuracyArguments) -> Result<()> {
    // The attack's steps are a part of the radius, and have to have a length.
    arguments.epsilon.map_or(Ok(()), |epsilon| ensure(epsilon > 0.0, "epsilon", epsilon, "a number above 0"))?;
    let threat = arguments.norm.zip(arguments.epsilon);
    let attack = threat.map(|(norm, epsilon)| Pgd::twenty(ThreatModel { norm, epsilon }));
    attack.as_ref().map(Pgd::check).transpose()?;
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let study = AccuracyStudy { attack, seed: options.seed };
    let run = Run { weights, data: test_set.identity.clone(), study, keep: None };
    run.run(options, &arguments.output, |engine, model, study, positions| {
        block_on(ask(engine, model, study, &test_set, positions))
    })
}

async fn ask(
    engine: &mut Engine,
    model: &str,
    study: &AccuracyStudy,
    test_set: &TestSet,
    positions: &[usize],
) -> Result<Vec<Asked<AccuracyRecord>>> {
    let (images, labels): (Vec<Image>, Vec<Class>) =
        positions.iter().map(|&position| test_set.get(position)).collect::<Result<Vec<_>>>()?.into_iter().unzip();
    let logits = engine.classify(model, &images).await?;
    let record = |((&image, &label), logits): ((&usize, &Class), &Logits)| AccuracyRecord {
        image,
        label,
        predicted: logits.class(),
        robust: None,
    };
    let mut records: Vec<AccuracyRecord> = positions.iter().zip(&labels).zip(&logits).map(record).collect();
    if let Some(pgd) = &study.attack {
        let mut right: Vec<&mut AccuracyRecord> =
            records.iter_mut().filter(|record| record.predicted == record.label).collect();
        let example = |record: &&mut AccuracyRecord| Ok((test_set.get(record.image)?.0, record.label));
        let examples = right.iter().map(example).collect::<Result<Vec<_>>>()?;
        if !examples.is_empty() {
            let robust = engine.robust_accuracy(model, pgd, study.seed, &examples).await?;
            right.iter_mut().zip(robust).for_each(|(record, robust)| record.robust = Some(robust));
        }
    }
    Ok(records.into_iter().map(Asked::from).collect())
}
