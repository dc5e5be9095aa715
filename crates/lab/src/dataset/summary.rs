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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dataset::ledger::Ledger,
        records::{records_file::RecordsHeader, shard::Shard},
    };
    use freqscope_core::{
        class::Class,
        study::{
            ImageStudy,
            accuracy::{Accuracy, AccuracyRecord, AccuracyStudy},
            data::{DataSet, ModelFile},
            program::Program,
        },
    };
    use proptest::{collection::vec, prelude::*};
    use std::{
        fs::{self, File},
        path::Path,
    };

    fn header(images: usize, shard: Shard) -> RecordsHeader<AccuracyStudy> {
        let question = Question {
            program: Program { version: "1".into(), commit: None, sources: None, device: None },
            model: ModelFile { id: "a".into(), sha256: "ab".into() },
            data: DataSet { images, images_sha256: "cd".into(), labels_sha256: "ef".into() },
            study: AccuracyStudy { attack: None, seed: 1 },
        };
        RecordsHeader { format: AccuracyStudy::RECORDS.into(), shard, question }
    }

    /// The network is right about two of three images.
    fn record(image: usize) -> AccuracyRecord {
        let predicted = if image.is_multiple_of(3) { Class::Dog } else { Class::Cat };
        AccuracyRecord { image, label: Class::Cat, predicted, robust: None }
    }

    /// Computes what a shard's file lacks, from one of the images on.
    fn go_on(path: &Path, header: &RecordsHeader<AccuracyStudy>, first: usize) {
        let mut ledger = Ledger::open(path.to_owned(), header).unwrap();
        let mut missing = ledger.missing.positions.clone();
        if !missing.is_empty() {
            let first = first % missing.len();
            missing.rotate_left(first);
        }
        missing.into_iter().for_each(|image| ledger.append(&record(image)).unwrap());
    }

    fn json(summary: &Accuracy) -> String {
        document::to_json(summary).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        /// Shards of any number, whose runs were killed at any byte and taken up again, and that are named in any order.
        #[test]
        fn shards_merge_to_the_whole_however_they_were_cut(
            images in 1..14_usize,
            count in 1..6_usize,
            kills in vec((any::<usize>(), any::<usize>(), any::<usize>()), 0..8),
            turned in any::<usize>(),
        ) {
            let folder = std::env::temp_dir().join(format!("freqscope-shards-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            let shards: Vec<(PathBuf, RecordsHeader<AccuracyStudy>)> = (0..count)
                .map(|i| (folder.join(i.to_string()), header(images, format!("{i}/{count}").parse().unwrap())))
                .collect();
            shards.iter().for_each(|(path, header)| go_on(path, header, turned));
            for (which, byte, first) in kills {
                let (path, header) = &shards[which % count];
                let file = File::options().write(true).open(path).unwrap();
                file.set_len(byte as u64 % (file.metadata().unwrap().len() + 1)).unwrap();
                drop(file);
                go_on(path, header, first);
            }
            let mut files: Vec<PathBuf> = shards.iter().map(|(path, _)| path.clone()).collect();
            files.rotate_left(turned % count);
            let whole = AccuracyStudy::summarise(header(images, Shard::WHOLE).question, &(0..images).map(record).collect::<Vec<_>>());
            prop_assert_eq!(json(&merged::<AccuracyStudy>(&files).unwrap()), json(&whole.unwrap()));
            files.pop();
            prop_assert!(merged::<AccuracyStudy>(&files).is_err() || shards[(turned % count + count - 1) % count].1.images().is_empty());
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}
