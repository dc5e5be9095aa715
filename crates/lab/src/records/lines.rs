//! The lines of a file of records, one at a time: no more of it is in memory, and no line is longer than a record can be.

use crate::{
    file::unreadable,
    reading::{self, Limit},
};
use freqscope_core::error::{Error, Result};
use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

/// The most bytes of a line. The longest records, which have both spectra of an attack, have 130 kB.
const MOST: u64 = 4 << 20;

/// Lines that are still to be read.
#[derive(Debug)]
pub struct Lines<'a, R> {
    path: &'a Path,
    source: BufReader<R>,
    /// Bytes of the lines that were read.
    read: u64,
}

impl<'a> Lines<'a, File> {
    /// Those of a plain file.
    ///
    /// # Errors
    /// [`Error::File`] when it is none, too long for records, or cannot be read.
    pub fn open(path: &'a Path) -> Result<Self> {
        let (file, size) = reading::open(path)?;
        Limit::RECORDS.check(path, size)?;
        Ok(Self::new(path, file))
    }
}

impl<'a, R: Read> Lines<'a, R> {
    /// Those of `source`, which `path` names in errors.
    pub fn new(path: &'a Path, source: R) -> Self {
        Self { path, source: BufReader::new(source), read: 0 }
    }

    /// The file that they are of.
    pub fn path(&self) -> &'a Path {
        self.path
    }

    /// Bytes of the lines that were read.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// The next line with its line feed, which the last one may lack; nothing behind the last.
    ///
    /// # Errors
    /// [`Error::File`] when a line, or all of them, are too long for records, or cannot be read.
    pub fn next_line(&mut self) -> Result<Vec<u8>> {
        let mut line = Vec::new();
        let fail = |reason: String| Error::File { path: self.path.display().to_string(), reason };
        let read = (&mut self.source).take(MOST + 1).read_until(b'\n', &mut line);
        read.map_err(|error| fail(unreadable(&error)))?;
        if line.len() as u64 > MOST {
            let most = MOST >> 20;
            return Err(fail(format!(
                "a line of it is longer than {most} MiB, as none of records is: name another file"
            )));
        }
        self.read += line.len() as u64;
        Limit::RECORDS.check(self.path, self.read)?;
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn lines_come_one_by_one_and_none_is_endless() {
        let mut lines = Lines::new(Path::new("x"), b"a\n\nb".as_slice());
        for (line, read) in [(b"a\n".as_slice(), 2), (b"\n", 3), (b"b", 4), (b"", 4)] {
            assert_eq!((lines.next_line().unwrap().as_slice(), lines.read()), (line, read));
        }
        let mut endless = Lines::new(Path::new("x"), io::repeat(0));
        let refused = endless.next_line().unwrap_err().to_string();
        assert_eq!(refused, "x: a line of it is longer than 4 MiB, as none of records is: name another file");
    }
}
