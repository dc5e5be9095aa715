//! `lab ablate`

use super::{
    Options,
    file::has_extension,
    images,
    occluded_frequency::BaselineArguments,
    output::{Kind, Place, ROOM},
    print,
    provenance::{Answer, Provenance},
};
use freqscope_core::{
    error::{Error, Result},
    image::{Image, npy, one_or_many::OneOrMany},
    occlusion::ablation::{Ablation, Baseline},
    parameter::ensure,
    spectrum::band::Bands,
};
use serde::Serialize;
use std::path::{Path, PathBuf};

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
    ensure(!arguments.bands.is_empty(), "bands", format!("“{}”", arguments.bands), "one or more, such as 0,5-9")?;
    let ablation = Ablation { bands: arguments.bands, baseline: arguments.baseline.baseline(options.seed)? };
    let place = arguments.place(options)?;
    let images = images::read_all(&arguments.image)?;
    let place = place.with_room(ROOM)?;
    let ablated = images.all.try_map(|image| Ok(ablation.apply(image)))?;
    place.write(&encode(&ablated, &place)?)?;
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

impl AblateArguments {
    fn place(&self, options: &Options) -> Result<Place> {
        let kind = match (has_extension(&self.out, "npy"), has_extension(&self.out, "png")) {
            (true, _) => Kind::Array,
            (_, true) => Kind::Picture,
            _ => return Err(fail(&self.out, "the name must end in .npy or .png")),
        };
        Place::new(options, &self.out, kind)
    }
}

fn encode(images: &OneOrMany<Image>, place: &Place) -> Result<Vec<u8>> {
    match images {
        _ if has_extension(place.path(), "npy") => npy::write(images),
        OneOrMany::One(image) => image.to_png(),
        OneOrMany::Many(_) => Err(fail(place.path(), "several images fit only into a .npy file")),
    }
}

fn fail(path: &Path, reason: &str) -> Error {
    Error::File { path: path.display().to_string(), reason: reason.into() }
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema::<Ablated>()
}
