//! `lab dataset rct`

use super::{
    inquiry::Inquiry,
    run::{self, OutputArguments},
    test_set::{TestSet, TestSetArguments},
};
use crate::{Options, input::ModelWeights, method::MethodArguments, rct::TauArgument};
use freqscope_core::{
    attack::{AttackSpec, Example, Misclassified, goal::Goal},
    error::{Error, Result},
    statistics::Proportion,
    study::{
        attack::{AttackStudy, Question, Record},
        data::DataSet,
        document,
    },
};
use freqscope_engine::engine::Engine;
use pollster::block_on;

/// DatasetRctArguments of `lab dataset rct`.
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

impl Inquiry for Question {
    const FORMAT: &'static str = "freqscope-rct-scores/1";
    type Record = Record;
    type Answer = AttackStudy;

    fn data(&self) -> &DataSet {
        &self.data
    }

    fn position(record: &Record) -> usize {
        record.image
    }

    fn answer(self, records: &[Record]) -> Result<AttackStudy> {
        AttackStudy::of(self, records)
    }

    fn document(study: &AttackStudy) -> Result<String> {
        document::to_json(study)
    }

    /// Who was attacked, and the share of each third in the energy.
    fn table(study: &AttackStudy) -> String {
        let AttackStudy { question, attacked, succeeded, attack, noise, .. } = study;
        let (model, images, method) = (&question.model.id, question.data.images, question.attack.method.name());
        let rate = Proportion::of(*succeeded, *attacked).percent(1);
        let (attack, noise) = (attack.change.ranges_in_words(), noise.change.ranges_in_words());
        format!(
            "{model}, {method}: {succeeded} of {attacked} attacks succeeded, {rate}, {images} images\n\
             energy of the attack: {attack}\nwhite noise: {noise}"
        )
    }
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
    let question = Question {
        version: env!("CARGO_PKG_VERSION").into(),
        model: weights.identity(),
        data: test_set.identity.clone(),
        attack: spec,
        floor,
    };
    run::run(options, &arguments.output, question, weights, |engine, model, question, positions| {
        positions.iter().map(|&position| attack(engine, model, question, &test_set, position)).collect()
    })
}

fn attack(
    engine: &mut Engine,
    model: &str,
    question: &Question,
    test_set: &TestSet,
    position: usize,
) -> Result<Record> {
    let (image, label) = test_set.get(position)?;
    let example = [Example { image: image.clone(), class: Some(label) }];
    let reports = block_on(engine.attack(model, &question.attack.for_image(position), &example, async |_| Ok(())))?;
    let report = reports.first().ok_or_else(|| Error::Computation(format!("image {position} has no report")))?;
    Ok(Record::of(question, position, &(image, label), report))
}
