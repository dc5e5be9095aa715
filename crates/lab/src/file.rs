//! Files and their names.

use freqscope_core::error::Error;
use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The files that this process reads, whoever reads them: none of them may be written.
static READ: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Notes that a file is read; what has no content of its own, such as a terminal, is not noted.
pub fn note_read(path: &Path) {
    if let Some(file) = path.canonicalize().ok().filter(|file| file.is_file()) {
        READ.lock().unwrap_or_else(PoisonError::into_inner).insert(file);
    }
}

/// Whether a file was [noted](note_read).
pub fn is_read(path: &Path) -> bool {
    let read = |file: PathBuf| READ.lock().unwrap_or_else(PoisonError::into_inner).contains(&file);
    path.canonicalize().is_ok_and(read)
}

/// The error, which names the file that it is about.
pub fn named(path: &Path, error: Error) -> Error {
    match error {
        Error::File { .. } => error,
        other => Error::File { path: path.display().to_string(), reason: other.to_string() },
    }
}

/// The path with `.end` behind it.
pub fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.to_path_buf().into_os_string();
    name.push(format!(".{end}"));
    name.into()
}

/// Whether the path ends in `.extension`, in any case.
pub fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// What hinders reading, and what to do.
pub fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist: name a file that is there".into(),
        ErrorKind::PermissionDenied => format!("it may not be read ({error}): allow it, or name another"),
        ErrorKind::IsADirectory => "it is a folder: name a file".into(),
        ErrorKind::OutOfMemory => "there is too little memory to read it: allow more, or name a smaller file".into(),
        _ => error.to_string(),
    }
}

/// What hinders writing, and what to do.
pub fn unwritable(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full: make room, or name another place".into()
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!("its folder cannot be written to ({error}): name another place")
        }
        _ => error.to_string(),
    }
}

/// Waits until a new name is on the disk, so that it survives a loss of power. Not every system can sync a folder.
pub fn sync_folder(path: &Path) {
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
}

/// The folder that a path lies in.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}
