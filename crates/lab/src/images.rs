//! The images that a path stands for: a picture, a `.npy` file, or a folder of these.

use super::{
    file::{has_extension, named},
    long_run::LeftOut,
    natural_order,
    reading::read_images,
};
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    image::{self, Image, npy, one_or_many::OneOrMany, picture, picture::remark::Remark},
};
use freqscope_weights::manifest::sha256;
use serde::Serialize;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

/// What names of files end in that a folder's images are read from.
const READ: [&str; 6] = ["npy", "png", "jpg", "jpeg", "jfif", "jpe"];
/// How many files are named that were left out.
const NAMED: usize = 3;

/// The images that a path stands for.
#[derive(Debug)]
pub struct Images {
    /// The images.
    pub all: OneOrMany<Image>,
    /// Where each was read from.
    pub sources: Vec<ImageSource>,
    /// Why a file could not be read; it was left out.
    broken: Vec<Error>,
}

/// Where an image was read from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ImageSource {
    /// Path of the file, as it was named, or as the folder's name and its own.
    pub file: String,
    /// Its place in the batch that the file holds, from 0; none of a single image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// Its true class, where its folder is called that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Class>,
}

impl fmt::Display for ImageSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            Some(index) => write!(f, "{}[{index}]", self.file),
            None => f.write_str(&self.file),
        }
    }
}

impl Images {
    /// All of them.
    pub fn as_slice(&self) -> &[Image] {
        self.all.as_slice()
    }

    /// SHA-256 of all their pixels.
    pub fn sha256(&self) -> String {
        let values = self.as_slice().iter().flat_map(Image::pixels);
        sha256(&values.flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())
    }

    /// The same images but those at these positions; standard error says why.
    ///
    /// # Errors
    /// Why the first has no answer, when none has one.
    pub fn without(self, left_out: Vec<LeftOut>) -> Result<Self> {
        let stays = |position: &usize| !left_out.iter().any(|(other, _)| other == position);
        let positions: Vec<usize> = (0..self.sources.len()).filter(stays).collect();
        let named =
            |(at, error): &LeftOut| named(Path::new(&self.sources[*at].to_string()), self.about(*at, error.clone()));
        match (left_out.first(), &self.all) {
            (Some((at, error)), _) if positions.is_empty() => Err(self.about(*at, error.clone())),
            (Some(_), OneOrMany::Many(all)) => {
                left_out.iter().for_each(|left_out| eprintln!("lab: left out: {}", named(left_out)));
                let all = OneOrMany::Many(positions.iter().map(|&at| all[at].clone()).collect());
                let sources = positions.iter().map(|&at| self.sources[at].clone()).collect();
                Ok(Self { all, sources, ..self })
            }
            _ => Ok(self),
        }
    }

    /// The error about the image at this position; one that counts images names its file instead.
    pub fn about(&self, position: usize, error: Error) -> Error {
        match error {
            Error::Target { class, .. } => Error::File {
                path: self.sources[position].to_string(),
                reason: format!("it is a “{class}” already: choose another target class or another image"),
            },
            other => other,
        }
    }

    /// The same images, all of which lie in [0, 1].
    ///
    /// # Errors
    /// [`Error::File`] for the first that does not.
    fn in_range(self) -> Result<Self> {
        let outside = self.sources.iter().zip(self.as_slice()).find(|(_, image)| !image.is_in_range());
        let reason = "its values leave [0, 1], in which images are searched for: limit them, numpy.clip(x, 0, 1)";
        match outside {
            Some((source, _)) => Err(Error::File { path: source.to_string(), reason: reason.into() }),
            None => Ok(self),
        }
    }

    /// The same images, of which none is broken.
    ///
    /// # Errors
    /// Why the first that is broken cannot be read.
    fn complete(self) -> Result<Self> {
        self.broken.first().map_or(Ok(()), |error| Err(error.clone()))?;
        Ok(self)
    }

    fn note_broken(&self) {
        self.broken.iter().for_each(|error| eprintln!("lab: left out: {error}"));
    }

    /// A line for each answer, as [`titled`](Self::titled) has it, and one that sums up several.
    pub fn summed_up<T>(&self, answers: &[T], line: fn(&T) -> String, summary: fn(&[T]) -> String) -> String {
        let mut lines = self.titled(answers.iter().map(line));
        lines.extend((answers.len() > 1).then(|| summary(answers)));
        lines.join("\n")
    }

    /// A text for each image; where there may be several, with the names of their files.
    pub fn titled(&self, texts: impl IntoIterator<Item = String>) -> Vec<String> {
        let title = |(source, text): (&ImageSource, String)| match (&self.all, text.contains('\n')) {
            (OneOrMany::One(_), _) => text,
            (OneOrMany::Many(_), false) => format!("{source}: {text}"),
            (OneOrMany::Many(_), true) => format!("{source}\n{text}"),
        };
        self.sources.iter().zip(texts).map(title).collect()
    }
}

/// Reads an image file, a `.npy` file's image or batch, or the images of a folder in natural order: those in it, and those of
/// its subfolders that are called like classes. Standard error says which of a folder's files were left out, and why.
///
/// # Errors
/// [`Error::File`] when the path, or everything in the folder, cannot be read.
pub fn read_all(path: &Path) -> Result<Images> {
    let images = read_quietly(path)?;
    images.note_broken();
    note_ablated(&images);
    Ok(images)
}

/// Reads as [`read_all`] does images that all lie in [0, 1].
///
/// # Errors
/// [`Error::File`] also when one does not.
pub fn read_all_in_range(path: &Path) -> Result<Images> {
    let images = read_quietly(path)?.in_range()?;
    images.note_broken();
    Ok(images)
}

