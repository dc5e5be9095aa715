//! `lab prop1`

use super::{
    Options, images,
    number::number,
    print,
    provenance::{Answer, Provenance},
};
use freqscope_core::{
    error::Result,
    parameter::ensure,
    proposition::{BandBound, Budget},
    text::significant,
};
use serde::Serialize;
use std::{iter::once, path::PathBuf};

/// The most energy: far more than the 3072 between a black image and a white one, and far from where f32 ends.
const MAX_ENERGY: f64 = 1e6;

/// Arguments of `lab prop1`.
#[derive(Debug, clap::Args)]
pub struct Prop1Arguments {
    /// Image
    #[arg(long, value_name = "F")]
    image: PathBuf,
    /// Energy Σ (x′ − x)² that is spent on each band in turn, in pixel units; 3072 turns a black image white
    #[arg(long, value_name = "E", value_parser = number, default_value_t = 1.0)]
    energy: f64,
    /// Limit x′ to [0, 1], which may cost energy and leave the band
    #[arg(long)]
    clip: bool,
}

/// Spends the energy on one band after the other.
pub fn run(options: &Options, arguments: &Prop1Arguments) -> Result<()> {
    let energy = arguments.energy;
    let range = format!("a number above 0 and at most {MAX_ENERGY}");
    ensure(energy > 0.0 && energy <= MAX_ENERGY, "energy", energy, &range)?;
    let images = images::read_all(&arguments.image)?;
    let budget = Budget { energy, clip: arguments.clip };
    let all: Vec<Vec<BandBound>> = images.as_slice().iter().map(|image| budget.band_bounds(image)).collect();
    let parameters = Parameters { energy, clip: arguments.clip };
    let provenance = Provenance::new("freqscope-lab-prop1/1", options, parameters);
    let bands =
        images.sources.iter().zip(&all).map(|(source, bands)| {
            bands.iter().map(|bound| Answer::of(source, bound, &provenance)).collect::<Vec<_>>()
        });
    print(options, &images.all.with(bands.collect())?, || {
        images.titled(all.iter().map(|bands| table(bands))).join("\n\n")
    })
}

/// How much is spent, and whether x′ is limited to [0, 1].
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    energy: f64,
    clip: bool,
}

fn table(bands: &[BandBound]) -> String {
    let row = |BandBound { band, l1, bound }: &BandBound| {
        let [l1, bound] = [l1, bound].map(|&value| significant(value, 4));
        format!("{band:>4}  {l1:>9}  {bound:>9}")
    };
    once("band    l1 norm      bound".to_owned()).chain(bands.iter().map(row)).collect::<Vec<_>>().join("\n")
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    crate::provenance::schema::<freqscope_core::image::one_or_many::OneOrMany<Vec<Answer<BandBound, Parameters>>>>()
}
