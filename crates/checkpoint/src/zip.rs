//! ZIP archives: their directory, and where the bytes of an entry lie.

use crate::{
    source::{self, Source},
    unreadable::{Cure, Unreadable},
};
use std::collections::BTreeMap;

/// The entries of an archive.
#[derive(Debug)]
pub struct Archive(BTreeMap<String, Entry>);

/// What the directory says of an entry.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// How its bytes are written.
    pub method: Method,
    /// Bytes of it in the archive.
    pub len: u64,
    /// Where its own header begins.
    header: u64,
}

/// How the bytes of an entry are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// As they are.
    Stored,
    /// Deflated.
    Deflated,
    /// Otherwise.
    Other,
}

const END: &[u8] = b"PK\x05\x06";
const END_SIZE: u64 = 22;
const LONGEST_COMMENT: u64 = 65_535;
const END_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";
const LOCATOR_SIZE: u64 = 20;
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const LOCAL_SIZE: u64 = 30;
/// Bytes of the directory that are read, over ten times those of the deepest network with its optimiser.
const MOST_DIRECTORY: u64 = 8 << 20;
/// In place of a number that does not fit into 32 bits.
const ELSEWHERE: u64 = 0xffff_ffff;
/// The extra field that holds it then.
const EXTRA_64: u16 = 1;

/// Whether a file begins as an archive does.
pub fn is_archive(start: &[u8]) -> bool {
    start.starts_with(LOCAL_HEADER) || start.starts_with(END)
}

impl Archive {
    /// Reads the directory.
    ///
    /// # Errors
    /// [`Unreadable`] when it is not there, as in a truncated file, or is broken.
    pub fn open(source: &dyn Source) -> Result<Self, Unreadable> {
        let (at, len) = directory(source)?;
        if len > MOST_DIRECTORY {
            return Err(broken());
        }
        let bytes = source::exactly(source, at, len)?;
        let (mut rest, mut entries) = (bytes.as_slice(), BTreeMap::new());
        while !rest.is_empty() {
            let (name, entry, after) = entry(rest).ok_or_else(broken)?;
            entries.insert(name, entry);
            rest = after;
        }
        Ok(Self(entries))
    }

    /// Whether an entry's name ends in `.extension`.
    pub fn holds(&self, extension: &str) -> bool {
        self.0.keys().any(|name| name.rsplit_once('.').is_some_and(|(_, found)| found == extension))
    }

    /// Names and entries, in the order of the names.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.0.iter().map(|(name, entry)| (name.as_str(), entry))
    }

    /// The entry of this name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.0.get(name)
    }
}

impl Entry {
    /// Where its bytes begin, behind its own header.
    ///
    /// # Errors
    /// [`Unreadable`] when there is no header.
    pub fn start(&self, source: &dyn Source) -> Result<u64, Unreadable> {
        let header = source::exactly(source, self.header, LOCAL_SIZE)?;
        if !header.starts_with(LOCAL_HEADER) {
            return Err(broken());
        }
        let lengths = u64::from(u16_at(&header, 26).unwrap_or(0)) + u64::from(u16_at(&header, 28).unwrap_or(0));
        Ok(self.header + LOCAL_SIZE + lengths)
    }
}

fn broken() -> Unreadable {
    Unreadable::new("the directory of its ZIP archive is broken").with(Cure::Download)
}

/// Where the directory begins, and its bytes.
fn directory(source: &dyn Source) -> Result<(u64, u64), Unreadable> {
    let from = source.size().saturating_sub(END_SIZE + LONGEST_COMMENT);
    let tail = source::up_to(source, from, END_SIZE + LONGEST_COMMENT)?;
    let place = tail.windows(END.len()).rposition(|bytes| bytes == END).ok_or_else(Unreadable::truncated)?;
    let end = tail.get(place..).filter(|end| end.len() as u64 >= END_SIZE).ok_or_else(Unreadable::truncated)?;
    let numbers = u32_at(end, 16).zip(u32_at(end, 12)).ok_or_else(Unreadable::truncated)?;
    if u64::from(numbers.0) != ELSEWHERE && u64::from(numbers.1) != ELSEWHERE {
        return Ok((numbers.0.into(), numbers.1.into()));
    }
    let locator = (from + place as u64).checked_sub(LOCATOR_SIZE).ok_or_else(broken)?;
    let locator = source::exactly(source, locator, LOCATOR_SIZE)?;
    let end = u64_at(&locator, 8).filter(|_| locator.starts_with(LOCATOR_64)).ok_or_else(broken)?;
    let end = source::exactly(source, end, 56)?;
    let numbers = u64_at(&end, 48).zip(u64_at(&end, 40)).filter(|_| end.starts_with(END_64));
    numbers.ok_or_else(broken)
}

/// The first entry of a directory, and what comes after it.
fn entry(bytes: &[u8]) -> Option<(String, Entry, &[u8])> {
    if !bytes.starts_with(DIRECTORY_ENTRY) {
        return None;
    }
    let length = |at| u16_at(bytes, at).map(usize::from);
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let (name, rest) = bytes.get(46..)?.split_at_checked(name)?;
    let (extra, rest) = rest.split_at_checked(extra)?;
    let (_, rest) = rest.split_at_checked(comment)?;
    let [whole, len, header] = wide(extra, [24, 20, 42].map(|at| u32_at(bytes, at).map_or(0, u64::from)))?;
    let method = match u16_at(bytes, 10)? {
        0 if whole == len => Method::Stored,
        8 => Method::Deflated,
        _ => Method::Other,
    };
    Some((String::from_utf8_lossy(name).into_owned(), Entry { method, len, header }, rest))
}

/// Puts the numbers of the extra field in place of those that say that they are there.
fn wide(mut extra: &[u8], mut numbers: [u64; 3]) -> Option<[u64; 3]> {
    while let (Some(kind), Some(len)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let mut field = extra.get(4..4 + usize::from(len))?;
        for number in numbers.iter_mut().filter(|number| kind == EXTRA_64 && **number == ELSEWHERE) {
            *number = u64_at(field, 0)?;
            field = &field[8..];
        }
        extra = extra.get(4 + usize::from(len)..)?;
    }
    Some(numbers)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().copied().map(u64::from_le_bytes)
}
