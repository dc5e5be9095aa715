//! Checkpoints of other people: as what is packed, and in place of a packed file.

use super::{file::note_read, reading};
use freqscope_checkpoint::{Checkpoint, source::FileSource};
use freqscope_core::{
    error::{
        Error, Result,
        unfit::{Fault, Unfit},
    },
    model::{Hints, Normalisation, Questions},
};
use freqscope_engine::visitor_file::{self, Opened};
use freqscope_weights::{
    geometry::Architecture,
    pack::folded::{Folded, Refusal},
};
use pollster::block_on;
use std::path::Path;

/// The network of a checkpoint.
///
/// # Errors
/// [`Error::Checkpoint`], also where something is left open that an option of `lab pack` says.
pub fn find(path: &Path, architecture: Option<Architecture>, hints: &Hints) -> Result<Folded> {
    let source = opened(path)?;
    let checkpoint = Checkpoint::open(source).map_err(|error| refused(path, error))?;
    Folded::find(checkpoint, architecture, hints).map_err(|refusal| match refusal {
        Refusal::Invalid(invalid) => refused(path, invalid),
        Refusal::Open(questions) => refused(path, asked(&questions)),
    })
}

/// The packed weights in a file: as they are, or of a checkpoint, which is packed in memory.
///
/// # Errors
/// [`Error::Checkpoint`].
pub fn packed(path: &Path) -> Result<Vec<u8>> {
    let source = opened(path)?;
    let name = path.display().to_string();
    match block_on(visitor_file::open(&name, Box::new(source), &Hints::default()))? {
        Opened::Packed(file) => Ok(file),
        Opened::Checkpoint(packed) => {
            let layout = packed.layout();
            eprintln!(
                "lab: {name} is a checkpoint in the {layout} layout, packed in memory; `lab pack` says what that assumes"
            );
            Ok(packed.file)
        }
        Opened::Unsaid(questions) => {
            let asked = asked(&questions);
            Err(refused(
                path,
                format!("{asked}, with `lab pack {name} --out own.safetensors`, which makes a model of it"),
            ))
        }
    }
}

fn opened(path: &Path) -> Result<FileSource> {
    note_read(path);
    reading::refuse_other(path)?;
    FileSource::open(path).map_err(|error| refused(path, error))
}

/// That a path is not of a network.
pub fn refused(path: &Path, reason: impl ToString) -> Error {
    Error::Checkpoint { path: path.display().to_string(), reason: Unfit::new(Fault::default(), reason.to_string()) }
}

/// What the checkpoint leaves open, and the options that say it.
fn asked(questions: &Questions) -> String {
    let mut sentences = Vec::new();
    if !questions.keys.is_empty() {
        let keys: Vec<_> = questions.keys.iter().map(|key| format!("“{key}”")).collect();
        sentences.push(format!("it holds several networks, {}: choose one with --key", keys.join(", ")));
    }
    if questions.normalisation {
        let Normalisation { mean, std } = Normalisation::CIFAR10;
        let [mean, std] = [mean, std].map(|values| values.map(|value| value.to_string()).join(","));
        sentences.push(format!(
            "it does not say how it normalises pixels: give --mean and --std, which for CIFAR-10 often are --mean {mean} --std {std}"
        ));
    }
    sentences.join("; and ")
}
