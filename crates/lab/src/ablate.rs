//! `lab ablate`

use super::{
    Options, input,
    occluded_frequency::BaselineArguments,
    print,
    provenance::{Answer, Provenance},
};
use freqscope_core::{
    error::{Error, Result},
    image::{Image, npy, one_or_many::OneOrMany},
    occlusion::ablation::{Ablation, Baseline},
    spectrum::band::Bands,
};
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `lab ablate`.
#[derive(Debug, clap::Args)]
pub struct AblateArguments {
    /// Image
    #[arg(long, value_name = "F")]
    image: PathBuf,
    /// Bands to remove, such as 0,5-9
    #[arg(long)]
    bands: Bands,
    /// Where to write: .npy keeps every value, .png limits them to [0, 1] and rounds them to 8 bits
    #[arg(long, value_name = "F.npy|F.png")]
    out: PathBuf,
    #[command(flatten)]
    baseline: BaselineArguments,
}

/// Writes the images without the bands.
pub fn run(options: &Options, arguments: &AblateArguments) -> Result<()> {
    let ablation = Ablation { bands: arguments.bands, baseline: arguments.baseline.baseline(options.seed)? };
    let images = input::images(&arguments.image)?;
    let ablated = images.all.try_map(|image| Ok(ablation.apply(image)))?;
    input::write(&arguments.out, &encode(&ablated, arguments)?)?;
    let (out, bands) = (arguments.out.display().to_string(), arguments.bands.to_string());
    let (file, count) = (arguments.image.display().to_string(), images.sources.len());
    let parameters = Parameters { bands: bands.clone(), baseline: ablation.baseline };
    let answer = Ablated { file, out, bands, images: count };
    let provenance = Provenance::new("freqscope-lab-ablate/1", options, parameters);
    print(options, &Answer::new(&answer, &provenance), || format!("{}: without bands {}", answer.out, answer.bands))
}

/// What was written.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Ablated {
    file: String,
    out: String,
    bands: String,
    images: usize,
}

/// What was removed, and what took its place.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    bands: String,
    baseline: Baseline,
}

fn encode(images: &OneOrMany<Image>, arguments: &AblateArguments) -> Result<Vec<u8>> {
    let fail = |reason: &str| Error::File { path: arguments.out.display().to_string(), reason: reason.into() };
    if input::has_extension(&arguments.out, "npy") {
        return npy::write(images);
    }
    match images {
        _ if !input::has_extension(&arguments.out, "png") => Err(fail("the name must end in .npy or .png")),
        OneOrMany::One(image) => image.to_png(),
        OneOrMany::Many(_) => Err(fail("several images fit only into a .npy file")),
    }
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema::<Ablated>()
}
