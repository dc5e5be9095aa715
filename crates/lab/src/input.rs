//! What commands read: images, the manifest, models.

use super::{Options, checkpoint};
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
use serde::Serialize;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The model and the images that a command is about.
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
    /// The network and the images.
    pub fn open(&self, options: &Options) -> Result<(Loaded, Images)> {
        let images = self.images()?;
        let network = self.network(options)?;
        note_device(&network.engine);
        Ok((network, images))
    }

    /// The images of `--image`.
    pub fn images(&self) -> Result<Images> {
        images(&self.image)
    }

    /// The network.
    pub fn network(&self, options: &Options) -> Result<Loaded> {
        let weights = ModelWeights::read(options, &self.model)?;
        let file = weights.identity();
        Ok(Loaded { engine: block_on(weights.load(options))?, name: self.model.clone(), file })
    }
}

/// A network that is ready to be asked.
#[derive(Debug)]
pub struct Loaded {
    /// The engine that it is loaded on.
    pub engine: Engine,
    /// What the engine calls it.
    pub name: String,
    /// What tells it from others.
    pub file: ModelFile,
}

/// The images that a path stands for.
#[derive(Debug)]
pub struct Images {
    /// The images.
    pub all: OneOrMany<Image>,
    /// Where each was read from.
    pub sources: Vec<ImageSource>,
}

/// Where an image was read from.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ImageSource {
    /// Path of the file, as it was named, or as the folder's name and its own.
    file: String,
    /// Its place in the batch that the file holds, from 0; none of a single image.
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

impl Images {
    /// All of them.
    pub fn as_slice(&self) -> &[Image] {
        self.all.as_slice()
    }
}

/// Reads an image file, a `.npy` file's image or batch, or the images of a folder by the order of their names.
pub fn images(path: &Path) -> Result<Images> {
    if path.is_dir() {
        return folder(path);
    }
    let bytes = read(path)?;
    let all = match has_extension(path, "npy") {
        true => npy::read_one_or_many(&bytes)?,
        false => OneOrMany::One(Image::decode(&bytes)?),
    };
    let source = |index| ImageSource { file: path.display().to_string(), index };
    let sources = match &all {
        OneOrMany::One(_) => vec![source(None)],
        OneOrMany::Many(batch) => (0..batch.len()).map(|index| source(Some(index))).collect(),
    };
    Ok(Images { all, sources })
}

fn folder(path: &Path) -> Result<Images> {
    let fail = |reason: String| Error::File { path: path.display().to_string(), reason };
    let entries = fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let mut files: Vec<PathBuf> =
        entries.map_err(|error| fail(error.to_string()))?.iter().map(fs::DirEntry::path).collect();
    files.retain(|file| ["npy", "png", "jpg", "jpeg"].iter().any(|extension| has_extension(file, extension)));
    files.sort();
    if files.is_empty() {
        return Err(fail("the folder holds no .npy, .png or .jpg file".into()));
    }
    let (mut all, mut sources) = (Vec::new(), Vec::new());
    for file in files {
        let named = |error: Error| match error {
            Error::File { .. } => error,
            _ => Error::File { path: file.display().to_string(), reason: error.to_string() },
        };
        let images = images(&file).map_err(named)?;
        all.extend(images.all.into_vec());
        sources.extend(images.sources);
    }
    Ok(Images { all: OneOrMany::Many(all), sources })
}

/// Whether the path ends in `.extension`, in any case.
pub fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Refuses a name that does not end in `.extension` or that no file can have, before any work is done for it.
pub fn check_out_as(path: &Path, extension: &str) -> Result<()> {
    if has_extension(path, extension) {
        return check_out(path);
    }
    Err(Error::File { path: path.display().to_string(), reason: format!("the name must end in .{extension}") })
}

/// Refuses a name that no file can have, before any work is done for it.
pub fn check_out(path: &Path) -> Result<()> {
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    let reason = if path.is_dir() {
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
        if has_extension(path, "safetensors") || path.is_file() {
            return Ok(Self { name: model.into(), file: checkpoint::packed(path)?, entry: None });
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

    /// Loads the model into the engine: by the manifest, or from a file that it does not list.
    pub async fn place(self, engine: &mut Engine) -> Result<()> {
        match &self.entry {
            Some(entry) => engine.load(entry, self.file).await,
            None => engine.load_unlisted(&self.name, &self.name, self.file).await.map(drop),
        }
    }
}

/// The engine on `--device`, without a model.
pub fn start(options: &Options) -> Result<Engine> {
    let choice = options.device;
    let engine = block_on(Engine::start(choice));
    match choice == DeviceChoice::Gpu && engine.device().kind != DeviceKind::Gpu {
        true => Err(Error::Device(engine.device().reason.clone())),
        false => Ok(engine),
    }
}

/// Prints the device and why it was chosen to standard error.
pub fn note_device(engine: &Engine) {
    eprintln!("lab: computing on {} ({})", engine.device().name, engine.device().reason);
}

/// The bytes of a file; the error names its path.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| Error::File { path: path.display().to_string(), reason: error.to_string() })
}

/// Writes a file, or replaces it; the error names its path.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).map_err(|error| Error::File { path: path.display().to_string(), reason: error.to_string() })
}
