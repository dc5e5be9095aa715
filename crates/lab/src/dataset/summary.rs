//! From the records of a run, or of all its shards, to their summary.

use crate::records::records_file;
use crate::{Options, output::Place, print};
use freqscope_core::{
    error::{Error, Result},
    study::{
        ImageRecord, Question, Study,
        document::{self, Tagged},
    },
};
use std::path::PathBuf;

/// Writes the summary of the records of all files, and prints it.
pub fn write<S: Study>(options: &Options, place: &Place, files: &[PathBuf]) -> Result<()> {
    let summary = merged::<S>(files)?;
    place.write(document::to_json(&summary)?.as_bytes())?;
    print(options, &Tagged::new(&summary), || summary.to_string())
}

fn merged<S: Study>(files: &[PathBuf]) -> Result<S::Summary> {
    let mut question: Option<Question<S>> = None;
    let mut all: Vec<S::Record> = Vec::new();
    for path in files {
        let (header, records) = records_file::read::<S>(path)?;
        let fail = |reason: &str| Error::File { path: path.display().to_string(), reason: reason.into() };
        if let Some(first) = question.as_ref().filter(|first| !first.is_same_run(&header.question)) {
            let fields = records_file::difference("question", &header.question, first)?.join(", ");
            let reason =
                format!("it belongs to another run than the files before it, and differs in {fields}: leave it out");
            return Err(fail(&reason));
        }
        question.get_or_insert(header.question);
        all.extend(records);
    }
    let question = question.ok_or_else(|| Error::Scores("there is no file".into()))?;
    all.sort_by_key(S::Record::image);
    S::summarise(question, &all)
}
