//! One run over the test set: asks of every image, or of those of a shard, and keeps each answer as soon as it is there.

use super::{checkpoint::Checkpoint, progress, shard::Shard};
use crate::{
    engine::Engine,
    error::{Error, Result},
    lab::{
        Options,
        input::{self, Weights},
        merge, print,
    },
    profile::DataSet,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    time::Instant,
};

/// A question about a whole data set; equal questions have equal answers.
pub trait Inquiry: PartialEq + Serialize + DeserializeOwned {
    /// The only version of the files of records.
    const FORMAT: &'static str;
    /// How many images it is asked of at once, where several cost less than each by itself.
    const TOGETHER: usize = 1;
    /// What is found out about one image.
    type Record: Serialize + DeserializeOwned;
    /// What the records of all images say.
    type Answer: Serialize;

    /// The images.
    fn data(&self) -> &DataSet;

    /// The position of a record's image in the data set.
    fn position(record: &Self::Record) -> usize;

    /// The answer, from records that are sorted by image.
    ///
    /// # Errors
    /// [`Error::Scores`] unless every image is there exactly once.
    fn answer(self, records: &[Self::Record]) -> Result<Self::Answer>;

    /// The answer as a document in JSON.
    ///
    /// # Errors
    /// [`Error::Computation`], which only a bug can cause.
    fn document(answer: &Self::Answer) -> Result<String>;

    /// The answer for people.
    fn table(answer: &Self::Answer) -> String;
}

/// Which part of a run this is, and where it goes.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// Compute only the images i, i + n, i + 2n, … (i from 0 to n − 1); F then holds their scores, for `lab merge`
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Where to write the means; the scores of each image are kept beside it, in F.scores
    #[arg(long, value_name = "F")]
    out: PathBuf,
}

/// The first line of a file of records.
#[derive(Debug, Serialize, Deserialize)]
pub struct Header<Q> {
    /// [`Inquiry::FORMAT`].
    pub format: String,
    shard: Shard,
    /// What the records answer.
    pub question: Q,
}

/// Asks `question` of every image of the test set, or of one shard of it; `ask` answers for the images at some positions, at
/// most [`Inquiry::TOGETHER`], by the engine and the name of its model.
pub fn run<Q: Inquiry>(
    options: &Options,
    output: &Output,
    question: Q,
    weights: Weights,
    ask: impl FnMut(&mut Engine, &str, &Q, &[usize]) -> Result<Vec<Q::Record>>,
) -> Result<()> {
    let (path, shard) = (output.records(), output.shard.unwrap_or(Shard::WHOLE));
    let header = Header { format: Q::FORMAT.into(), shard, question };
    let (checkpoint, done) = Checkpoint::open(&path, &header)?;
    let missing = header.missing(&path, &done)?;
    compute(options, &header.question, weights, missing, checkpoint, ask)?;
    match output.shard {
        None => merge::write::<Q>(options, &output.out, &[path]),
        Some(shard) => {
            let (out, images) = (path.display().to_string(), header.images().len());
            let report = json!({ "out": out, "shard": shard.to_string(), "images": images });
            print(options, &report, || format!("{out}: shard {shard}, {images} images; `lab merge` joins the shards"))
        }
    }
}

/// Appends the records of the `missing` images to the checkpoint.
fn compute<Q: Inquiry>(
    options: &Options,
    question: &Q,
    weights: Weights,
    missing: Missing,
    mut checkpoint: Checkpoint,
    mut ask: impl FnMut(&mut Engine, &str, &Q, &[usize]) -> Result<Vec<Q::Record>>,
) -> Result<()> {
    if missing.positions.is_empty() {
        return checkpoint.sync();
    }
    let model = weights.name().to_owned();
    let mut engine = pollster::block_on(weights.load(options))?;
    input::note_device(&engine);
    let (bar, start) = (progress::bar(missing.done, missing.done + missing.positions.len()), Instant::now());
    for positions in missing.positions.chunks(Q::TOGETHER) {
        for record in ask(&mut engine, &model, question, positions)? {
            checkpoint.append(&record)?;
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    let (images, seconds) = (missing.positions.len(), start.elapsed().as_secs_f64());
    eprintln!("lab: {images} images in {seconds:.1} s, {:.2} images per second", images as f64 / seconds);
    checkpoint.sync()
}

impl Output {
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

impl<Q: Inquiry> Header<Q> {
    /// The positions of the images of the shard.
    fn images(&self) -> Vec<usize> {
        self.shard.positions(self.question.data().images).collect()
    }

    /// The images of the shard behind those that are `done`, which are its first ones.
    fn missing(&self, path: &Path, done: &[Q::Record]) -> Result<Missing> {
        let mut positions = self.images();
        let differ = done.iter().zip(&positions).any(|(done, &position)| Q::position(done) != position);
        if done.len() > positions.len() || differ {
            let reason = "its images are not in their order: remove the file and run again".into();
            return Err(Error::File { path: path.display().to_string(), reason });
        }
        positions.drain(..done.len());
        Ok(Missing { done: done.len(), positions })
    }
}
