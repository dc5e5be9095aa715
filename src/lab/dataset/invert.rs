//! `lab dataset invert`

use super::{
    run::{self, Inquiry, Output},
    test_set::{TestSet, TestSetArguments},
};
use crate::{
    document,
    engine::Engine,
    error::{Error, Result},
    inversion_study::{self, InversionStudy, Question, Record},
    lab::{Options, input::Weights, invert::SearchArguments},
    profile::DataSet,
    representation::Endpoints,
};
use pollster::block_on;

/// Arguments of `lab dataset invert`.
///
/// Each inversion begins at another image of the test set, which the seed chooses. A run that was stopped goes on when the
/// same command is given again.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    #[command(flatten)]
    search: SearchArguments,
    #[command(flatten)]
    output: Output,
}

impl Inquiry for Question {
    const FORMAT: &'static str = "freqscope-inversion-scores/1";
    type Record = Record;
    type Answer = InversionStudy;

    fn data(&self) -> &DataSet {
        &self.data
    }

    fn position(record: &Record) -> usize {
        record.image
    }

    fn answer(self, records: &[Record]) -> Result<InversionStudy> {
        InversionStudy::of(self, records)
    }

    fn document(study: &InversionStudy) -> Result<String> {
        document::to_json(study)
    }

    /// The losses, and the share of each third in the energy.
    fn table(study: &InversionStudy) -> String {
        let [start, left] = [study.start_loss, study.loss].map(|loss| loss.mean.unwrap_or(f64::NAN));
        let (model, images) = (&study.question.model.id, study.question.data.images);
        let (before, after) = (study.before.thirds_in_words(), study.after.thirds_in_words());
        format!(
            "{model} over {images} images: relative loss {start:.4} → {left:.4}\n\
             energy of x_r − x: {after}\nstart − x: {before}"
        )
    }
}

/// Inverts the representation of every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &Arguments) -> Result<()> {
    let inversion = arguments.search.spec()?;
    let weights = Weights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let question = Question {
        version: env!("CARGO_PKG_VERSION").into(),
        model: weights.identity(),
        data: test_set.identity.clone(),
        inversion,
        seed: options.seed,
    };
    run::run(options, &arguments.output, question, weights, |engine, model, question, position| {
        invert(engine, model, question, &test_set, position)
    })
}

fn invert(
    engine: &mut Engine,
    model: &str,
    question: &Question,
    test_set: &TestSet,
    position: usize,
) -> Result<Record> {
    let (target, label) = test_set.get(position)?;
    let start = inversion_study::start(question.seed, position, test_set.several()?);
    let ends = [Endpoints { start: test_set.get(start)?.0, target }];
    let reports = block_on(engine.invert(model, &question.inversion, &ends, async |_| Ok(())))?;
    let report = reports.first().ok_or_else(|| Error::Computation(format!("image {position} has no report")))?;
    Ok(Record::of((position, &ends[0].target, label), (start, &ends[0].start), report))
}
