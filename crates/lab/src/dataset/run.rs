//! One run over the test set: asks of every image, or of those of a shard, and keeps each answer as soon as it is there.

use super::{
    kept_images::{self, KeptImages},
    ledger::Ledger,
    summary,
};
use crate::{
    Options,
    batch::Kept,
    file::beside,
    input::{self, ModelWeights},
    long_run::{self, Unanswered},
    output::{Kind, Place, ROOM},
    print, program,
    provenance::{Answer, Provenance},
    reading,
    records::{records_file::RecordsHeader, shard::Shard},
};
use freqscope_core::{
    error::Result,
    image::Image,
    study::{ImageRecord, Question, Study, data::DataSet},
};
use freqscope_engine::engine::Engine;
use serde::Serialize;
use std::path::{Path, PathBuf};

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
    /// Where the images go that are made for the answers.
    pub keep: Option<Place>,
}

/// What is found out about an image.
#[derive(Debug)]
pub struct Asked<R> {
    /// What is recorded.
    pub record: R,
    /// The image that was made for it.
    pub made: Option<Image>,
}

impl<R> From<R> for Asked<R> {
    fn from(record: R) -> Self {
        Self { record, made: None }
    }
}

impl<S: Study<Record: Send> + Sync> Run<S> {
    /// Asks of every image of the test set, or of one shard of it; `ask` answers for the images at some positions, at most
    /// [`ImageStudy::BATCH`](freqscope_core::study::ImageStudy::BATCH), by the engine and the name of its model, on several
    /// threads.
    pub fn run(
        self,
        options: &Options,
        output: &OutputArguments,
        ask: impl Fn(&mut Engine, &str, &S, &[usize]) -> Result<Vec<Asked<S::Record>>> + Sync,
    ) -> Result<()> {
        let place = output.place(options, Kind::document::<S::Summary>())?;
        let (path, shard) = (output.records(), output.shard.unwrap_or(Shard::WHOLE));
        let engine = input::start(options)?;
        let (program, model) = (program::of(engine.device().kind), self.weights.identity());
        let question = Question { program, model, data: self.data, study: self.study };
        let header = RecordsHeader { format: S::RECORDS.into(), shard, question };
        let mut records = Ledger::open(path.clone(), &header)?;
        let mut images = self.keep.as_ref().map(|place| kept_images::open(place, &header)).transpose()?;
        compute((engine, options.threads()), self.weights, &header, (&mut records, &mut images), ask)?;
        records.file.sync()?;
        if let Some((place, images)) = self.keep.zip(images) {
            kept_images::write(&place, images)?;
        }
        match place {
            Some(place) => summary::write::<S>(options, &place, &[path]),
            None => print_shard(options, &path, &header),
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

/// Appends the records of the images that are missing in `records`, and keeps the images that were made for them.
fn compute<S: Study<Record: Send> + Sync>(
    (mut engine, threads): (Engine, usize),
    weights: ModelWeights,
    header: &RecordsHeader<S>,
    (records, images): (&mut Ledger<S>, &mut Option<Ledger<KeptImages<S>>>),
    ask: impl Fn(&mut Engine, &str, &S, &[usize]) -> Result<Vec<Asked<S::Record>>> + Sync,
) -> Result<()> {
    let missing = records.missing.with(images.as_ref().map(|images| &images.missing));
    if missing.positions.is_empty() {
        return Ok(());
    }
    let model = weights.name().to_owned();
    pollster::block_on(weights.place(&mut engine))?;
    input::note_device(&engine);
    let study = &header.question.study;
    let ask = |engine: &mut Engine, positions: &[usize]| ask(engine, &model, study, positions);
    let mut engines = input::engines(&engine, threads);
    let ended = long_run::run(&missing, (&mut engines, S::BATCH), Unanswered::EndsIt, ask, |Asked { record, made }| {
        if let Some((images, report)) = images.as_mut().zip(made) {
            images.append(&Kept { image: record.image(), report })?;
        }
        records.append(&record)
    });
    ended.inspect_err(|error| long_run::note_kept(error, &records.path, &records.file, header.images().len()))?;
    Ok(())
}

impl OutputArguments {
    /// Where the result goes; nowhere of a shard, which has records alone.
    fn place(&self, options: &Options, kind: Kind) -> Result<Option<Place>> {
        // Records are kept beside it, or in it.
        reading::refuse_other(&self.out)?;
        let place = || Place::new(options, &self.out, kind)?.with_room(ROOM);
        match self.shard {
            None => place().map(Some),
            Some(_) if self.out.exists() => Ok(None),
            Some(_) => place().map(|_| None),
        }
    }

    /// The file of the records.
    fn records(&self) -> PathBuf {
        match self.shard {
            Some(_) => self.out.clone(),
            None => beside(&self.out, "scores"),
        }
    }
}

/// The JSON form of the answer to a question of a kind, of one shard.
#[cfg(test)]
pub fn schema<S: schemars::JsonSchema>() -> schemars::Schema {
    Provenance::<S>::schema::<ShardReport>()
}
