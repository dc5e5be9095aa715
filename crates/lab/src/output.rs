//! What commands write: beside its place first, whole, and only then renamed. What was there stays until then, inputs stay in
//! any case, and so does a file of another kind unless `--force` is given. Of JSON and tables it is known whether they are this
//! program's, and of JSON which command's; arrays, pictures, weights, drawings and pages are known by their kind alone.

use super::{
    Options,
    file::{beside, folder, has_extension, is_read, sync_folder, unwritable},
    formats,
    records::records_file,
};
use freqscope_core::{
    error::{Error, Result},
    study::document::Document,
};
use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process,
};

/// How much of a file tells its kind.
const START: u64 = 8192;
/// Bytes that there must be room for before work begins whose output has no size yet: those of a large result.
pub const ROOM: usize = 1 << 18;
/// What no name of a result ends in, because other files are called so.
const OTHERS: [&str; 11] = ["svg", "html", "csv", "tsv", "npy", "npz", "png", "jpg", "jpeg", "pdf", "safetensors"];
/// The most bytes of zeros that are written at once.
const CHUNK: usize = 1 << 20;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Images as a `.npy` file.
    Array,
    /// An image as PNG.
    Picture,
    /// Packed weights.
    Weights,
    /// JSON of the command that writes this format, whatever its version.
    Result(&'static str),
    /// A drawing as SVG.
    Figure,
    /// A page of HTML.
    Page,
    /// A table of `lab` as CSV.
    Table,
}

/// What is in the first line of every table of `lab`: where an answer, or a result, is from.
const COLUMNS: [&str; 2] = ["provenance.format", "question.version"];

impl Kind {
    /// A result over a data set.
    pub fn document<D: Document>() -> Self {
        Self::Result(D::FORMATS[0])
    }

    /// What names of such files end in, where it matters to whoever reads them.
    fn extension(self) -> Option<&'static str> {
        match self {
            Self::Array => Some("npy"),
            Self::Picture => Some("png"),
            Self::Weights => Some("safetensors"),
            Self::Result(_) => None,
            Self::Figure => Some("svg"),
            Self::Page => Some("html"),
            Self::Table => Some("csv"),
        }
    }

    /// Whether a file that begins like this is of this kind; one that is empty is of every kind.
    fn fits(self, start: &[u8]) -> bool {
        let text = String::from_utf8_lossy(start).to_lowercase();
        let is_json = || text.trim_start().starts_with('{') || text.trim_start().starts_with('[');
        start.is_empty()
            || match self {
                Self::Array => start.starts_with(b"\x93NUMPY"),
                Self::Picture => start.starts_with(b"\x89PNG"),
                Self::Weights => start.get(8) == Some(&b'{') && start.get(7) == Some(&0),
                Self::Result(format) => is_json() && text.contains(&format!("\"{}/", formats::family(format))),
                Self::Figure => text.contains("<svg"),
                Self::Page => text.trim_start().starts_with("<!doctype html"),
                Self::Table => {
                    text.lines().next().is_some_and(|line| line.split(',').any(|name| COLUMNS.contains(&name)))
                }
            }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Array => "a .npy file",
            Self::Picture => "a PNG",
            Self::Weights => "packed weights",
            Self::Result(format) => {
                return write!(f, "a result of `lab {}`", formats::command(format).unwrap_or_default());
            }
            Self::Figure => "an SVG",
            Self::Page => "an HTML page",
            Self::Table => "a CSV table of lab",
        })
    }
}

/// The place of a file that is to be written.
#[derive(Debug, Clone)]
pub struct Place {
    path: PathBuf,
    kind: Kind,
}

impl Place {
    /// A place at which such a file can be written, as far as can be known before there is one.
    ///
    /// # Errors
    /// [`Error::File`] when the name ends otherwise than it should, is that of a folder or in none, of a file that must not be
    /// written or has been read or, without `--force`, of a file of another kind, whether it is there or its name ends so.
    pub fn new(options: &Options, path: &Path, kind: Kind) -> Result<Self> {
        let place = Self { path: path.into(), kind };
        place.check_name()?;
        if matches!(kind, Kind::Result(_)) {
            records_file::refuse_records(path)?;
        }
        place.refuse_read()?;
        if options.force {
            return Ok(place);
        }
        if place.is_of_another_kind() {
            let reason = format!("it is not {kind}, and would be overwritten: name another file, or give --force");
            return Err(place.fail(reason));
        }
        place.refuse_other_name()?;
        Ok(place)
    }

    /// The same place, which has room for so many bytes now, and was not read until now.
    ///
    /// # Errors
    /// [`Error::File`] when it was, its folder is read-only or its disk is full.
    pub fn with_room(self, bytes: usize) -> Result<Self> {
        self.refuse_read()?;
        if self.is_device() {
            return Ok(self);
        }
        let beside = self.beside();
        let zeros = vec![0; bytes.min(CHUNK)];
        let written = File::create(&beside).and_then(|mut file| {
            (0..bytes.div_ceil(CHUNK)).try_for_each(|_| file.write_all(&zeros))?;
            file.sync_data()
        });
        let _ = fs::remove_file(&beside);
        written.map_err(|error| self.unwritable(&error)).map(|()| self)
    }

