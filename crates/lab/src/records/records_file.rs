//! A file of records that grows by appending, so that a run that was killed goes on where it stopped.
//!
//! JSON Lines with checksums ([`checked_line`]): a header, which says what the run is, then one record a line, in any order. A
//! line that is not as it was written is dropped and said to be, and all others are kept. Files from before lines had checksums
//! are read as well; in these a line is believed that can be read and has the line feed at its end.

use super::{checked_line, lines::Lines, shard::Shard};
use crate::{
    file::{beside, sync_folder, unwritable},
    formats,
    reading::{self, Limit},
};
use freqscope_core::{
    error::{Error, Result},
    study::{ImageRecord, ImageStudy, Question, program::Program},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::{BTreeMap, btree_map::Entry},
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    ops::Range,
    path::{Path, PathBuf},
};

/// Records that are written between two calls of fsync.
const SYNC_EVERY: usize = 32;

/// The first line of a file of records.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct RecordsHeader<S: ImageStudy> {
    /// [`ImageStudy::RECORDS`].
    pub format: String,
    /// Which part of the data set.
    pub shard: Shard,
    /// What the records answer.
    pub question: Question<S>,
}

impl<S: ImageStudy> RecordsHeader<S> {
    /// The positions of the images of the shard.
    pub fn images(&self) -> Vec<usize> {
        self.shard.positions(self.question.data.images).collect()
    }
}

/// A file that is being written; nobody else can append to it meanwhile.
#[derive(Debug)]
pub struct RecordsFile {
    path: PathBuf,
    file: File,
    /// What `file` took the place of: its lock is kept, because somebody may have opened it before.
    replaced: Option<File>,
    unsynced: usize,
    /// Records in it.
    kept: usize,
}

impl RecordsFile {
    /// Begins a file, or goes on with one of the same run, or of the same run over fewer images of the same data set; the records
    /// that it holds come along, one an image. Damaged lines are dropped from the file.
    ///
    /// # Errors
    /// [`Error::OtherRun`] when the file has another header, [`Error::File`] when it is something else, has a damaged header or
    /// more images, is being written by another process, or cannot be written.
    pub fn open<S: ImageStudy>(path: &Path, header: &RecordsHeader<S>) -> Result<(Self, Vec<S::Record>)> {
        let file = append(path)?;
        // Not every file system has locks; without them the rule is left to the user.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(failed(path, &"another lab is writing this file: wait for it, or stop it"));
        }
        Limit::RECORDS.check(path, file.metadata().map_err(|error| failed(path, &unwritable(&error)))?.len())?;
        let mut records_file = Self { path: path.into(), file, replaced: None, unsynced: 0, kept: 0 };
        let wanted = checked_line::encode(header)?;
        let mut lines = Lines::new(path, &records_file.file);
        let found = lines.next_line()?;
        if wanted.starts_with(&found) && wanted != found {
            records_file.truncate()?;
            records_file.write(&wanted)?;
            records_file.sync()?;
            return Ok((records_file, Vec::new()));
        }
        let content = Content::<S>::parse(found, lines)?;
        let first = content.first_line(path, header)?;
        if !content.is_whole() || first != content.first {
            records_file.replace(&first, &content.spans)?;
        }
        content.say_dropped(path, "dropped; images that are missing without them are computed again");
        records_file.kept = content.records.len();
        Ok((records_file, content.records))
    }

    /// Appends a record.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be written.
    pub fn append(&mut self, record: &impl Serialize) -> Result<()> {
        self.write(&checked_line::encode(record)?)?;
        self.kept += 1;
        self.unsynced += 1;
        if self.unsynced >= SYNC_EVERY { self.sync() } else { Ok(()) }
    }

    /// How many records it has.
    pub fn kept(&self) -> usize {
        self.kept
    }

    /// Waits until everything is on the disk.
    ///
    /// # Errors
    /// [`Error::File`] when that fails.
    pub fn sync(&mut self) -> Result<()> {
        self.unsynced = 0;
        self.file.sync_data().map_err(|error| failed(&self.path, &unwritable(&error)))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|error| failed(&self.path, &unwritable(&error)))
    }

    /// The file is in append mode: whatever is written next is its beginning.
    fn truncate(&self) -> Result<()> {
        self.file.set_len(0).map_err(|error| failed(&self.path, &unwritable(&error)))
    }

    /// Puts a file of this first line, and these spans of this one, into its place; it is there whole until then.
    fn replace(&mut self, first: &[u8], spans: &[Range<u64>]) -> Result<()> {
        let path = beside(&self.path, "new");
        let mut new = Self { file: append(&path)?, path, replaced: None, unsynced: 0, kept: 0 };
        let written = new
            .fill(first, &self.file, spans)
            .and_then(|()| fs::rename(&new.path, &self.path).map_err(|error| failed(&self.path, &unwritable(&error))));
        if written.is_err() {
            // It is worth nothing, and may have filled the disk.
            let _ = fs::remove_file(&new.path);
            return written;
        }
        sync_folder(&self.path);
        self.replaced = Some(std::mem::replace(&mut self.file, new.file));
        Ok(())
    }

    /// Gives a new file its first line and spans of another one, and the lock before anybody else can find it.
    fn fill(&mut self, first: &[u8], from: &File, spans: &[Range<u64>]) -> Result<()> {
        let _ = self.file.try_lock();
        self.truncate()?;
        self.write(first)?;
        let copied = spans.iter().try_for_each(|span| self.copy(from, span));
        copied.map_err(|error| failed(&self.path, &unwritable(&error)))?;
        self.sync()
    }

    fn copy(&mut self, mut from: &File, span: &Range<u64>) -> io::Result<()> {
        from.seek(SeekFrom::Start(span.start))?;
        io::copy(&mut from.take(span.end - span.start), &mut self.file).map(drop)
    }
}

