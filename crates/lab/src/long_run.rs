//! A run over many images that keeps each record as it comes, says how far it is, and ends when it is asked to.

use super::{
    progress::Progress,
    records::records_file::{RecordsFile, RecordsHeader},
    stop, threads,
};
use freqscope_core::{
    error::{Error, Result},
    study::{ImageRecord, ImageStudy},
};
use std::{collections::BTreeSet, path::Path};

/// What becomes of the run when an image has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// It ends: the others say nothing without this one.
    EndsIt,
    /// The image is left out.
    IsLeftOut,
}

/// An image that has no answer: its position, and why.
pub type LeftOut = (usize, Error);

/// What is left to do.
#[derive(Debug)]
pub struct Missing {
    /// Images that are done.
    pub done: usize,
    /// Positions of the others.
    pub positions: Vec<usize>,
}

impl Missing {
    /// The images of a run that are not among those `done`, each of which is there once.
    ///
    /// # Errors
    /// [`Error::File`] when some of these are no part of the run.
    pub fn of<S: ImageStudy>(header: &RecordsHeader<S>, path: &Path, done: &[S::Record]) -> Result<Self> {
        let done: BTreeSet<usize> = done.iter().map(S::Record::image).collect();
        let (there, positions): (Vec<usize>, Vec<usize>) =
            header.images().into_iter().partition(|position| done.contains(position));
        match there.len() == done.len() {
            true => Ok(Self { done: there.len(), positions }),
            false => {
                let reason = "it holds images that are no part of this run: remove the file and run again".into();
                Err(Error::File { path: path.display().to_string(), reason })
            }
        }
    }
}

/// Has the workers `ask` for the missing images, each at most `batch` at once, and calls `keep` with each record, in the order of
/// the images; says which images it left out.
///
/// # Errors
/// Those of `ask` and `keep`; [`Error::Cancelled`] when it was asked to end, once it has said what is kept.
pub fn run<W: Send, R: Send>(
    missing: &Missing,
    (workers, batch): (&mut [W], usize),
    unanswered: Unanswered,
    ask: impl Fn(&mut W, &[usize]) -> Result<Vec<R>> + Sync,
    mut keep: impl FnMut(R) -> Result<()>,
) -> Result<Vec<LeftOut>> {
    stop::listen();
    let progress = Progress::new(missing.done, missing.done + missing.positions.len());
    let mut left_out = Vec::new();
    let answers = |worker: &mut W, positions: &&[usize]| {
        stop::check()?;
        match (ask(worker, positions), unanswered) {
            (Err(error), Unanswered::IsLeftOut) if is_of_one_image(&error) => one_by_one(worker, positions, &ask),
            (records, _) => Ok((records?, Vec::new())),
        }
    };
    let pieces: Vec<&[usize]> = missing.positions.chunks(batch).collect();
    let ended = threads::in_order(workers, &pieces, answers, |(records, unanswered)| {
        left_out.extend(unanswered);
        for record in records {
            keep(record)?;
            progress.advance();
        }
        Ok(())
    });
    progress.finish();
    ended.map(|()| left_out)
}

/// The answers about some of the images, and why others have none.
fn one_by_one<W, R>(
    worker: &mut W,
    positions: &[usize],
    ask: &impl Fn(&mut W, &[usize]) -> Result<Vec<R>>,
) -> Result<(Vec<R>, Vec<LeftOut>)> {
    let (mut records, mut left_out) = (Vec::new(), Vec::new());
    for &position in positions {
        match ask(worker, &[position]) {
            Err(error) if is_of_one_image(&error) => left_out.push((position, error)),
            answer => records.extend(answer?),
        }
    }
    Ok((records, left_out))
}

/// Whether other images may be answered for where one is not.
fn is_of_one_image(error: &Error) -> bool {
    matches!(error, Error::NotFinite(_) | Error::Target { .. })
}

/// Says what is kept of a run that ended before its time.
pub fn note_kept(error: &Error, path: &Path, file: &RecordsFile, total: usize) {
    let (path, kept) = (path.display(), file.kept());
    match error {
        Error::Cancelled => {
            eprintln!("lab: stopped: {kept} of {total} images are kept in {path}; give the same command again to go on")
        }
        _ => eprintln!("lab: {kept} of {total} images are kept in {path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::error::Quantity;

    fn answers(unanswered: Unanswered, bad: usize) -> (Vec<usize>, Result<Vec<LeftOut>>) {
        let mut kept = Vec::new();
        let ask = |(): &mut (), positions: &[usize]| match positions.contains(&bad) {
            true => Err(Error::NotFinite(Quantity::Logit)),
            false => Ok(positions.to_vec()),
        };
        let missing = Missing { done: 1, positions: (1..8).collect() };
        let left_out = run(&missing, (&mut [(), ()], 3), unanswered, ask, |record| {
            kept.push(record);
            Ok(())
        });
        (kept, left_out)
    }

    #[test]
    fn one_image_without_an_answer_ends_only_what_needs_it() {
        let (kept, left_out) = answers(Unanswered::IsLeftOut, 5);
        assert_eq!((kept, left_out.unwrap()[0].0), (vec![1, 2, 3, 4, 6, 7], 5));
        let (kept, left_out) = answers(Unanswered::EndsIt, 5);
        assert_eq!((kept, left_out.is_err()), (vec![1, 2, 3], true));
    }
}
