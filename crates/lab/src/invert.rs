//! `lab invert`

use super::{
    Options,
    input::{self, Subject},
    method::number,
    print,
    provenance::Provenance,
};
use freqscope_core::{
    error::{Error, Result},
    image::{Image, npy},
    inversion::{Endpoints, InversionReport, InversionSpec},
    text::significant,
};
use pollster::block_on;
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `lab invert`.
#[derive(Debug, clap::Args)]
pub struct InvertArguments {
    #[command(flatten)]
    subject: Subject,
    /// Image to begin at; one for all images, or one for each
    #[arg(long, value_name = "F")]
    start: PathBuf,
    #[command(flatten)]
    search: SearchArguments,
    /// Where to write the images that were found
    #[arg(long, value_name = "F.npy")]
    out: PathBuf,
}

/// How the image is searched for.
#[derive(Debug, clap::Args)]
pub struct SearchArguments {
    /// Steps
    #[arg(long, value_name = "N", default_value_t = InversionSpec::default().steps)]
    steps: u32,
    /// ℓ2 length of a step in pixel units (pixels lie in [0, 1]), or a fraction
    #[arg(long, value_name = "A", value_parser = number, allow_negative_numbers = true,
        default_value_t = InversionSpec::default().step_size)]
    step_size: f64,
}

impl SearchArguments {
    /// What was asked for, if it has a meaning.
    pub fn spec(&self) -> Result<InversionSpec> {
        let spec = InversionSpec { steps: self.steps, step_size: self.step_size };
        spec.check()?;
        Ok(spec)
    }
}

/// Inverts the representations of the images.
pub fn run(options: &Options, arguments: &InvertArguments) -> Result<()> {
    let spec = arguments.search.spec()?;
    input::check_out_as(&arguments.out, "npy")?;
    let images = arguments.subject.images()?;
    let endpoints = arguments.endpoints(images.as_slice())?;
    let mut network = arguments.subject.network(options)?;
    input::note_device(&network.engine);
    let reports = block_on(network.engine.invert(&network.name, &spec, &endpoints, async |_| Ok(())))?;
    let found = images.all.with(reports.iter().map(|report| report.image.clone()).collect())?;
    input::write(&arguments.out, &npy::write(&found)?)?;
    let results: Vec<Inverted> = reports.into_iter().map(Inverted::from).collect();
    let parameters = Parameters { inversion: spec, start: arguments.start.display().to_string() };
    let provenance = Provenance::by("freqscope-lab-invert/1", &network, options, parameters);
    print(options, &provenance.answers(&images, &results)?, || results.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// What is asked beside the images and the network.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    #[serde(flatten)]
    inversion: InversionSpec,
    /// Path of the images that it begins at.
    start: String,
}

impl InvertArguments {
    /// The images, each with its start.
    fn endpoints(&self, images: &[Image]) -> Result<Vec<Endpoints>> {
        let starts = input::images(&self.start)?;
        let starts = starts.as_slice();
        if starts.len() != 1 && starts.len() != images.len() {
            let reason = format!("it has {} images: give one, or one for each of {}", starts.len(), images.len());
            return Err(Error::File { path: self.start.display().to_string(), reason });
        }
        let pairs = images.iter().zip(starts.iter().cycle());
        Ok(pairs.map(|(target, start)| Endpoints { start: start.clone(), target: target.clone() }).collect())
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Inverted {
    loss: f32,
    start_loss: f32,
    iterations: usize,
    losses: Vec<f32>,
}

impl From<InversionReport> for Inverted {
    fn from(InversionReport { loss, losses, .. }: InversionReport) -> Self {
        let start_loss = losses.first().copied().unwrap_or(loss);
        Self { loss, start_loss, iterations: losses.len(), losses }
    }
}

fn line(inverted: &Inverted) -> String {
    let Inverted { loss, start_loss, iterations, .. } = inverted;
    let [start_loss, loss] = [start_loss, loss].map(|&loss| significant(loss.into(), 4));
    format!("relative loss {start_loss} → {loss} in {iterations} steps")
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema_of_each::<Inverted>()
}
