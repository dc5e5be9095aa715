//! `lab pack`

use super::{
    Options, input, print,
    provenance::{Answer, Provenance},
};
use freqscope_core::{
    error::{Error, Result},
    image::Image,
};
use freqscope_engine::model::{
    geometry::Architecture,
    header::Normalisation,
    invalid::InvalidModel,
    manifest::sha256,
    pack::{folded::Folded, pack, pytorch_checkpoint::PytorchCheckpoint},
    source::WeightSource,
};
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `lab pack`.
#[derive(Debug, clap::Args)]
pub struct PackArguments {
    /// state_dict of the network: .safetensors, or .pt or .pth, from which no code is run
    checkpoint: PathBuf,
    /// Its architecture: resnet18, resnet50 or vgg19
    #[arg(long, value_name = "A")]
    arch: Architecture,
    /// Where to write the packed weights
    #[arg(long, value_name = "F.safetensors")]
    out: PathBuf,
    /// What the network subtracts from pixels in [0, 1], where the checkpoint does not say it
    #[arg(long, value_name = "R,G,B", value_parser = colour, requires = "std")]
    mean: Option<[f32; Image::CHANNELS]>,
    /// What it then divides by
    #[arg(long, value_name = "R,G,B", value_parser = colour, requires = "mean")]
    std: Option<[f32; Image::CHANNELS]>,
}

/// What was said of the checkpoint.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    architecture: &'static str,
    mean: Option<[f32; Image::CHANNELS]>,
    std: Option<[f32; Image::CHANNELS]>,
}

/// What was packed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Report {
    checkpoint: String,
    out: String,
    architecture: &'static str,
    layout: String,
    widths: Vec<usize>,
    blocks: Vec<usize>,
    mean: [f32; Image::CHANNELS],
    std: [f32; Image::CHANNELS],
    bytes: usize,
    sha256: String,
}

/// Packs the checkpoint.
pub fn run(options: &Options, arguments: &PackArguments) -> Result<()> {
    let path = arguments.checkpoint.display().to_string();
    let (folded, file) =
        convert(arguments).map_err(|invalid| Error::Checkpoint { path, reason: invalid.to_string() })?;
    input::write(&arguments.out, &file)?;
    let report = Report::new(arguments, &folded, &file);
    let PackArguments { arch, mean, std, .. } = arguments;
    let parameters = Parameters { architecture: arch.name(), mean: *mean, std: *std };
    let provenance = Provenance::new("freqscope-lab-pack/1", options, parameters);
    print(options, &Answer::new(&report, &provenance), || {
        let Report { out, architecture, layout, widths, bytes, .. } = &report;
        format!("{out}: {architecture} of widths {widths:?} from the {layout} layout, {bytes} bytes")
    })
}

fn convert(arguments: &PackArguments) -> Result<(Folded, Vec<u8>), InvalidModel> {
    let normalisation = arguments.mean.zip(arguments.std).map(|(mean, std)| Normalisation::new(mean, std));
    let checkpoint = PytorchCheckpoint::open(&arguments.checkpoint)?;
    let folded = Folded::find(checkpoint, arguments.arch, normalisation.transpose()?)?;
    let file = pack(&folded)?;
    Ok((folded, file))
}

impl Report {
    fn new(arguments: &PackArguments, folded: &Folded, file: &[u8]) -> Self {
        let header = folded.header();
        Self {
            checkpoint: arguments.checkpoint.display().to_string(),
            out: arguments.out.display().to_string(),
            architecture: header.geometry.architecture().name(),
            layout: folded.layout().to_string(),
            widths: header.geometry.widths().to_vec(),
            blocks: header.geometry.blocks().to_vec(),
            mean: header.normalisation.mean,
            std: header.normalisation.std,
            bytes: file.len(),
            sha256: sha256(file),
        }
    }
}

/// Three numbers, one for each colour channel.
fn colour(text: &str) -> Result<[f32; Image::CHANNELS], String> {
    let numbers: Option<Vec<f32>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    let three = numbers.and_then(|numbers| numbers.try_into().ok());
    three.ok_or_else(|| "three numbers are wanted, such as 0.4914,0.4822,0.4465".into())
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema::<Report>()
}
