//! The bytes of a pickle, read through a window.

use crate::{
    source::{self, Source},
    unreadable::Unreadable,
};

/// Bytes in the window.
const WINDOW: u64 = 64 << 10;
/// Bytes of a line of text.
const LONGEST_LINE: usize = 4096;

/// A place in a file, from which bytes are taken.
#[derive(Debug)]
pub struct Bytes<'a> {
    source: &'a dyn Source,
    at: u64,
    end: u64,
    window: Vec<u8>,
    window_at: u64,
}

impl<'a> Bytes<'a> {
    /// `len` bytes of the file from `at`.
    pub fn new(source: &'a dyn Source, at: u64, len: u64) -> Self {
        let end = at.saturating_add(len).min(source.size());
        Self { source, at, end, window: Vec::new(), window_at: at }
    }

    /// Where the next byte lies in the file.
    pub fn place(&self) -> u64 {
        self.at
    }

    /// The next byte.
    ///
    /// # Errors
    /// [`Unreadable`] at the end.
    pub fn byte(&mut self) -> Result<u8, Unreadable> {
        let index = self.at.checked_sub(self.window_at).filter(|&index| index < self.window.len() as u64);
        let index = match index {
            Some(index) => index as usize,
            None => self.fill()?,
        };
        self.at += 1;
        self.window.get(index).copied().ok_or_else(Unreadable::truncated)
    }

    /// Moves the window to the next byte, which is then its first.
    fn fill(&mut self) -> Result<usize, Unreadable> {
        let len = WINDOW.min(self.end.saturating_sub(self.at));
        self.window = source::exactly(self.source, self.at, len)?;
        self.window_at = self.at;
        Ok(0)
    }

    /// The next N bytes.
    ///
    /// # Errors
    /// [`Unreadable`] at the end.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Ok(bytes)
    }

    /// The next `len` bytes, of which there are few.
    ///
    /// # Errors
    /// [`Unreadable`] at the end.
    pub fn few(&mut self, len: usize) -> Result<Vec<u8>, Unreadable> {
        (0..len).map(|_| self.byte()).collect()
    }

    /// The text up to the end of the line.
    ///
    /// # Errors
    /// [`Unreadable`] at the end, or when the line is endless.
    pub fn line(&mut self) -> Result<String, Unreadable> {
        self.raw_line().map(|line| String::from_utf8_lossy(&line).into_owned())
    }

    /// The text up to the end of the line, in which a byte is a character, and `\u0041` is one too.
    ///
    /// # Errors
    /// [`Unreadable`] at the end, or when the line is endless.
    pub fn escaped_line(&mut self) -> Result<String, Unreadable> {
        let line: String = self.raw_line()?.into_iter().map(char::from).collect();
        let (mut text, mut rest) = (String::new(), line.as_str());
        while let Some((before, after)) = rest.split_once("\\u") {
            let digits = after.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            text.push_str(before);
            let character = digits.and_then(char::from_u32);
            text.push(character.unwrap_or('\\'));
            rest = if character.is_some() { &after[4..] } else { &rest[before.len() + 1..] };
        }
        Ok(text + rest)
    }

    fn raw_line(&mut self) -> Result<Vec<u8>, Unreadable> {
        let mut line = Vec::new();
        loop {
            match self.byte()? {
                b'\n' => return Ok(line),
                _ if line.len() == LONGEST_LINE => return Err(Unreadable::new("a line of its pickle is endless")),
                byte => line.push(byte),
            }
        }
    }

    /// Passes over the next `len` bytes. Returns where they lie.
    ///
    /// # Errors
    /// [`Unreadable`] at the end.
    pub fn skip(&mut self, len: u64) -> Result<u64, Unreadable> {
        let at = self.at;
        self.at = at.checked_add(len).filter(|&end| end <= self.end).ok_or_else(Unreadable::truncated)?;
        Ok(at)
    }
}
