//! A question about each of several images of one's own. What is found is kept beside the output, in `F.part`, until the last
//! image is done: the same command goes on where it was stopped.

use super::{
    file::beside,
    images::Images,
    input::{self, Loaded},
    long_run::{self, LeftOut, Missing, Unanswered},
    program,
    records::{
        records_file::{self, RecordsFile, RecordsHeader},
        shard::Shard,
    },
};
use freqscope_core::{
    class::Class,
    error::Result,
    study::{ImageRecord, ImageStudy, Question, data::DataSet},
};
use freqscope_engine::engine::Engine;
use freqscope_weights::manifest::sha256;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What was found of one image.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept<R> {
    /// Its position among the images that were given, from 0.
    pub image: usize,
    /// What was found.
    pub report: R,
}

impl<R> ImageRecord for Kept<R> {
    fn image(&self) -> usize {
        self.image
    }
}

/// How many images a question is asked about at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtOnce {
    /// One, for which the engine has enough to do.
    One,
    /// As many as the engine computes at once.
    Batch,
}

/// What was found of all images that have an answer.
#[derive(Debug)]
pub struct Answered<R> {
    /// These images.
    pub images: Images,
    /// What was found of each.
    pub reports: Vec<R>,
    part: Option<PathBuf>,
}

impl<R> Answered<R> {
    /// Removes what was kept beside the output, once that is written.
    pub fn done(&self) {
        if let Some(part) = &self.part {
            // Where it stays, it is found complete the next time.
            let _ = fs::remove_file(part);
        }
    }
}

/// Asks `study` of each image; with several, each answer is kept beside `out` as it comes, and the error of one does not end the
/// run. `ask` answers for the images at some positions, by the engine and the name of its model, on several threads.
///
/// # Errors
/// Those of `ask` for a single image or for all, of the file beside `out`, and [`freqscope_core::error::Error::Cancelled`].
pub fn run<S, R>(
    network: &mut Loaded,
    (images, out): (Images, Option<&Path>),
    (study, at_once): (S, AtOnce),
    ask: impl Fn((&mut Engine, &str), &S, &[usize]) -> Result<Vec<R>> + Sync,
) -> Result<Answered<R>>
where
    S: ImageStudy<Record = Kept<R>> + Sync,
    R: Send,
{
    let count = images.as_slice().len();
    if count == 1 {
        let answered = ask((&mut network.engine, &network.name), &study, &[0]);
        let reports = answered.map_err(|error| images.about(0, error))?;
        // Only now, so that a refusal, which may need the model, is a single line.
        input::note_device(&network.engine);
        return Ok(Answered { images, reports, part: None });
    }
    input::note_device(&network.engine);
    let header = header(network, &images, &study);
    let batch = if at_once == AtOnce::One { 1 } else { network.engine.batch() };
    let kept = |reports: Vec<R>, positions: &[usize]| {
        positions.iter().zip(reports).map(|(&image, report)| Kept { image, report }).collect()
    };
    let kept_of = |engine: &mut Engine, positions: &[usize]| {
        ask((engine, &network.name), &study, positions).map(|reports| kept(reports, positions))
    };
    let (part, mut engines) = (out.map(|out| beside(out, "part")), network.engines());
    let (mut records, left_out) = match &part {
        None => in_memory(count, (&mut engines, batch), kept_of)?,
        Some(path) => in_file(path, &header, (&mut engines, batch), kept_of)?,
    };
    records.sort_by_key(|record| record.image);
    let images = images.without(left_out)?;
    Ok(Answered { images, reports: records.into_iter().map(|record| record.report).collect(), part })
}

/// What tells this run from others: weights, images with their classes, and what is asked.
fn header<S: ImageStudy>(network: &Loaded, images: &Images, study: &S) -> RecordsHeader<S> {
    let class = |label: Option<Class>| label.map_or(u8::MAX, |label| label.index() as u8);
    let classes: Vec<u8> = images.sources.iter().map(|source| class(source.label)).collect();
    let data =
        DataSet { images: images.as_slice().len(), images_sha256: images.sha256(), labels_sha256: sha256(&classes) };
    let program = program::of(network.engine.device().kind);
    let question = Question { program, model: network.file.clone(), data, study: study.clone() };
    RecordsHeader { format: S::RECORDS.into(), shard: Shard::WHOLE, question }
}

type Found<R> = (Vec<Kept<R>>, Vec<LeftOut>);

fn in_memory<R: Send>(
    count: usize,
    workers: (&mut [Engine], usize),
    ask: impl Fn(&mut Engine, &[usize]) -> Result<Vec<Kept<R>>> + Sync,
) -> Result<Found<R>> {
    let (missing, mut records) = (Missing { done: 0, positions: (0..count).collect() }, Vec::new());
    let left_out = long_run::run(&missing, workers, Unanswered::IsLeftOut, ask, |record| {
        records.push(record);
        Ok(())
    })?;
    Ok((records, left_out))
}

fn in_file<S: ImageStudy<Record: Send>>(
    path: &Path,
    header: &RecordsHeader<S>,
    workers: (&mut [Engine], usize),
    ask: impl Fn(&mut Engine, &[usize]) -> Result<Vec<S::Record>> + Sync,
) -> Result<(Vec<S::Record>, Vec<LeftOut>)> {
    let (mut file, done) = RecordsFile::open(path, header)?;
    let missing = Missing::of(header, path, &done)?;
    let total = header.question.data.images;
    let ended = long_run::run(&missing, workers, Unanswered::IsLeftOut, ask, |record| file.append(&record));
    let left_out = ended.inspect_err(|error| long_run::note_kept(error, path, &file, total))?;
    file.sync()?;
    // Read again even where nothing was there before: a number may lose its last bit on the way, and then always does.
    Ok((records_file::read::<S>(path)?.1, left_out))
}
