//! `lab dataset accuracy`

use super::{
    inquiry::Inquiry,
    run::{self, OutputArguments},
    test_set::{TestSet, TestSetArguments},
};
use crate::{Options, input::ModelWeights, method::number};
use clap::ValueEnum;
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
    statistics::Estimate,
    study::{
        accuracy::{Accuracy, Question, Record},
        data::DataSet,
        document,
    },
};
use freqscope_engine::engine::Engine;
use pollster::block_on;

/// DatasetAccuracyArguments of `lab dataset accuracy`.
///
/// With a norm and a radius, robust accuracy as well: PGD-20 with steps of 2.5 ε/20 from a random start, and an image counts
/// when the model is right before it, at the start and at each iterate. A run that was stopped goes on when the same command
/// is given again.
#[derive(Debug, clap::Args)]
pub struct DatasetAccuracyArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    /// Norm of the ball that the attack stays in
    #[arg(long, value_enum, requires = "epsilon")]
    norm: Option<NormArgument>,
    /// Its radius ε in pixel units, such as 8/255
    #[arg(long, value_name = "E", value_parser = number, allow_negative_numbers = true, requires = "norm")]
    epsilon: Option<f64>,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum NormArgument {
    L2,
    Linf,
}

impl From<NormArgument> for Norm {
    fn from(argument: NormArgument) -> Self {
        match argument {
            NormArgument::L2 => Self::L2,
            NormArgument::Linf => Self::Linf,
        }
    }
}

impl Inquiry for Question {
    const FORMAT: &'static str = "freqscope-accuracy-records/1";
    const TOGETHER: usize = 8;
    type Record = Record;
    type Answer = Accuracy;

    fn data(&self) -> &DataSet {
        &self.data
    }

    fn position(record: &Record) -> usize {
        record.image
    }

    fn answer(self, records: &[Record]) -> Result<Accuracy> {
        Accuracy::of(self, records)
    }

    fn document(accuracy: &Accuracy) -> Result<String> {
        document::to_json(accuracy)
    }

    /// The shares with their 95 % intervals.
    fn table(accuracy: &Accuracy) -> String {
        let Accuracy { question, clean, robust, .. } = accuracy;
        let percent = |share: &Estimate| share.counted(question.data.images).percent(2);
        let robust = robust.as_ref().map(|share| format!(", under PGD-20 {}", percent(share))).unwrap_or_default();
        format!("{} over {} images: clean {}{robust}", question.model.id, question.data.images, percent(clean))
    }
}

/// Classifies, and attacks, every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &DatasetAccuracyArguments) -> Result<()> {
    // The attack's steps are a part of the radius, and have to have a length.
    arguments.epsilon.map_or(Ok(()), |epsilon| ensure(epsilon > 0.0, "epsilon", epsilon, "a number above 0"))?;
    let threat = arguments.norm.zip(arguments.epsilon);
    let attack = threat.map(|(norm, epsilon)| Pgd::twenty(ThreatModel { norm: norm.into(), epsilon }));
    attack.as_ref().map(Pgd::check).transpose()?;
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let question = Question {
        version: env!("CARGO_PKG_VERSION").into(),
        model: weights.identity(),
        data: test_set.identity.clone(),
        attack,
        seed: options.seed,
    };
    run::run(options, &arguments.output, question, weights, |engine, model, question, positions| {
        block_on(ask(engine, model, question, &test_set, positions))
    })
}

async fn ask(
    engine: &mut Engine,
    model: &str,
    question: &Question,
    test_set: &TestSet,
    positions: &[usize],
) -> Result<Vec<Record>> {
    let (images, labels): (Vec<Image>, Vec<Class>) =
        positions.iter().map(|&position| test_set.get(position)).collect::<Result<Vec<_>>>()?.into_iter().unzip();
    let logits = engine.classify(model, &images).await?;
    let record = |((&image, &label), logits): ((&usize, &Class), &Logits)| Record {
        image,
        label,
        predicted: logits.class(),
        withstood: None,
    };
    let mut records: Vec<Record> = positions.iter().zip(&labels).zip(&logits).map(record).collect();
    if let Some(pgd) = &question.attack {
        let mut right: Vec<&mut Record> =
            records.iter_mut().filter(|record| record.predicted == record.label).collect();
        let example = |record: &&mut Record| Ok((record.image, test_set.get(record.image)?.0, record.label));
        let examples = right.iter().map(example).collect::<Result<Vec<_>>>()?;
        if !examples.is_empty() {
            let withstood = engine.robust_accuracy(model, pgd, question.seed, &examples).await?;
            right.iter_mut().zip(withstood).for_each(|(record, withstood)| record.withstood = Some(withstood));
        }
    }
    Ok(records)
}
