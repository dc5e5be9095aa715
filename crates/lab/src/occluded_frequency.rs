//! `lab of`

use super::{Options, input::Subject, print, provenance::Provenance, value_name};
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    image::Image,
    occlusion::{
        OcclusionReport, OcclusionSpec,
        ablation::{Baseline, FillKind, Zero},
    },
    spectrum::partition::Partition,
};
use pollster::block_on;
use serde::Serialize;

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
#[derive(Debug, Clone, Copy, Serialize)]
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

/// Attributes the images.
pub fn run(options: &Options, arguments: &OccludedFrequencyArguments) -> Result<()> {
    let baseline = arguments.baseline.baseline(options.seed)?;
    let (mut network, images) = arguments.subject.open(options)?;
    let parameters = Parameters { class: arguments.class, baseline, partition: arguments.bands };
    let attribute = |image: &Image| {
        let Parameters { class, baseline, partition } = parameters;
        let spec = OcclusionSpec { image: image.clone(), class, baseline, partition };
        block_on(network.engine.occluded_frequency(&network.name, &spec, async |_| Ok(()))).map(Attribution::from)
    };
    let attributions: Vec<Attribution> = images.as_slice().iter().map(attribute).collect::<Result<_>>()?;
    let provenance = Provenance::by("freqscope-lab-of/1", &network, options, parameters);
    print(options, &provenance.answers(&images, &attributions)?, || {
        attributions.iter().map(table).collect::<Vec<_>>().join("\n\n")
    })
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
