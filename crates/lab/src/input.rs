//! What commands read: the manifest, models and their images.

use super::{
    Options, checkpoint,
    file::has_extension,
    images::{self, Images},
    reading::{Limit, read},
};
use freqscope_core::{
    device::{DeviceChoice, DeviceKind},
    error::{Error, Result},
    study::data::ModelFile,
};
use freqscope_engine::engine::Engine;
use freqscope_weights::manifest::{Entry, Manifest, sha256};
use pollster::block_on;
use std::{
    env,
    iter::once,
    path::{Path, PathBuf},
};

/// The file in a folder of models that lists them.
const MANIFEST: &str = "manifest.json";

/// The model and the images that a command is about.
#[derive(Debug, clap::Args)]
pub struct Subject {
    /// Model: an id that `lab models` lists, or the path of packed weights
    #[arg(long, value_name = "M")]
    model: String,
    /// Image: a PNG, JPEG or .npy file, or a folder of these
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
        images::read_all(&self.image)
    }

    /// The images of `--image`, in which others are searched for: all lie in [0, 1].
    pub fn images_in_range(&self) -> Result<Images> {
        images::read_all_in_range(&self.image)
    }

    /// The network.
    pub fn network(&self, options: &Options) -> Result<Loaded> {
        Loaded::new(options, &self.model)
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
    /// `--threads`.
    threads: usize,
}

/// Names the folder of the models where `--models` does not.
const MODELS: &str = "FREQSCOPE_MODELS";

/// Where the models are: `--models`, the environment unless it is empty there, `models` here, beside the program, or where it was built.
fn models(options: &Options) -> PathBuf {
    let program = env::current_exe().ok().and_then(|program| program.canonicalize().ok());
    let beside = program.iter().flat_map(|program| {
        let folder = program.parent().unwrap_or(program);
        [folder.join("models"), folder.join("../share/freqscope/models")]
    });
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let has_manifest = |folder: &PathBuf| folder.join(MANIFEST).is_file();
    let chosen =
        options.models.clone().or_else(|| env::var_os(MODELS).filter(|folder| !folder.is_empty()).map(PathBuf::from));
    let found = || once(PathBuf::from("models")).chain(beside).chain(once(built)).find(has_manifest);
    chosen.or_else(found).unwrap_or_else(|| "models".into())
}

/// Reads the manifest of the models.
pub fn manifest(options: &Options) -> Result<Manifest> {
    let path = models(options).join(MANIFEST);
    let file = read(&path, Limit::DOCUMENT).map_err(|error| {
        let why = if path.exists() { format!(" ({error})") } else { String::new() };
        let reason = format!(
            "the models are not there{why}: name their folder with --models or in {MODELS}; it is “models” in a checkout of freqscope \
             and in the page of a release"
        );
        Error::File { path: path.display().to_string(), reason }
    })?;
    Manifest::parse(&file)
}

impl Loaded {
    /// Loads the model onto `--device`.
    pub fn new(options: &Options, model: &str) -> Result<Self> {
        let weights = ModelWeights::read(options, model)?;
        let file = weights.identity();
        Ok(Self { engine: block_on(weights.load(options))?, name: model.into(), file, threads: options.threads() })
    }

    /// Engines for several threads, with this network.
    pub fn engines(&self) -> Vec<Engine> {
        engines(&self.engine, self.threads)
    }
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
        let listed = if has_extension(path, "safetensors") { None } else { Some(manifest(options)) };
        let entry = match listed.map(|manifest| manifest?.get(model).cloned()) {
            Some(Ok(entry)) => entry,
            Some(Err(error)) if !path.is_file() => return Err(missing(path, error)),
            _ => return Ok(Self { name: model.into(), file: checkpoint::packed(path)?, entry: None }),
        };
        let file = read(&models(options).join(&entry.file), Limit::WEIGHTS)?;
        Ok(Self { name: model.into(), file, entry: Some(entry) })
    }

    /// What the engine calls the model.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What tells the model from others, wherever its file lies.
    pub fn identity(&self) -> ModelFile {
        let stem = || Path::new(&self.name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match &self.entry {
            // Loading checks that the file has this hash; of a large network it takes long enough to do so once.
            Some(entry) => ModelFile { id: entry.id.clone(), sha256: entry.sha256.clone() },
            None => ModelFile { id: stem(), sha256: sha256(&self.file) },
        }
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

/// That a model is missing: of what looks like a path, that there is no file there either.
fn missing(path: &Path, error: Error) -> Error {
    match error {
        Error::UnknownModel { id, known } if path.extension().is_some() || path.components().count() > 1 => {
            let reason = format!(
                "there is no such file, and no model of this name: give the path of a checkpoint, or one of {known}"
            );
            Error::File { path: id, reason }
        }
        other => other,
    }
}

/// Engines as this one, one for each thread that is to compute: a single one on a GPU, which is busy with one.
pub fn engines(engine: &Engine, threads: usize) -> Vec<Engine> {
    let count = match engine.device().kind {
        DeviceKind::Gpu => 1,
        DeviceKind::Cpu => threads,
    };
    (0..count).map(|_| engine.twin()).collect()
}

/// The engine on `--device`, without a model.
pub fn start(options: &Options) -> Result<Engine> {
    let choice = options.device;
    let engine = block_on(Engine::start(choice));
    match choice == DeviceChoice::Gpu && engine.device().kind != DeviceKind::Gpu {
        true => Err(Error::Device(engine.device().reason.to_string())),
        false => Ok(engine),
    }
}

/// Prints the device and why it was chosen to standard error.
pub fn note_device(engine: &Engine) {
    eprintln!("lab: computing on {} ({})", engine.device().name, engine.device().reason);
}
