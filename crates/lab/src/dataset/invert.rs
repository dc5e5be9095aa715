//! `lab dataset invert`

use super::{
    inquiry::Inquiry,
    run::{self, OutputArguments},
    test_set::{TestSet, TestSetArguments},
};
use crate::{Options, input::ModelWeights, invert::SearchArguments};
use freqscope_core::{
    class::Class,
    error::Result,
    inversion::{Endpoints, InversionReport},
    study::{
        data::DataSet,
        document,
        inversion::{self, InversionStudy, Question, Record},
    },
};
use freqscope_engine::engine::Engine;
use pollster::block_on;

/// DatasetInvertArguments of `lab dataset invert`.
///
/// Each inversion begins at another image of the test set, which the seed chooses. A run that was stopped goes on when the
/// same command is given again.
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

impl Inquiry for Question {
    const FORMAT: &'static str = "freqscope-inversion-scores/1";
    const TOGETHER: usize = 8;
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
        let (before, after) = (study.before.ranges_in_words(), study.after.ranges_in_words());
        format!(
            "{model} over {images} images: relative loss {start:.4} → {left:.4}\n\
             energy of x_r − x: {after}\nstart − x: {before}"
        )
    }
}

/// Inverts the representation of every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &DatasetInvertArguments) -> Result<()> {
    let inversion = arguments.search.spec()?;
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let question = Question {
        version: env!("CARGO_PKG_VERSION").into(),
        model: weights.identity(),
        data: test_set.identity.clone(),
        inversion,
        seed: options.seed,
    };
    run::run(options, &arguments.output, question, weights, |engine, model, question, positions| {
        invert(engine, model, question, &test_set, positions)
    })
}

fn invert(
    engine: &mut Engine,
    model: &str,
    question: &Question,
    test_set: &TestSet,
    positions: &[usize],
) -> Result<Vec<Record>> {
    let mut searches = Vec::with_capacity(positions.len());
    for &position in positions {
        let (target, label) = test_set.get(position)?;
        let from = inversion::start(question.seed, position, test_set.several()?);
        searches.push((position, label, from, Endpoints { start: test_set.get(from)?.0, target }));
    }
    let ends: Vec<Endpoints> = searches.iter().map(|(.., ends)| ends.clone()).collect();
    let reports = block_on(engine.invert(model, &question.inversion, &ends, async |_| Ok(())))?;
    let record = |((position, label, from, ends), report): (&(usize, Class, usize, Endpoints), &InversionReport)| {
        Record::of((*position, &ends.target, *label), (*from, &ends.start), report)
    };
    Ok(searches.iter().zip(&reports).map(record).collect())
}
