//! Bytes that are read where they are needed: a file of 100 MB is never in memory as a whole.

use crate::unreadable::Unreadable;
use std::{
    fmt,
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Arc,
};

/// Bytes that can be read from any place.
pub trait Source: fmt::Debug {
    /// How many there are.
    fn size(&self) -> u64;

    /// `len` bytes from `at`, all of which are there.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read(&self, at: u64, len: usize) -> io::Result<Vec<u8>>;
}

impl Source for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, at: u64, len: usize) -> io::Result<Vec<u8>> {
        let bytes = self.get(at as usize..).and_then(|rest| rest.get(..len));
        bytes.map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

impl Source for Arc<Vec<u8>> {
    fn size(&self) -> u64 {
        (**self).size()
    }

    fn read(&self, at: u64, len: usize) -> io::Result<Vec<u8>> {
        (**self).read(at, len)
    }
}

impl Source for Box<dyn Source> {
    fn size(&self) -> u64 {
        (**self).size()
    }

    fn read(&self, at: u64, len: usize) -> io::Result<Vec<u8>> {
        (**self).read(at, len)
    }
}

/// A file on a disk.
#[derive(Debug)]
pub struct FileSource {
    file: File,
    size: u64,
}

impl FileSource {
    /// Opens a file.
    ///
    /// # Errors
    /// Those of the operating system.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        Ok(Self { file, size })
    }
}

impl Source for FileSource {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, at: u64, len: usize) -> io::Result<Vec<u8>> {
        let (mut file, mut bytes) = (&self.file, vec![0; len]);
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// `len` bytes from `at`, after a look whether they are there.
///
/// # Errors
/// [`Unreadable`] when they are not, or cannot be read.
pub fn exactly(source: &dyn Source, at: u64, len: u64) -> Result<Vec<u8>, Unreadable> {
    if at.checked_add(len).is_none_or(|end| end > source.size()) {
        return Err(Unreadable::truncated());
    }
    source.read(at, len as usize).map_err(|error| Unreadable::new(format!("it cannot be read: {error}")))
}

/// The bytes from `at`, at most `len` of them.
///
/// # Errors
/// [`Unreadable`] when they cannot be read.
pub fn up_to(source: &dyn Source, at: u64, len: u64) -> Result<Vec<u8>, Unreadable> {
    exactly(source, at, len.min(source.size().saturating_sub(at)))
}