/// The header and the sound records of a file, one an image.
///
/// # Errors
/// [`Error::File`] when it cannot be read or its header is damaged, or of another kind.
pub fn read<S: ImageStudy>(path: &Path) -> Result<(RecordsHeader<S>, Vec<S::Record>)> {
    let mut lines = Lines::open(path)?;
    let content = Content::<S>::parse(lines.next_line()?, lines)?;
    content.say_dropped(path, "left out");
    Ok((content.header, content.records))
}

/// The format that the header of a file states, whether it is damaged or not.
///
/// # Errors
/// [`Error::File`] when it cannot be read or states none.
pub fn format(path: &Path) -> Result<String> {
    let mut lines = Lines::open(path)?;
    let first = lines.next_line()?;
    let header = checked_line::json(&first).unwrap_or(&first);
    let header: Value = serde_json::from_slice(header).map_err(|_| unreadable(&first, lines))?;
    header["format"].as_str().map(str::to_owned).ok_or_else(|| foreign(path))
}

/// Refuses a file of records as the place of a result.
///
/// # Errors
/// [`Error::File`] when the file is there and begins as records do.
pub fn refuse_records(path: &Path) -> Result<()> {
    let read = Lines::open(path).and_then(|mut lines| lines.next_line());
    let first = read.unwrap_or_default();
    let header = checked_line::json(&first).unwrap_or(&first);
    let is_header = serde_json::from_slice::<Value>(header).is_ok_and(|header| header.get("shard").is_some());
    match is_header {
        true => Err(failed(path, &"it holds the records of a run: name another file, or go on with its --shard")),
        false => Ok(()),
    }
}

/// Refuses the records of another command, by their header.
fn refuse_others<S: ImageStudy>(path: &Path, header: &[u8]) -> Result<()> {
    let header = serde_json::from_slice::<Value>(header).ok().filter(|header| header.get("shard").is_some());
    let format = header.as_ref().and_then(|header| header["format"].as_str());
    match format.filter(|format| formats::family(format) != formats::family(S::RECORDS)).and_then(formats::command) {
        Some(command) => Err(failed(path, &format!("it holds another run ({command}): name another file"))),
        None => Ok(()),
    }
}

/// What a file holds.
struct Content<S: ImageStudy> {
    header: RecordsHeader<S>,
    /// The line of the header.
    first: Vec<u8>,
    /// Where the sound lines behind it are, the first of each image; neighbours are one span.
    spans: Vec<Range<u64>>,
    /// Their records.
    records: Vec<S::Record>,
    /// Bytes of all lines.
    bytes: u64,
    /// How many lines cannot be believed.
    damaged: usize,
    /// How many sound lines say something else of an image than the first.
    contradicting: usize,
}

impl<S: ImageStudy> Content<S> {
    /// What the first line and those behind it hold.
    fn parse(first: Vec<u8>, lines: Lines<'_, impl Read>) -> Result<Self> {
        let (path, checked) = (lines.path(), checked_line::json(&first));
        let Some(json) = checked.or_else(|| first.strip_suffix(b"\n")) else {
            return Err(unreadable(&first, lines));
        };
        refuse_others::<S>(path, json)?;
        let Ok(header) = serde_json::from_slice::<RecordsHeader<S>>(json) else {
            return Err(unreadable(&first, lines));
        };
        match checked {
            Some(_) if header.format == S::RECORDS => {}
            None if S::UNCHECKED_RECORDS.contains(&header.format.as_str()) => {}
            None if header.format == S::RECORDS => return Err(unreadable(&first, lines)),
            _ => return Err(failed(path, &"it is of another version: write it again with this program")),
        }
        let (checked, bytes) = (checked.is_some(), lines.read());
        let content =
            Self { header, first, spans: Vec::new(), records: Vec::new(), bytes, damaged: 0, contradicting: 0 };
        content.with_records(lines, checked)
    }

