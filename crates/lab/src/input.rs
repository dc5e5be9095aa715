//! What commands read: images, the manifest, models.

use super::Options;
use freqscope_core::{
    device::{DeviceChoice, DeviceKind},
    error::{Error, Result},
    image::{Image, npy, one_or_many::OneOrMany},
    study::data::ModelFile,
};
use freqscope_engine::{
    engine::Engine,
    model::manifest::{Entry, Manifest, sha256},
};
use pollster::block_on;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What is asked about.
#[derive(Debug, clap::Args)]
pub struct Subject {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    /// Image, or a folder of images
    #[arg(long, value_name = "F")]
    image: PathBuf,
}

impl Subject {
    /// The engine with the model loaded, the model's id, and the images.
    pub fn open(&self, options: &Options) -> Result<(Engine, &str, OneOrMany<Image>)> {
        let images = self.images()?;
        let (engine, model) = self.engine(options)?;
        note_device(&engine);
        Ok((engine, model, images))
    }

    /// The images.
    pub fn images(&self) -> Result<OneOrMany<Image>> {
        images(&self.image)
    }

    /// The engine with the model loaded, and the model's id.
    pub fn engine(&self, options: &Options) -> Result<(Engine, &str)> {
        Ok((block_on(ModelWeights::read(options, &self.model)?.load(options))?, &self.model))
    }
}

/// Reads an image file, a `.npy` file's image or batch, or the images of a folder by the order of their names.
pub fn images(path: &Path) -> Result<OneOrMany<Image>> {
    if path.is_dir() {
        return folder(path).map(OneOrMany::Many);
    }
    let bytes = read(path)?;
    if !has_extension(path, "npy") {
        return Image::decode(&bytes).map(OneOrMany::One);
    }
    npy::read_one_or_many(&bytes)
}

fn folder(path: &Path) -> Result<Vec<Image>> {
    let fail = |reason: String| Error::File { path: path.display().to_string(), reason };
    let entries = fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let mut files: Vec<PathBuf> =
        entries.map_err(|error| fail(error.to_string()))?.iter().map(fs::DirEntry::path).collect();
    files.retain(|file| ["npy", "png", "jpg", "jpeg"].iter().any(|extension| has_extension(file, extension)));
    files.sort();
    if files.is_empty() {
        return Err(fail("the folder holds no .npy, .png or .jpg file".into()));
    }
    let mut all = Vec::new();
    for file in files {
        let named = |error: Error| match error {
            Error::File { .. } => error,
            _ => Error::File { path: file.display().to_string(), reason: error.to_string() },
        };
        all.extend_from_slice(images(&file).map_err(named)?.as_slice());
    }
    Ok(all)
}

/// Whether the path ends in `.extension`, in any case.
pub fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Refuses a name that does not end in `.npy` or that no file can have, before any work is done for it.
pub fn check_npy(path: &Path) -> Result<()> {
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    let reason = if !has_extension(path, "npy") {
        "the name must end in .npy"
    } else if path.is_dir() {
        "it is a folder: name a file"
    } else if parent.is_some_and(|parent| !parent.is_dir()) {
        "its folder does not exist: make it first"
    } else {
        return Ok(());
    };
    Err(Error::File { path: path.display().to_string(), reason: reason.into() })
}

/// Reads the manifest of `--models`.
pub fn manifest(options: &Options) -> Result<Manifest> {
    Manifest::parse(&read(&options.models.join("manifest.json"))?)
}

/// The weights that a model's name stands for: an id of the manifest, or the path of a file.
#[derive(Debug)]
pub struct ModelWeights {
    name: String,
    file: Vec<u8>,
    entry: Option<Entry>,
}

impl ModelWeights {
    /// Reads the file of `model`.
    pub fn read(options: &Options, model: &str) -> Result<Self> {
        let path = Path::new(model);
        if has_extension(path, "safetensors") {
            return Ok(Self { name: model.into(), file: read(path)?, entry: None });
        }
        let entry = manifest(options)?.get(model)?.clone();
        let file = read(&options.models.join(&entry.file))?;
        Ok(Self { name: model.into(), file, entry: Some(entry) })
    }

    /// What the engine calls the model.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What tells the model from others, wherever its file lies.
    pub fn identity(&self) -> ModelFile {
        let stem = || Path::new(&self.name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let id = self.entry.as_ref().map_or_else(stem, |entry| entry.id.clone());
        ModelFile { id, sha256: sha256(&self.file) }
    }

    /// The engine on `--device`, with the model loaded.
    pub async fn load(self, options: &Options) -> Result<Engine> {
        let mut engine = start(options)?;
        self.place(&mut engine).await?;
        Ok(engine)
    }

    /// Loads the model.
    pub async fn place(self, engine: &mut Engine) -> Result<()> {
        match &self.entry {
            Some(entry) => engine.load(entry, self.file).await,
            None => engine.load_unlisted(&self.name, &self.name, self.file).await.map(drop),
        }
    }
}

/// The engine on `--device`, without a model.
pub fn start(options: &Options) -> Result<Engine> {
    let choice = options.device.into();
    let engine = block_on(Engine::start(choice));
    match choice == DeviceChoice::Gpu && engine.device().kind != DeviceKind::Gpu {
        true => Err(Error::Device(engine.device().reason.clone())),
        false => Ok(engine),
    }
}

/// Says where the engine computes, on standard error.
pub fn note_device(engine: &Engine) {
    eprintln!("lab: computing on {} ({})", engine.device().name, engine.device().reason);
}

/// Reads a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| Error::File { path: path.display().to_string(), reason: error.to_string() })
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).map_err(|error| Error::File { path: path.display().to_string(), reason: error.to_string() })
}
