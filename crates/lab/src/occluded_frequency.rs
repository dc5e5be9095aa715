//! `lab of`

use super::{
    Options,
    batch::{self, AtOnce, Kept},
    input::Subject,
    output::{Kind, Place},
    print,
    provenance::Provenance,
    stop, to_json, value_name,
};
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    image::Image,
    occlusion::{
        OcclusionReport, OcclusionSpec,
        ablation::{Baseline, FillKind, Zero},
    },
    spectrum::partition::Partition,
    study::ImageStudy,
};
use freqscope_engine::engine::Engine;
use pollster::block_on;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Arguments of `lab of`.
#[derive(Debug, clap::Args)]
pub struct OccludedFrequencyArguments {
    #[command(flatten)]
    subject: Subject,
    /// Class of interest, by name or index; the predicted class where it is left out
    #[arg(long, value_name = "C")]
    class: Option<Class>,
    #[command(flatten)]
    baseline: BaselineArguments,
    /// How the spectrum is cut into bands
    #[arg(long, value_enum, default_value_t)]
    bands: Partition,
    /// Where to write the answers as JSON too; those of several images are gathered beside it, in F.part
    #[arg(long, value_name = "F.json")]
    out: Option<PathBuf>,
}

/// What a removed band is replaced by.
#[derive(Debug, clap::Args)]
pub struct BaselineArguments {
    /// What replaces a removed coefficient
    #[arg(long, value_enum, default_value_t)]
    fill: FillKind,
    /// Put zeros into normalised pixels: without band 0 an image has the data set's mean colour, not black
    #[arg(long)]
    normalised: bool,
    /// Limit ablated images to [0, 1]
    #[arg(long)]
    clip: bool,
}

impl BaselineArguments {
    /// The baseline, with `seed` for its noise.
    ///
    /// # Errors
    /// [`Error::Foreign`] where zeros are asked for in a form, and none are put in.
    pub fn baseline(&self, seed: u64) -> Result<Baseline> {
        if self.normalised && self.fill != FillKind::Zero {
            let choice = format!("--fill {}", value_name(self.fill));
            return Err(Error::Foreign { option: "--normalised".into(), choice });
        }
        let zero = if self.normalised { Zero::Normalised } else { Zero::Pixels };
        Ok(Baseline { fill: self.fill.seeded(seed), zero, clip: self.clip })
    }
}

/// What scores depend on beside the image and the network.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    class: Option<Class>,
    baseline: Baseline,
    partition: Partition,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Attribution {
    class: Class,
    logit: f32,
    scores: Vec<f32>,
}

impl From<OcclusionReport> for Attribution {
    fn from(report: OcclusionReport) -> Self {
        Self { class: report.class, logit: report.clean.of(report.class), scores: report.scores }
    }
}

/// The attribution of several images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct AttributionBatch(Parameters);

impl ImageStudy for AttributionBatch {
    const RECORDS: &'static str = "freqscope-lab-of-part/1";
    const UNCHECKED_RECORDS: &'static [&'static str] = &[];
    type Record = Kept<OcclusionReport>;
}

/// Kind and version of the answers.
const FORMAT: &str = "freqscope-lab-of/1";

/// Attributes the images.
pub fn run(options: &Options, arguments: &OccludedFrequencyArguments) -> Result<()> {
    let baseline = arguments.baseline.baseline(options.seed)?;
    let place = arguments.out.as_ref().map(|out| Place::new(options, out, Kind::Result(FORMAT))).transpose()?;
    let images = arguments.subject.images()?;
    let mut network = arguments.subject.network(options)?;
    let place = place.map(|place| place.with_room(0)).transpose()?;
    let parameters = Parameters { class: arguments.class, baseline, partition: arguments.bands };
    let (pixels, out) = (images.as_slice().to_vec(), place.as_ref().map(Place::path));
    let study = (AttributionBatch(parameters), AtOnce::One);
    let answered = batch::run(&mut network, (images, out), study, |(engine, model), study, positions| {
        positions.iter().map(|&position| attribute(engine, model, study.0, &pixels[position])).collect()
    })?;
    let attributions: Vec<Attribution> = answered.reports.iter().cloned().map(Attribution::from).collect();
    let provenance = Provenance::by(FORMAT, &network, options, parameters);
    let answers = provenance.answers(&answered.images, &attributions)?;
    if let Some(place) = place {
        place.write(to_json(&answers)?.as_bytes())?;
        answered.done();
    }
    print(options, &answers, || answered.images.titled(attributions.iter().map(table)).join("\n\n"))
}

fn attribute(engine: &mut Engine, model: &str, parameters: Parameters, image: &Image) -> Result<OcclusionReport> {
    let Parameters { class, baseline, partition } = parameters;
    let spec = OcclusionSpec { image: image.clone(), class, baseline, partition };
    block_on(engine.occluded_frequency(model, &spec, async |_| stop::check()))
}

fn table(attribution: &Attribution) -> String {
    let header = format!("{}, logit {:.3}\nband  score", attribution.class, attribution.logit);
    let rows = attribution.scores.iter().enumerate().map(|(k, score)| format!("{k:>4}  {score:+.4}"));
    std::iter::once(header).chain(rows).collect::<Vec<_>>().join("\n")
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema_of_each::<Attribution>()
}
