//! One run over the test set: asks of every image, or of those of a shard, and keeps each answer as soon as it is there.

use super::{
    progress,
    records_file::{self, RecordsFile, RecordsHeader},
    shard::Shard,
    summary,
};
use crate::{
    Options,
    input::{self, ModelWeights},
    print, program,
    provenance::{Answer, Provenance},
};
use freqscope_core::{
    error::{Error, Result},
    study::{ImageRecord, Question, Study, data::DataSet},
};
use freqscope_engine::engine::Engine;
use serde::Serialize;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Instant,
};

/// Which part of a run this is, and where it goes.
#[derive(Debug, clap::Args)]
pub struct OutputArguments {
    /// Compute only the images i, i + n, i + 2n, … (i from 0 to n − 1); F then holds their scores, for `lab merge`
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Where to write the means; the scores of each image are kept beside it, in F.scores
    #[arg(long, value_name = "F")]
    out: PathBuf,
}

/// What is asked of which network and which images.
#[derive(Debug)]
pub struct Run<S> {
    /// The network.
    pub weights: ModelWeights,
    /// The images.
    pub data: DataSet,
    /// What is asked.
    pub study: S,
}

impl<S: Study> Run<S> {
    /// Asks of every image of the test set, or of one shard of it; `ask` answers for the images at some positions, at most
    /// [`Study::BATCH`], by the engine and the name of its model.
    pub fn run(
        self,
        options: &Options,
        output: &OutputArguments,
        ask: impl FnMut(&mut Engine, &str, &S, &[usize]) -> Result<Vec<S::Record>>,
    ) -> Result<()> {
        input::check_out(&output.out)?;
        if output.shard.is_none() {
            records_file::refuse_records(&output.out)?;
        }
        let (path, shard) = (output.records(), output.shard.unwrap_or(Shard::WHOLE));
        let engine = input::start(options)?;
        let (program, model) = (program::of(engine.device().kind), self.weights.identity());
        let question = Question { program, model, data: self.data, study: self.study };
        let header = RecordsHeader { format: S::RECORDS.into(), shard, question };
        let (records, done) = RecordsFile::open(&path, &header)?;
        let missing = header.missing(&path, &done)?;
        compute(engine, &header.question.study, self.weights, missing, records, ask)?;
        match output.shard {
            None => summary::write::<S>(options, &output.out, &[path]),
            Some(_) => print_shard(options, &path, &header),
        }
    }
}

/// What a shard has come to.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ShardReport {
    out: String,
    shard: Shard,
    images: usize,
    data: DataSet,
}

fn print_shard<S: Study>(options: &Options, path: &Path, header: &RecordsHeader<S>) -> Result<()> {
    let (out, shard, images) = (path.display().to_string(), header.shard, header.images().len());
    let report = ShardReport { out, shard, images, data: header.question.data.clone() };
    let study = &header.question.study;
    let provenance = Provenance::of_question("freqscope-lab-shard/1", &header.question, options, study);
    print(options, &Answer::new(&report, &provenance), || {
        format!("{}: shard {shard}, {images} images; `lab merge` joins the shards", report.out)
    })
}

/// Appends the records of the `missing` images.
fn compute<S: Study>(
    mut engine: Engine,
    study: &S,
    weights: ModelWeights,
    missing: Missing,
    mut records: RecordsFile,
    mut ask: impl FnMut(&mut Engine, &str, &S, &[usize]) -> Result<Vec<S::Record>>,
) -> Result<()> {
    if missing.positions.is_empty() {
        return records.sync();
    }
    let model = weights.name().to_owned();
    pollster::block_on(weights.place(&mut engine))?;
    input::note_device(&engine);
    let (bar, start) = (progress::bar(missing.done, missing.done + missing.positions.len()), Instant::now());
    for positions in missing.positions.chunks(S::BATCH) {
        for record in ask(&mut engine, &model, study, positions)? {
            records.append(&record)?;
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    let (images, seconds) = (missing.positions.len(), start.elapsed().as_secs_f64());
    eprintln!("lab: {images} images in {seconds:.1} s, {:.2} images per second", images as f64 / seconds);
    records.sync()
}

impl OutputArguments {
    /// The file of the records.
    fn records(&self) -> PathBuf {
        match self.shard {
            Some(_) => self.out.clone(),
            None => {
                let mut name = self.out.clone().into_os_string();
                name.push(".scores");
                name.into()
            }
        }
    }
}

/// What is left to do.
struct Missing {
    /// Images that are done.
    done: usize,
    /// Positions of the others.
    positions: Vec<usize>,
}

impl<S: Study> RecordsHeader<S> {
    /// The positions of the images of the shard.
    fn images(&self) -> Vec<usize> {
        self.shard.positions(self.question.data.images).collect()
    }

    /// The images of the shard that are not among those `done`, each of which is there once.
    fn missing(&self, path: &Path, done: &[S::Record]) -> Result<Missing> {
        let done: BTreeSet<usize> = done.iter().map(S::Record::image).collect();
        let (there, positions): (Vec<usize>, Vec<usize>) =
            self.images().into_iter().partition(|position| done.contains(position));
        match there.len() == done.len() {
            true => Ok(Missing { done: there.len(), positions }),
            false => {
                let reason = "it holds images that are no part of this run: remove the file and run again".into();
                Err(Error::File { path: path.display().to_string(), reason })
            }
        }
    }
}

/// The JSON form of the answer to a question of a kind, of one shard.
#[cfg(test)]
pub fn schema<S: schemars::JsonSchema>() -> schemars::Schema {
    Provenance::<S>::schema::<ShardReport>()
}
