//! One run over the test set: asks of every image, or of those of a shard, and keeps each answer as soon as it is there.

use super::{
    answer,
    inquiry::{Inquiry, RecordsHeader},
    progress,
    records_file::RecordsFile,
    shard::Shard,
};
use crate::{
    Options,
    input::{self, ModelWeights},
    print,
};
use freqscope_core::error::{Error, Result};
use freqscope_engine::engine::Engine;
use serde_json::json;
use std::{
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

/// Asks `question` of every image of the test set, or of one shard of it; `ask` answers for the images at some positions, at
/// most [`Inquiry::TOGETHER`], by the engine and the name of its model.
pub fn run<Q: Inquiry>(
    options: &Options,
    output: &OutputArguments,
    question: Q,
    weights: ModelWeights,
    ask: impl FnMut(&mut Engine, &str, &Q, &[usize]) -> Result<Vec<Q::Record>>,
) -> Result<()> {
    let (path, shard) = (output.records(), output.shard.unwrap_or(Shard::WHOLE));
    let header = RecordsHeader { format: Q::FORMAT.into(), shard, question };
    let (checkpoint, done) = RecordsFile::open(&path, &header)?;
    let missing = header.missing(&path, &done)?;
    compute(options, &header.question, weights, missing, checkpoint, ask)?;
    match output.shard {
        None => answer::write::<Q>(options, &output.out, &[path]),
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
    weights: ModelWeights,
    missing: Missing,
    mut checkpoint: RecordsFile,
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

impl<Q: Inquiry> RecordsHeader<Q> {
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