    fn with_records(mut self, mut lines: Lines<'_, impl Read>, checked: bool) -> Result<Self> {
        let mut images = BTreeMap::new();
        loop {
            let line = lines.next_line()?;
            if line.is_empty() {
                return Ok(self);
            }
            let span = self.bytes..lines.read();
            self.bytes = span.end;
            let json = if checked { checked_line::json(&line) } else { line.strip_suffix(b"\n") };
            match json.and_then(|json| serde_json::from_slice::<S::Record>(json).ok()) {
                // Lines are told apart by their checksums, so that they need not be kept.
                Some(record) => match images.entry(record.image()) {
                    Entry::Occupied(first) => self.contradicting += usize::from(*first.get() != crc32fast::hash(&line)),
                    Entry::Vacant(place) => {
                        place.insert(crc32fast::hash(&line));
                        self.keep(record, span);
                    }
                },
                None => self.damaged += 1,
            }
        }
    }

    fn keep(&mut self, record: S::Record, span: Range<u64>) {
        self.records.push(record);
        match self.spans.last_mut().filter(|last| last.end == span.start) {
            Some(last) => last.end = span.end,
            None => self.spans.push(span),
        }
    }

    /// Whether every line is kept.
    fn is_whole(&self) -> bool {
        let kept = self.spans.iter().map(|span| span.end - span.start).sum::<u64>();
        self.first.len() as u64 + kept == self.bytes
    }

    /// The header's line of a file that goes on as `wanted`: the one that it has, unless there are more images than before.
    fn first_line(&self, path: &Path, wanted: &RecordsHeader<S>) -> Result<Vec<u8>> {
        let (had, wants) = (self.header.question.data.images, wanted.question.data.images);
        let grown = |header: &RecordsHeader<S>| {
            let mut header = header.clone();
            header.question.data.images = wants;
            header
        };
        if had != wants && wanted.question.study.depends_on_count() {
            let reason =
                format!("it is of {had} images, and its subsample is drawn from them: name another file with --out");
            return Err(failed(path, &reason));
        }
        check_same(path, &grown(&self.header), wanted)?;
        match wants {
            _ if wants < had => {
                let reason =
                    format!("it is of {had} images: choose --limit {had} or more, or name another file with --out");
                Err(failed(path, &reason))
            }
            _ if wants > had => checked_line::encode(&grown(&self.header)),
            _ => Ok(self.first.clone()),
        }
    }

    /// Says on standard error what became of lines that are not kept.
    fn say_dropped(&self, path: &Path, fate: &str) {
        let path = path.display();
        match self.damaged {
            0 => {}
            1 => eprintln!("lab: {path}: 1 damaged line was {fate}"),
            n => eprintln!("lab: {path}: {n} damaged lines were {fate}"),
        }
        match self.contradicting {
            0 => {}
            1 => eprintln!("lab: {path}: 1 line contradicts one before it of the same image; the first is believed"),
            n => eprintln!(
                "lab: {path}: {n} lines contradict ones before them of the same images; the first are believed"
            ),
        }
    }
}

/// Checks that two headers are of one run: they agree in all but what is recorded for people.
fn check_same<S: ImageStudy>(path: &Path, found: &RecordsHeader<S>, wanted: &RecordsHeader<S>) -> Result<()> {
    let different = difference("", found, wanted)?;
    match different.is_empty() {
        true => Ok(()),
        false => Err(Error::OtherRun { path: path.display().to_string(), difference: different.join(", ") }),
    }
}

/// The fields in which two questions differ, or two headers, such as `question.sources`, but those that are recorded for people.
/// `name`: that of the whole; a header has none.
///
/// # Errors
/// [`Error::Computation`], which only a bug can cause.
pub fn difference(name: &str, found: &impl Serialize, wanted: &impl Serialize) -> Result<Vec<String>> {
    let failed = |error: serde_json::Error| Error::Computation(error.to_string());
    let (found, wanted) = (serde_json::to_value(found).map_err(failed)?, serde_json::to_value(wanted).map_err(failed)?);
    let mut different = Vec::new();
    differences(name, &found, &wanted, &mut different);
    different.retain(|name| !Program::FOR_PEOPLE.iter().any(|field| *name == format!("question.{field}")));
    Ok(different)
}

