//! The records of a run, and what is missing among them.

use crate::{
    long_run::Missing,
    records::records_file::{RecordsFile, RecordsHeader},
};
use freqscope_core::{
    error::Result,
    study::{ImageRecord, ImageStudy},
};
use std::{collections::BTreeSet, marker::PhantomData, path::PathBuf};

/// A file of records that takes those that it lacks.
#[derive(Debug)]
pub struct Ledger<S> {
    /// Where it is.
    pub path: PathBuf,
    /// The file.
    pub file: RecordsFile,
    /// What it lacked when it was opened.
    pub missing: Missing,
    study: PhantomData<S>,
}

impl<S: ImageStudy> Ledger<S> {
    /// Begins the file, or goes on with it.
    ///
    /// # Errors
    /// Those of [`RecordsFile::open`] and [`Missing::of`].
    pub fn open(path: PathBuf, header: &RecordsHeader<S>) -> Result<Self> {
        let (file, done) = RecordsFile::open(&path, header)?;
        let missing = Missing::of(header, &path, &done)?;
        Ok(Self { path, file, missing, study: PhantomData })
    }

    /// Appends a record that is missing; one that is there stays.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::File`] when it cannot be written.
    pub fn append(&mut self, record: &S::Record) -> Result<()> {
        match self.missing.positions.binary_search(&record.image()) {
            Ok(_) => self.file.append(record),
            Err(_) => Ok(()),
        }
    }
}

impl Missing {
    /// What is missing here or there.
    pub fn with(&self, other: Option<&Self>) -> Self {
        let others = other.into_iter().flat_map(|other| &other.positions);
        let positions: BTreeSet<usize> = self.positions.iter().chain(others).copied().collect();
        let all = self.done + self.positions.len();
        Self { done: all - positions.len(), positions: positions.into_iter().collect() }
    }
}
