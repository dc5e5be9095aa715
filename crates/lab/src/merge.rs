//! `lab merge`

use super::{
    Options,
    dataset::{
        checkpoint,
        inquiry::{Header, Inquiry},
    },
    input, print,
};
use freqscope_core::{
    error::{Error, Result},
    study,
};
use std::path::{Path, PathBuf};

/// Arguments of `lab merge`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to write the means
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// What `lab dataset … --shard` wrote: every shard of one run
    #[arg(value_name = "IN", required = true)]
    shards: Vec<PathBuf>,
}

/// Joins the shards of one run.
pub fn run(options: &Options, arguments: &Arguments) -> Result<()> {
    let Arguments { out, shards } = arguments;
    if let Some(shard) = shards.iter().find(|shard| same_file(shard, out)) {
        let reason = "it is what is to be joined, and would be overwritten: name another file first".into();
        return Err(Error::File { path: shard.display().to_string(), reason });
    }
    match shards.first().map(|shard| checkpoint::format(shard)).transpose()?.as_deref() {
        Some(study::attack::Question::FORMAT) => write::<study::attack::Question>(options, out, shards),
        Some(study::inversion::Question::FORMAT) => write::<study::inversion::Question>(options, out, shards),
        Some(study::accuracy::Question::FORMAT) => write::<study::accuracy::Question>(options, out, shards),
        _ => write::<study::occlusion::Question>(options, out, shards),
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}

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
        let (header, records) = checkpoint::read::<Header<Q>, Q::Record>(path)?;
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
