//! Labelled images, in any of the forms that people keep them in.

use crate::{
    file::{self, has_extension},
    images::{self, ImageSource},
    reading::{self, Limit},
};
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    image::{
        Image,
        npy::{self, ImageArray},
    },
};
use freqscope_weights::manifest::sha256;
use std::{
    collections::BTreeSet,
    fs::File,
    path::{Path, PathBuf},
};
use zip::ZipArchive;

/// Where training/data.py puts the test set of CIFAR-10, which is taken where nothing else is named.
pub const CIFAR10: &str = "training/data";
/// What a data set may be.
const FORMS: &str = "a data set is a folder of test_images.npy and test_labels.npy, a folder with a subfolder of pictures a class \
                     (cat, or 3), an .npz file of both arrays, or a .npy file of images with --labels";

/// Names of the array of images in an `.npz` file.
const IMAGES: [&str; 6] = ["test_images", "images", "x_test", "x", "data", "arr_0"];
/// Names of that of their labels.
const LABELS: [&str; 5] = ["test_labels", "labels", "y_test", "y", "arr_1"];

/// Images and their labels, as many of each.
#[derive(Debug)]
pub struct Labelled {
    /// The images.
    pub images: ImageArray,
    /// SHA-256 of their file or array, or of their bytes one after the other.
    pub images_sha256: String,
    /// The labels.
    pub labels: Vec<Class>,
    /// SHA-256 of their file or array, or of their indices as bytes.
    pub labels_sha256: String,
    /// Whether they lie in a folder a class, and so come one class after the other.
    pub is_sorted: bool,
}

impl Labelled {
    /// Reads a folder of `test_images.npy` and `test_labels.npy`, a folder with a subfolder a class, an `.npz` file of both
    /// arrays, or a `.npy` file of images with one of `labels`.
    ///
    /// # Errors
    /// [`Error::File`] when there is none of these, or a file is broken; [`Error::DataSet`] where that of CIFAR-10 is missing.
    pub fn read(data: &Path, labels: Option<&Path>) -> Result<Self> {
        let is_default = data == Path::new(CIFAR10);
        if !data.exists() && !is_default {
            return Err(fail(data, format!("it does not exist; {FORMS}")));
        }
        match (labels, data.is_dir() || has_extension(data, "npz")) {
            (Some(_), true) => return Err(fail(data, "it has labels of its own: leave out --labels")),
            (Some(labels), false) => return Self::of_files(data, labels),
            (None, _) => {}
        }
        match data {
            file if has_extension(file, "npz") => Self::of_archive(file),
            file if has_extension(file, "npy") => {
                Err(fail(file, "its labels are missing: name their .npy file with --labels"))
            }
            folder if folder.join("test_images.npy").exists() => Self::of_folder(folder),
            folder if has_class_folders(folder) => Self::of_class_folders(folder),
            folder if is_default => Self::of_folder(folder),
            other => {
                let reason = || format!("it holds no data set; {FORMS}");
                Err(fail(other, images::called_otherwise(other).unwrap_or_else(reason)))
            }
        }
    }

    fn of_folder(folder: &Path) -> Result<Self> {
        Self::of_files(&folder.join("test_images.npy"), &folder.join("test_labels.npy"))
    }

    fn of_files(images: &Path, labels: &Path) -> Result<Self> {
        let (image_bytes, label_bytes) = (existing(images)?, existing(labels)?);
        Self::of_arrays((images, &image_bytes), (labels, &label_bytes))
    }

    fn of_archive(path: &Path) -> Result<Self> {
        file::note_read(path);
        let (file, size) = reading::open(path)?;
        Limit::ARRAY.check(path, size)?;
        let mut archive = ZipArchive::new(file).map_err(|error| fail(path, format!("it is no .npz file: {error}")))?;
        let images = member(path, &mut archive, &IMAGES)?;
        let labels = member(path, &mut archive, &LABELS)?;
        Self::of_arrays((path, &images), (path, &labels))
    }

    /// Of two files, each a path and its bytes.
    fn of_arrays((images_path, images): (&Path, &[u8]), (labels_path, labels): (&Path, &[u8])) -> Result<Self> {
        let (images_sha256, labels_sha256) = (sha256(images), sha256(labels));
        let images = npy::read_images(images).map_err(|error| fail(images_path, sentence(error)))?;
        let labels = npy::read_labels(labels).map_err(|error| fail(labels_path, sentence(error)))?;
        if images.len() != labels.len() || labels.is_empty() {
            let reason =
                format!("it has {} labels, and there are {} images: give a label for each", labels.len(), images.len());
            return Err(fail(labels_path, reason));
        }
        Ok(Self { images, images_sha256, labels, labels_sha256, is_sorted: false })
    }

    fn of_class_folders(folder: &Path) -> Result<Self> {
        let found = images::read_complete(folder)?;
        let label = |source: &ImageSource| {
            let reason = "it lies in no folder that is called as a class: move it there, or away";
            source.label.ok_or_else(|| fail(Path::new(&source.file), reason))
        };
        let labels: Vec<Class> = found.sources.iter().map(label).collect::<Result<_>>()?;
        let indices: Vec<u8> = labels.iter().map(|label| label.index() as u8).collect();
        let floats: Vec<f32> = found.as_slice().iter().flat_map(Image::pixels).copied().collect();
        let bytes: Vec<u8> = floats.iter().flat_map(|value| value.to_le_bytes()).collect();
        let images = ImageArray::of_floats(floats);
        let (images_sha256, labels_sha256) = (sha256(&bytes), sha256(&indices));
        Ok(Self { images, images_sha256, labels, labels_sha256, is_sorted: true })
    }

    /// How many classes the first so many images are of.
    pub fn classes(&self, images: usize) -> usize {
        self.labels[..images].iter().collect::<BTreeSet<_>>().len()
    }
}

/// Whether a folder has subfolders that are called like classes.
fn has_class_folders(folder: &Path) -> bool {
    let is_class = |(name, path): &(String, PathBuf)| path.is_dir() && name.parse::<Class>().is_ok();
    images::entries(folder).is_ok_and(|entries| entries.iter().any(is_class))
}

/// The bytes of the first of these arrays that an `.npz` file has.
fn member(path: &Path, archive: &mut ZipArchive<File>, names: &[&str]) -> Result<Vec<u8>> {
    let found = names.iter().map(|name| format!("{name}.npy")).find(|name| archive.index_for_name(name).is_some());
    let held = archive.file_names().filter_map(Result::ok).collect::<Vec<_>>().join(", ");
    let wanted = names.join(", ");
    let name = found.ok_or_else(|| fail(path, format!("it holds {held}: call one of its arrays one of {wanted}")))?;
    let file = archive.by_name(&name).map_err(|error| fail(path, error))?;
    let size = file.size();
    Limit::ARRAY.read(&path.join(&name), (file, size))
}

/// The bytes of a file of the test set.
fn existing(path: &Path) -> Result<Vec<u8>> {
    if !path.exists() {
        return Err(Error::DataSet { path: path.display().to_string(), reason: "it does not exist".into() });
    }
    reading::read(path, Limit::ARRAY)
}

/// What is wrong with an array, which is in no file of its own name here.
fn sentence(error: Error) -> String {
    match error {
        Error::Array(fault) => fault.to_string(),
        other => other.to_string(),
    }
}

fn fail(path: &Path, reason: impl ToString) -> Error {
    Error::File { path: path.display().to_string(), reason: reason.to_string() }
}
