//! `lab dataset rct`

use super::{
    run::{OutputArguments, Run},
    test_set::{TestSet, TestSetArguments},
};
use crate::{Options, input::ModelWeights, method::MethodArguments, rct::TauArgument};
use freqscope_core::{
    attack::{AttackSpec, Example, Misclassified, goal::Goal},
    error::{Error, Result},
    study::attack::{AttackRecord, AttackStudy},
};
use freqscope_engine::engine::Engine;
use pollster::block_on;

/// Arguments of `lab dataset rct`.
///
/// Radii and steps are in pixel units (pixels lie in [0, 1]) and may be fractions such as 8/255. Images that the model
/// gets wrong are left alone. A run that was stopped goes on when the same command is given again.
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
    let run = Run { weights, data: test_set.identity.clone(), study };
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
) -> Result<AttackRecord> {
    let (image, label) = test_set.get(position)?;
    let example = [Example { image: image.clone(), class: Some(label) }];
    let reports = block_on(engine.attack(model, &study.attack, &example, async |_| Ok(())))?;
    let report = reports.first().ok_or_else(|| Error::Computation(format!("image {position} has no report")))?;
    Ok(AttackRecord::of(study, position, &(image, label), report))
}
