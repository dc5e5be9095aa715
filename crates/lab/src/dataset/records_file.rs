//! A file of records that grows by appending, so that a run that was killed goes on where it stopped.
//!
//! JSON Lines: a header, which says what the run is, then one record a line. A line is only believed with the line feed
//! at its end; what a kill left behind the last whole record is cut off.

use super::shard::Shard;
use freqscope_core::{
    error::{Error, Result},
    study::{Question, Study, program::Program},
};
use serde::{
    Deserialize, Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::Value;
use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// Records that are written between two calls of fsync.
const SYNC_EVERY: usize = 32;

/// The first line of a file of records.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct RecordsHeader<S: Study> {
    /// [`Study::RECORDS`].
    pub format: String,
    /// Which part of the data set.
    pub shard: Shard,
    /// What the records answer.
    pub question: Question<S>,
}

/// A file that is being written; nobody else can append to it meanwhile.
#[derive(Debug)]
pub struct RecordsFile {
    path: PathBuf,
    file: File,
    unsynced: usize,
}

impl RecordsFile {
    /// Begins a file, or goes on with one of the same header; the records that it holds come along.
    ///
    /// # Errors
    /// [`Error::OtherRun`] when the file has another header, [`Error::File`] when it is something else, is being written
    /// by another process, or cannot be written.
    pub fn open<R: DeserializeOwned>(path: &Path, header: &impl Serialize) -> Result<(Self, Vec<R>)> {
        let mut file =
            OpenOptions::new().read(true).append(true).create(true).open(path).map_err(|e| failed(path, &e))?;
        // Not every file system has locks; without them the rule is left to the user.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(failed(path, &"another lab is writing this file: wait for it, or stop it"));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|e| failed(path, &e))?;
        let mut records_file = Self { path: path.into(), file, unsynced: 0 };
        let first = line(header)?;
        if first.starts_with(&bytes) && first != bytes {
            records_file.truncate(0)?;
            records_file.write(&first)?;
            records_file.sync()?;
            return Ok((records_file, Vec::new()));
        }
        let start = compare(path, &bytes, &first)?;
        let (records, end) = records(&bytes, start);
        records_file.truncate(end)?;
        Ok((records_file, records))
    }

    /// Appends a record.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be written.
    pub fn append(&mut self, record: &impl Serialize) -> Result<()> {
        self.write(&line(record)?)?;
        self.unsynced += 1;
        if self.unsynced >= SYNC_EVERY { self.sync() } else { Ok(()) }
    }

    /// Waits until everything is on the disk.
    ///
    /// # Errors
    /// [`Error::File`] when that fails.
    pub fn sync(&mut self) -> Result<()> {
        self.unsynced = 0;
        self.file.sync_data().map_err(|error| failed(&self.path, &error))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|error| failed(&self.path, &error))
    }

    /// The file is in append mode: whatever is written next comes behind its new end.
    fn truncate(&self, length: usize) -> Result<()> {
        self.file.set_len(length as u64).map_err(|error| failed(&self.path, &error))
    }
}

/// The header and the whole records of a file.
///
/// # Errors
/// [`Error::File`] when it cannot be read or has no such header.
pub fn read<H: DeserializeOwned, R: DeserializeOwned>(path: &Path) -> Result<(H, Vec<R>)> {
    let bytes = std::fs::read(path).map_err(|error| failed(path, &error))?;
    let end = first_line(&bytes).ok_or_else(|| foreign(path))?;
    let header = serde_json::from_slice(&bytes[..end]).map_err(|_| foreign(path))?;
    Ok((header, records(&bytes, end).0))
}

/// The format that the header of a file states.
///
/// # Errors
/// [`Error::File`] when it cannot be read or states none.
pub fn format(path: &Path) -> Result<String> {
    let (header, _) = read::<Value, IgnoredAny>(path)?;
    header["format"].as_str().map(str::to_owned).ok_or_else(|| foreign(path))
}

/// The records from `start` up to the first that is not whole, and where the last of them ends.
fn records<R: DeserializeOwned>(bytes: &[u8], start: usize) -> (Vec<R>, usize) {
    let (mut records, mut end) = (Vec::new(), start);
    while let Some(length) = first_line(&bytes[end..]) {
        let Ok(record) = serde_json::from_slice(&bytes[end..end + length]) else { break };
        records.push(record);
        end += length;
    }
    (records, end)
}

/// The length of the first line with its line feed.
fn first_line(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&byte| byte == b'\n').map(|at| at + 1)
}

/// The length of a file's header, if it is of the same run.
fn compare(path: &Path, bytes: &[u8], header: &[u8]) -> Result<usize> {
    let parse = |line: &[u8]| serde_json::from_slice::<Value>(line).ok().filter(Value::is_object);
    let end = first_line(bytes).ok_or_else(|| foreign(path))?;
    let found = parse(&bytes[..end]).ok_or_else(|| foreign(path))?;
    let wanted = parse(header).unwrap_or_default();
    let mut different = Vec::new();
    differences("", &found, &wanted, &mut different);
    different.retain(|name| !Program::FOR_PEOPLE.iter().any(|field| *name == format!("question.{field}")));
    match different.is_empty() {
        true => Ok(end),
        false => Err(Error::OtherRun { path: path.display().to_string(), difference: different.join(", ") }),
    }
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

fn line(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value).map_err(|error| Error::Computation(error.to_string()))?;
    line.push(b'\n');
    Ok(line)
}

fn failed(path: &Path, reason: &impl ToString) -> Error {
    Error::File { path: path.display().to_string(), reason: reason.to_string() }
}

fn foreign(path: &Path) -> Error {
    failed(path, &"it holds no scores of lab dataset: name another file")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn path(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("freqscope-records-{name}-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        path
    }

    fn open(path: &Path, n: u32) -> Result<(RecordsFile, Vec<u32>)> {
        RecordsFile::open(path, &json!({ "n": n, "model": { "id": "a" } }))
    }

    #[test]
    fn a_file_goes_on_behind_its_last_whole_record() {
        let path = path("torn");
        let (mut file, _) = open(&path, 1).unwrap();
        [10, 11, 12].iter().for_each(|record| file.append(record).unwrap());
        drop(file);
        let whole = std::fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let (mut file, records) = open(&path, 1).unwrap();
            (10 + records.len() as u32..13).for_each(|record| file.append(&record).unwrap());
            drop(file);
            assert_eq!(std::fs::read(&path).unwrap(), whole, "cut at {cut}");
        }
        assert_eq!(read::<Value, u32>(&path).unwrap().1, [10, 11, 12]);
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn foreign_files_are_left_as_they_are() {
        let path = path("foreign");
        drop(open(&path, 1).unwrap());
        let error = open(&path, 2).unwrap_err().to_string();
        assert!(error.contains("differs in n:"), "{error}");
        for content in ["notes", "{}x\n", "notes\n"] {
            std::fs::write(&path, content).unwrap();
            assert!(open(&path, 1).is_err());
            assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
        }
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn two_processes_do_not_write_one_file() {
        let path = path("locked");
        let first = open(&path, 1).unwrap();
        assert!(open(&path, 1).unwrap_err().to_string().contains("another lab"));
        drop(first);
        std::fs::remove_file(path).unwrap();
    }
}