    /// The file beside it whose name ends in this as well.
    pub fn beside_as(&self, end: &str) -> PathBuf {
        beside(&self.path, end)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the file, or puts it in the place of the one that is there.
    ///
    /// # Errors
    /// [`Error::File`] when it was read, or cannot be written; what was there is there then.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.refuse_read()?;
        let written = match self.is_device() {
            true => fs::write(&self.path, bytes),
            false => self.replace(bytes),
        };
        written.map_err(|error| self.unwritable(&error))
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let (beside, target) = (self.beside(), self.target());
        let replaced = create(&beside, bytes).and_then(|()| {
            if let Ok(before) = fs::metadata(&target) {
                fs::set_permissions(&beside, before.permissions())?;
            }
            fs::rename(&beside, &target)
        });
        if replaced.is_err() {
            // It is worth nothing, and may have filled the disk.
            let _ = fs::remove_file(&beside);
            return replaced;
        }
        sync_folder(&target);
        Ok(())
    }

    fn check_name(&self) -> Result<()> {
        let parent = folder(&self.path);
        if let Some(extension) = self.kind.extension().filter(|extension| !has_extension(&self.path, extension)) {
            return Err(self.fail(format!("the name must end in .{extension}")));
        }
        if self.path.is_dir() {
            return Err(self.fail("it is a folder: name a file".into()));
        }
        if !parent.is_dir() {
            return Err(self.fail("its folder does not exist: make it first".into()));
        }
        match fs::metadata(&self.path).is_ok_and(|found| found.permissions().readonly()) {
            true => Err(self.fail("it is there and read-only: name another file, or allow that it is written".into())),
            false => Ok(()),
        }
    }

    /// Refuses a name of a result that ends as those of other files do.
    fn refuse_other_name(&self) -> Result<()> {
        let is_other = OTHERS.iter().any(|extension| has_extension(&self.path, extension));
        match matches!(self.kind, Kind::Result(_)) && is_other {
            true => {
                Err(self.fail("a result is JSON: name it .json; `lab figure` draws it, --csv makes a table".into()))
            }
            false => Ok(()),
        }
    }

    fn refuse_read(&self) -> Result<()> {
        match is_read(&self.path) {
            true => Err(self.fail("it is read here, and would be overwritten: name another file".into())),
            false => Ok(()),
        }
    }

    fn is_of_another_kind(&self) -> bool {
        // Nobody may ever write into a pipe.
        if self.is_device() {
            return false;
        }
        let mut start = Vec::new();
        let read = File::open(&self.path).and_then(|file| file.take(START).read_to_end(&mut start));
        read.is_ok() && !self.kind.fits(&start)
    }

    /// Whether there is something that takes bytes and keeps none, such as `/dev/stdout`.
    fn is_device(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|found| !found.is_file())
    }

    /// The file itself, where the path is a link to it.
    fn target(&self) -> PathBuf {
        self.path.canonicalize().unwrap_or_else(|_| self.path.clone())
    }

    /// Where the file is written first; no other process has this name.
    fn beside(&self) -> PathBuf {
        beside(&self.target(), &format!("{}.lab-new", process::id()))
    }

    fn unwritable(&self, error: &io::Error) -> Error {
        self.fail(unwritable(error))
    }

    fn fail(&self, reason: String) -> Error {
        Error::File { path: self.path.display().to_string(), reason }
    }
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_what_a_file_begins_with() {
        let kinds = [
            (Kind::Array, b"\x93NUMPY\x01\x00".as_slice()),
            (Kind::Picture, b"\x89PNG\r\n"),
            (Kind::Weights, b"\x40\x10\0\0\0\0\0\0{\"__metadata__\""),
            (Kind::Result("freqscope-profile/4"), b"{\n  \"format\": \"freqscope-profile/3\""),
            (
                Kind::Result("freqscope-lab-of/1"),
                b"{\"file\":\"a.png\",\"provenance\":{\"format\":\"freqscope-lab-of/1\"",
            ),
            (Kind::Result("freqscope-corruption/1"), b"{\"format\":\"freqscope-corruption/1\""),
            (Kind::Result("freqscope-corruption-bands/1"), b"{\"format\":\"freqscope-corruption-bands/1\""),
            (Kind::Figure, b"<svg xmlns"),
            (Kind::Page, b"<!DOCTYPE html>\n<meta charset"),
            (Kind::Table, b"file,class,provenance.format\na.png,cat,freqscope-lab-classify/1\n"),
        ];
        for (kind, _) in kinds {
            for (other, start) in kinds {
                assert_eq!(kind.fits(start), kind == other, "{kind:?} and {other:?}");
            }
            assert!(kind.fits(b"") && !kind.fits(b"{\"name\":1}") && !kind.fits(b"notes"));
            assert!(!kind.fits(b"file,class\na.png,cat\n") && !kind.fits(b"{\"format\":\"freqscope-manifest/1\""));
        }
    }
}
