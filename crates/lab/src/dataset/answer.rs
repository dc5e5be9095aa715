//! From the records of a run, or of all its shards, to the answer.

use super::{
    inquiry::{Inquiry, RecordsHeader},
    records_file,
};
use crate::{Options, input, print};
use freqscope_core::error::{Error, Result};
use std::path::{Path, PathBuf};

/// Writes the answer that the records of all files give, and prints it.
pub fn write<Q: Inquiry>(options: &Options, out: &Path, files: &[PathBuf]) -> Result<()> {
    let answer = merged::<Q>(files)?;
    input::write(out, Q::document(&answer)?.as_bytes())?;
    print(options, &answer, || Q::table(&answer))
}

fn merged<Q: Inquiry>(files: &[PathBuf]) -> Result<Q::Answer> {
    let mut question: Option<Q> = None;
    let mut all: Vec<Q::Record> = Vec::new();
    for path in files {
        let (header, records) = records_file::read::<RecordsHeader<Q>, Q::Record>(path)?;
        let fail = |reason: &str| Error::File { path: path.display().to_string(), reason: reason.into() };
        if header.format != Q::FORMAT {
            return Err(fail("it is of another version: write it again with this program"));
        }
        if question.as_ref().is_some_and(|question| *question != header.question) {
            return Err(fail("it belongs to another run than the files before it: leave it out"));
        }
        question = Some(header.question);
        all.extend(records);
    }
    let question = question.ok_or_else(|| Error::Scores("there is no file".into()))?;
    all.sort_by_key(Q::position);
    question.answer(&all)
}
