//! The one place through which files of a user's are read: plain files alone, and none further than what it is to hold can be long.

use super::file::{note_read, unreadable};
use freqscope_core::{
    error::{Error, Result},
    image,
};
use std::{
    fs::{self, File, FileType},
    io::{self, ErrorKind, Read},
    path::Path,
};

/// Bytes that tell an array from a picture.
const START: u64 = 16;

/// How long a file may be, by what it is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    mib: u64,
    cure: &'static str,
}

impl Limit {
    /// A picture: as much as its decoder takes.
    pub const PICTURE: Self = Self { mib: 64, cure: "scale the image down and save it again" };
    /// An array of a data set, or several in one file: more than twice CIFAR-10's training set as float32.
    pub const ARRAY: Self = Self { mib: 2 << 10, cure: "give fewer images, or pixels as uint8" };
    /// Packed weights: as much as is loaded.
    pub const WEIGHTS: Self = Self { mib: 128, cure: "name another file" };
    /// JSON that is read whole, such as a result, of which the longest have some 100 kB.
    pub const DOCUMENT: Self = Self { mib: 64, cure: "name another file" };
    /// Records, which are read line by line: 10,000 images have 1.2 GB at most.
    pub const RECORDS: Self = Self { mib: 16 << 10, cure: "name another file" };

    /// Refuses a file of so many bytes, or of which so many were read.
    ///
    /// # Errors
    /// [`Error::File`] when that is too much.
    pub fn check(self, path: &Path, bytes: u64) -> Result<()> {
        if bytes <= self.bytes() {
            return Ok(());
        }
        let (size, Self { mib, cure }) = (bytes.div_ceil(1 << 20), self);
        Err(failed(path, format!("it has {size} MiB, more than the {mib} MiB that are read: {cure}")))
    }

    /// All bytes of `source`, which claims to have `size`; both the claim and what comes are held to the limit.
    ///
    /// # Errors
    /// [`Error::File`], which names `path`, when there are too many or they cannot be read.
    pub fn read(self, path: &Path, (source, size): (impl Read, u64)) -> Result<Vec<u8>> {
        self.check(path, size)?;
        let mut bytes = Vec::new();
        let read = bytes.try_reserve_exact(size as usize).map_err(|_| ErrorKind::OutOfMemory.into());
        let read = read.and_then(|()| source.take(self.bytes() + 1).read_to_end(&mut bytes));
        read.map_err(|error: io::Error| failed(path, unreadable(&error)))?;
        self.check(path, bytes.len() as u64)?;
        Ok(bytes)
    }

    fn bytes(self) -> u64 {
        self.mib << 20
    }
}

/// The bytes of a file, which is noted to be read.
///
/// # Errors
/// [`Error::File`] when it is no plain file, longer than the limit, or cannot be read.
pub fn read(path: &Path, limit: Limit) -> Result<Vec<u8>> {
    let (file, size) = opened(path)?;
    limit.read(path, (file, size))
}

/// The bytes of a picture or an array, as [`read`] has them: which of the two it is, and so how long it may be, is in its first bytes.
///
/// # Errors
/// As those of [`read`].
pub fn read_images(path: &Path) -> Result<Vec<u8>> {
    let (mut file, size) = opened(path)?;
    let mut start = Vec::new();
    let begun = (&mut file).take(START).read_to_end(&mut start);
    begun.map_err(|error| failed(path, unreadable(&error)))?;
    let limit = if image::is_array(&start) { Limit::ARRAY } else { Limit::PICTURE };
    limit.read(path, (start.chain(file), size))
}

/// Opens a plain file, to be read at any place, and says how many bytes it has; it is not noted.
///
/// # Errors
/// [`Error::File`] when it is none, or cannot be read.
pub fn open(path: &Path) -> Result<(File, u64)> {
    refuse_other(path)?;
    let opened = File::open(path).and_then(|file| file.metadata().map(|found| (file, found.len())));
    opened.map_err(|error| failed(path, unreadable(&error)))
}

/// Refuses what is there and no plain file, before it is opened: a pipe may wait, and a device go on, for ever.
///
/// # Errors
/// [`Error::File`].
pub fn refuse_other(path: &Path) -> Result<()> {
    match fs::metadata(path).map(|found| found.file_type()) {
        Ok(kind) if kind.is_dir() => Err(failed(path, "it is a folder: name a file")),
        Ok(kind) if !kind.is_file() => Err(failed(path, "it is a device or a pipe: name a file")),
        _ => Ok(()),
    }
}

/// Opens a file to read it from its beginning to its end, and notes that; what the shell pipes in may be read so as well.
fn opened(path: &Path) -> Result<(File, u64)> {
    note_read(path);
    if !is_piped_in(path) {
        return open(path);
    }
    File::open(path).map(|file| (file, 0)).map_err(|error| failed(path, unreadable(&error)))
}

/// Whether this is standard input, or another file that was open at the start, as a pipe: `/dev/stdin`, or bash's `<(…)`.
fn is_piped_in(path: &Path) -> bool {
    path.starts_with("/dev") && fs::metadata(path).is_ok_and(|found| is_pipe(found.file_type()))
}

#[cfg(unix)]
fn is_pipe(kind: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: FileType) -> bool {
    false
}

fn failed(path: &Path, reason: impl ToString) -> Error {
    Error::File { path: path.display().to_string(), reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Limit = Limit { mib: 1, cure: "name another file" };

    #[test]
    fn what_grows_while_it_is_read_is_refused_behind_the_limit() {
        let read = |more: u64| SMALL.read(Path::new("x"), (io::repeat(0).take((1 << 20) + more), 0));
        assert_eq!(read(0).unwrap().len(), 1 << 20);
        let endless = SMALL.read(Path::new("x"), (io::repeat(0), 5));
        for error in [read(1).unwrap_err(), endless.unwrap_err()] {
            assert_eq!(error.to_string(), "x: it has 2 MiB, more than the 1 MiB that are read: name another file");
        }
    }

    #[test]
    fn what_claims_too_much_is_refused_before_it_is_read() {
        let refused = SMALL.read(Path::new("x"), (io::empty(), 3 << 30)).unwrap_err().to_string();
        assert!(refused.contains("it has 3072 MiB, more than the 1 MiB"), "{refused}");
    }
}
