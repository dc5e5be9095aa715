//! `lab dataset rct`

use super::{
    run::{Asked, OutputArguments, Run},
    test_set::{TestSet, TestSetArguments},
};
use crate::{
    Options,
    input::ModelWeights,
    method::MethodArguments,
    output::{Kind, Place},
    rct::TauArgument,
    stop,
};
use freqscope_core::{
    attack::{AttackSpec, Example, Misclassified, goal::Goal},
    error::{Error, Result},
    study::attack::{AttackRecord, AttackStudy},
};
use freqscope_engine::engine::Engine;
use pollster::block_on;
use std::path::PathBuf;

/// Arguments of `lab dataset rct`.
#[derive(Debug, clap::Args)]
pub struct DatasetRctArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    #[command(flatten)]
    method: MethodArguments,
    #[command(flatten)]
    tau: TauArgument,
    /// Where to keep the adversarial images too; they are gathered beside it, in F.scores
    #[arg(long, value_name = "F.npy")]
    keep: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
}

/// Attacks every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &DatasetRctArguments) -> Result<()> {
    let spec = AttackSpec {
        method: arguments.method.method()?,
        goal: Goal::Untargeted,
        seed: options.seed,
        misclassified: Misclassified::LeaveAlone,
    };
    spec.check()?;
    let floor = arguments.tau.tau()?;
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let study = AttackStudy { attack: spec, floor };
    let keep = arguments.keep.as_ref().map(|path| Place::new(options, path, Kind::Array)).transpose()?;
    let run = Run { weights, data: test_set.identity.clone(), study, keep };
    run.run(options, &arguments.output, |engine, model, study, positions| {
        positions.iter().map(|&position| attack(engine, model, study, &test_set, position)).collect()
    })
}

fn attack(
    engine: &mut Engine,
    model: &str,
    study: &AttackStudy,
    test_set: &TestSet,
    position: usize,
) -> Result<Asked<AttackRecord>> {
    let (image, label) = test_set.get(position)?;
    let example = [Example { image: image.clone(), class: Some(label) }];
    let reports = block_on(engine.attack(model, &study.attack, &example, async |_| stop::check()))?;
    let report = reports.first().ok_or_else(|| Error::Computation(format!("image {position} has no report")))?;
    let record = AttackRecord::of(study, position, &(image, label), report);
    Ok(Asked { record, made: Some(report.image.clone()) })
}
