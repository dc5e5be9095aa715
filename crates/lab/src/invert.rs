//! `lab invert`

use super::{
    Options,
    batch::{self, Answered, AtOnce, Kept},
    images,
    input::Subject,
    number::{count, number},
    output::{Kind, Place},
    print,
    provenance::Provenance,
    stop,
};
use freqscope_core::{
    error::{Error, Result},
    image::{Image, npy},
    inversion::{Endpoints, InversionReport, InversionSpec},
    statistics::{Estimate, INTERVALS},
    study::ImageStudy,
    text::significant,
};
use pollster::block_on;
use serde::{Deserialize, Serialize};
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
    #[arg(long, value_name = "N", value_parser = count::<u32>, default_value_t = InversionSpec::default().steps)]
    steps: u32,
    /// ℓ2 length of a step in pixel units (pixels lie in [0, 1]), or a fraction
    #[arg(long, value_name = "A", value_parser = number,
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
    let place = Place::new(options, &arguments.out, Kind::Array)?;
    let images = arguments.subject.images_in_range()?;
    let starts = images::read_complete_in_range(&arguments.start)?;
    let endpoints = arguments.endpoints(images.as_slice(), starts.as_slice())?;
    let mut network = arguments.subject.network(options)?;
    let place = place.with_room(npy::size(images.as_slice().len()))?;
    let study = (InversionBatch { inversion: spec, starts_sha256: starts.sha256() }, AtOnce::Batch);
    let answered =
        batch::run(&mut network, (images, Some(place.path())), study, |(engine, model), study, positions| {
            let endpoints: Vec<Endpoints> = positions.iter().map(|&position| endpoints[position].clone()).collect();
            block_on(engine.invert(model, &study.inversion, &endpoints, async |_| stop::check()))
        })?;
    let Answered { images, reports, .. } = &answered;
    let found = images.all.with(reports.iter().map(|report| report.image.clone()).collect())?;
    place.write(&npy::write(&found)?)?;
    answered.done();
    let results: Vec<Inverted> = reports.iter().cloned().map(Inverted::from).collect();
    if options.json && results.len() > 1 {
        eprintln!("lab: {}", summary(&results));
    }
    let parameters = Parameters { inversion: spec, start: arguments.start.display().to_string() };
    let provenance = Provenance::by("freqscope-lab-invert/1", &network, options, parameters);
    print(options, &provenance.answers(images, &results)?, || images.summed_up(&results, line, summary))
}

/// The inversion of several images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct InversionBatch {
    #[serde(flatten)]
    inversion: InversionSpec,
    starts_sha256: String,
}

impl ImageStudy for InversionBatch {
    const RECORDS: &'static str = "freqscope-lab-invert-part/1";
    const UNCHECKED_RECORDS: &'static [&'static str] = &[];
    type Record = Kept<InversionReport>;
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
    fn endpoints(&self, images: &[Image], starts: &[Image]) -> Result<Vec<Endpoints>> {
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

/// Such as “50 images: mean relative loss 1.013 ± 0.021 → 0.084 ± 0.006”.
fn summary(results: &[Inverted]) -> String {
    let mean = |loss: fn(&Inverted) -> f32| {
        let losses: Vec<f64> = results.iter().map(|inverted| loss(inverted).into()).collect();
        let mean = Estimate::of(&losses);
        format!("{:.3}{}", mean.mean.unwrap_or(f64::NAN), mean.plus_minus(losses.len(), 3))
    };
    let [start, end] = [mean(|inverted| inverted.start_loss), mean(|inverted| inverted.loss)];
    format!("{} images: mean relative loss {start} → {end}; {INTERVALS}", results.len())
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