/// Opens or begins a file, to read it and to write at its end.
fn append(path: &Path) -> Result<File> {
    reading::refuse_other(path)?;
    OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path)
        .map_err(|error| failed(path, &unwritable(&error)))
}

/// The paths of the fields in which two objects differ, such as `question.data.images`.
fn differences(name: &str, a: &Value, b: &Value, found: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(left), Value::Object(right)) => {
            let mut keys: Vec<&String> = left.keys().chain(right.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let path = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                differences(&path, a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null), found);
            }
        }
        _ if a != b => found.push(name.into()),
        _ => {}
    }
}

fn failed(path: &Path, reason: &impl ToString) -> Error {
    Error::File { path: path.display().to_string(), reason: reason.to_string() }
}

fn foreign(path: &Path) -> Error {
    failed(path, &"it holds no scores of lab dataset: name another file")
}

/// A file whose first line is no header that can be read: another kind of file, or one of records that is damaged there.
fn unreadable(first: &[u8], mut lines: Lines<'_, impl Read>) -> Error {
    let (path, begins_alike) = (lines.path(), first.starts_with(br#"{"format":"freqscope-"#));
    let second = lines.next_line().unwrap_or_default();
    let is_alone = second.is_empty();
    if !begins_alike && checked_line::json(first).is_none() && !has_record(second, lines) {
        return foreign(path);
    }
    if is_alone && serde_json::from_slice::<Value>(first).is_ok_and(|document| document.get("shard").is_none()) {
        return failed(path, &"it is a result, not the records that one is made of: name another file");
    }
    failed(
        path,
        &"its first line, which says what run it is of, is damaged: restore it from a copy, or remove the file",
    )
}

/// Whether this line, or one of those behind it, is as a record was written.
fn has_record(mut line: Vec<u8>, mut lines: Lines<'_, impl Read>) -> bool {
    while !line.is_empty() && checked_line::json(&line).is_none() {
        line = lines.next_line().unwrap_or_default();
    }
    !line.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::{
        class::Class,
        study::{
            accuracy::{AccuracyRecord, AccuracyStudy},
            data::{DataSet, ModelFile},
        },
    };

    fn path(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("freqscope-records-{name}-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        path
    }

    fn header(images: usize, seed: u64) -> RecordsHeader<AccuracyStudy> {
        let question = Question {
            program: Program { version: "1".into(), commit: None, sources: None, device: None },
            model: ModelFile { id: "a".into(), sha256: "ab".into() },
            data: DataSet { images, images_sha256: "cd".into(), labels_sha256: "ef".into() },
            study: AccuracyStudy { attack: None, seed },
        };
        RecordsHeader { format: AccuracyStudy::RECORDS.into(), shard: Shard::WHOLE, question }
    }

    fn record(image: usize) -> AccuracyRecord {
        AccuracyRecord { image, label: Class::Cat, predicted: Class::Dog, robust: None }
    }

    fn encoded(record: &AccuracyRecord) -> Vec<u8> {
        checked_line::encode(record).unwrap()
    }

    fn open(path: &Path, seed: u64) -> Result<(RecordsFile, Vec<AccuracyRecord>)> {
        RecordsFile::open(path, &header(3, seed))
    }

    /// The first line with its line feed, if it has one.
    fn first_line(bytes: &[u8]) -> &[u8] {
        bytes.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default()
    }

    fn parsed(path: &Path) -> Content<AccuracyStudy> {
        let mut lines = Lines::open(path).unwrap();
        Content::parse(lines.next_line().unwrap(), lines).unwrap()
    }

    /// A file of three records, and what is in it.
    fn three(name: &str) -> (PathBuf, Vec<u8>) {
        let path = path(name);
        let (mut file, _) = open(&path, 1).unwrap();
        (0..3).for_each(|image| file.append(&record(image)).unwrap());
        drop(file);
        let whole = fs::read(&path).unwrap();
        (path, whole)
    }

    #[test]
    fn a_file_goes_on_behind_its_last_whole_record() {
        let (path, whole) = three("torn");
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let (mut file, records) = open(&path, 1).unwrap();
            (records.len()..3).for_each(|image| file.append(&record(image)).unwrap());
            drop(file);
            assert_eq!(fs::read(&path).unwrap(), whole, "cut at {cut}");
        }
        assert_eq!(read::<AccuracyStudy>(&path).unwrap().1, [0, 1, 2].map(record));
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn wherever_a_byte_is_damaged_what_is_sound_is_kept_and_nothing_else_believed() {
        let (path, whole) = three("damaged");
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 1 << (place % 8);
            fs::write(&path, &damaged).unwrap();
            if place < first_line(&whole).len() {
                let refusal = open(&path, 1).unwrap_err().to_string();
                assert!(refusal.contains("its first line") && fs::read(&path).unwrap() == damaged, "{refusal}");
                assert!(read::<AccuracyStudy>(&path).is_err());
                continue;
            }
            let (mut file, records) = open(&path, 1).unwrap();
            assert!(!records.is_empty() && records.iter().all(|found| *found == record(found.image)), "byte {place}");
            let missing = (0..3).filter(|&image| !records.iter().any(|record| record.image == image));
            missing.for_each(|image| file.append(&record(image)).unwrap());
            // What took the place of the damaged file is locked too.
            assert!(open(&path, 1).unwrap_err().to_string().contains("another lab"));
            drop(file);
            let (_, mut records) = read::<AccuracyStudy>(&path).unwrap();
            records.sort_by_key(AccuracyRecord::image);
            assert_eq!(
                (records.as_slice(), fs::read(&path).unwrap().len()),
                ([0, 1, 2].map(record).as_slice(), whole.len())
            );
        }
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn of_two_records_of_an_image_the_first_is_kept() {
        let (path, whole) = three("twice");
        let other = AccuracyRecord { predicted: Class::Cat, ..record(1) };
        fs::write(&path, [whole.as_slice(), &encoded(&other)].concat()).unwrap();
        let content = parsed(&path);
        assert_eq!((content.contradicting, content.damaged), (1, 0));
        fs::write(&path, [whole.as_slice(), &encoded(&record(2))].concat()).unwrap();
        let content = parsed(&path);
        assert_eq!((content.contradicting, content.damaged), (0, 0), "the same line twice is no contradiction");
        assert_eq!(open(&path, 1).unwrap().1, [0, 1, 2].map(record));
        assert_eq!(fs::read(&path).unwrap(), whole);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn files_from_before_lines_had_checksums_are_read() {
        let (path, whole) = three("unchecked");
        let json = String::from_utf8(whole).unwrap();
        let lines: Vec<&str> = json.lines().map(|line| line.split_once('\t').unwrap().0).collect();
        let unchecked = lines.join("\n") + "\n";
        let older = unchecked.replace(AccuracyStudy::RECORDS, AccuracyStudy::UNCHECKED_RECORDS[0]);
        fs::write(&path, &older).unwrap();
        assert_eq!(read::<AccuracyStudy>(&path).unwrap().1, [0, 1, 2].map(record));
        assert!(open(&path, 1).unwrap_err().to_string().contains("differs in format:"));
        assert_eq!(fs::read_to_string(&path).unwrap(), older);
        // A file of today's must have them.
        fs::write(&path, unchecked).unwrap();
        assert!(read::<AccuracyStudy>(&path).unwrap_err().to_string().contains("its first line"));
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_run_grows_and_never_shrinks() {
        let (path, whole) = three("grown");
        let (file, records) = RecordsFile::open(&path, &header(9, 1)).unwrap();
        assert_eq!(records, [0, 1, 2].map(record));
        drop(file);
        let grown = fs::read(&path).unwrap();
        assert_eq!(grown[first_line(&grown).len()..], whole[first_line(&whole).len()..]);
        assert_eq!(read::<AccuracyStudy>(&path).unwrap().0.question, header(9, 1).question);
        let shrunk = open(&path, 1).unwrap_err().to_string();
        assert!(shrunk.contains("it is of 9 images: choose --limit 9 or more"), "{shrunk}");
        let other = RecordsFile::open(&path, &header(10, 2)).unwrap_err().to_string();
        assert!(other.contains("differs in question.seed:"), "{other}");
        assert_eq!(fs::read(&path).unwrap(), grown);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn foreign_files_are_left_as_they_are() {
        let path = path("foreign");
        drop(open(&path, 1).unwrap());
        let error = open(&path, 2).unwrap_err().to_string();
        assert!(error.contains("differs in question.seed:"), "{error}");
        for content in ["notes", "{}x\n", "notes\n", "{}\n"] {
            fs::write(&path, content).unwrap();
            assert!(open(&path, 1).unwrap_err().to_string().contains("it holds no scores"));
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn two_processes_do_not_write_one_file() {
        let path = path("locked");
        let first = open(&path, 1).unwrap();
        assert!(open(&path, 1).unwrap_err().to_string().contains("another lab"));
        drop(first);
        fs::remove_file(path).unwrap();
    }
}