/// Reads as [`read_all`] does, but leaves out no broken image: others are paired with these.
///
/// # Errors
/// [`Error::File`] when anything cannot be read.
pub fn read_complete(path: &Path) -> Result<Images> {
    let images = read_quietly(path)?.complete()?;
    note_ablated(&images);
    Ok(images)
}

/// Reads as [`read_complete`] does images that all lie in [0, 1].
///
/// # Errors
/// [`Error::File`] also when one does not.
pub fn read_complete_in_range(path: &Path) -> Result<Images> {
    read_quietly(path)?.complete()?.in_range()
}

fn read_quietly(path: &Path) -> Result<Images> {
    if path.is_dir() { folder(path) } else { file(path, None) }
}

fn file(path: &Path, label: Option<Class>) -> Result<Images> {
    let all = read_file(path).map_err(|error| named(path, error))?;
    let source = |index| ImageSource { file: path.display().to_string(), index, label };
    let sources = match &all {
        OneOrMany::One(_) => vec![source(None)],
        OneOrMany::Many(batch) => (0..batch.len()).map(|index| source(Some(index))).collect(),
    };
    Ok(Images { all, sources, broken: Vec::new() })
}

/// Standard error says what is not as one would expect of a picture.
fn read_file(path: &Path) -> Result<OneOrMany<Image>> {
    let file = read_images(path)?;
    if image::is_array(&file) {
        return npy::read_one_or_many(&file);
    }
    let picture = picture::read(&file, None)?.whole()?;
    picture.remarks.iter().for_each(|remark| eprintln!("lab: {}: {remark}", path.display()));
    Ok(OneOrMany::One(picture.image))
}

fn folder(path: &Path) -> Result<Images> {
    let Found { files, foreign } = Found::within(path)?;
    if files.is_empty() {
        let otherwise = || "the folder holds no .npy, .png or .jpg file".into();
        let reason = called_otherwise(path).unwrap_or_else(otherwise);
        return Err(Error::File { path: path.display().to_string(), reason });
    }
    note_left_out(path, &foreign);
    let (mut all, mut sources, mut broken) = (Vec::new(), Vec::new(), Vec::new());
    for (path, label) in files {
        match file(&path, label) {
            Ok(images) => {
                all.extend(images.all.into_vec());
                sources.extend(images.sources);
            }
            Err(error) => broken.push(error),
        }
    }
    if let Some(error) = broken.first().filter(|_| all.is_empty()) {
        return Err(error.clone());
    }
    Ok(Images { all: OneOrMany::Many(all), sources, broken })
}

/// The files of a folder.
struct Found {
    /// Those that may be images, with what their folder says of their class.
    files: Vec<(PathBuf, Option<Class>)>,
    /// Names of the others, without hidden ones.
    foreign: Vec<String>,
}

impl Found {
    fn within(path: &Path) -> Result<Self> {
        let mut found = Self { files: Vec::new(), foreign: Vec::new() };
        for (name, path) in entries(path)? {
            match name.parse::<Class>() {
                _ if READ.iter().any(|extension| has_extension(&path, extension)) => found.files.push((path, None)),
                Ok(class) if path.is_dir() => {
                    let within = Self::within(&path)?;
                    found.files.extend(within.files.into_iter().map(|(path, _)| (path, Some(class))));
                    found.foreign.extend(within.foreign);
                }
                _ => found.foreign.push(name),
            }
        }
        Ok(found)
    }
}

/// That a folder's subfolders are called otherwise than classes, where it has some.
pub fn called_otherwise(path: &Path) -> Option<String> {
    let folders = entries(path).ok()?.into_iter().filter(|(_, path)| path.is_dir()).map(|(name, _)| name);
    let names: Vec<String> = folders.filter(|name| name.parse::<Class>().is_err()).take(NAMED).collect();
    let classes = Class::ALL.map(Class::name).join(", ");
    let reason =
        || format!("its folders, such as {}, are not called like classes: {classes}, or 0 to 9", names.join(", "));
    (!names.is_empty()).then(reason)
}

/// What a folder holds, in natural order, without hidden files.
///
/// # Errors
/// [`Error::File`] when it cannot be read.
pub fn entries(path: &Path) -> Result<Vec<(String, PathBuf)>> {
    let found = fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let found = found.map_err(|error| Error::File { path: path.display().to_string(), reason: error.to_string() })?;
    let mut entries: Vec<(String, PathBuf)> =
        found.iter().map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path())).collect();
    entries.retain(|(name, _)| !name.starts_with('.'));
    entries.sort_by(|(a, _), (b, _)| natural_order::compare(a, b));
    Ok(entries)
}

fn note_left_out(path: &Path, foreign: &[String]) {
    let more = foreign.len().saturating_sub(NAMED);
    let names = foreign.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let path = path.display();
    match (foreign.len(), more) {
        (0, _) => {}
        (_, 0) => eprintln!("lab: {path}: left out {names}: only .png, .jpg and .npy files are read"),
        _ => eprintln!("lab: {path}: left out {names} and {more} more: only .png, .jpg and .npy files are read"),
    }
}

fn note_ablated(images: &Images) {
    let outside: Vec<_> =
        images.sources.iter().zip(images.as_slice()).filter(|(_, image)| !image.is_in_range()).collect();
    let count = outside.len();
    match outside.first() {
        Some((source, _)) if count == 1 => eprintln!("lab: {source}: {}", Remark::Leaves),
        Some((source, _)) => eprintln!("lab: {count} images, {source} and more: {}", Remark::Leaves),
        None => {}
    }
}
