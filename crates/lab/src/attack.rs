//! `lab attack`

use super::{
    Options,
    input::{self, Subject},
    method::MethodArguments,
    print,
    provenance::Provenance,
};
use freqscope_core::{
    attack::{
        AttackSpec, Example, Misclassified,
        goal::Goal,
        report::{AttackReport, Outcome},
    },
    class::Class,
    error::{Error, Result},
    image::{Image, npy, similarity::Distance},
    logits::Logits,
    text::significant,
};
use pollster::block_on;
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `lab attack`.
///
/// Radii and steps are in pixel units (pixels lie in [0, 1]) and may be fractions such as 8/255.
#[derive(Debug, clap::Args)]
pub struct AttackArguments {
    #[command(flatten)]
    subject: Subject,
    /// Where to write the adversarial images
    #[arg(long, value_name = "F.npy")]
    out: PathBuf,
    /// Wanted class, by name or index; any wrong one where it is left out
    #[arg(long, value_name = "C")]
    target: Option<Class>,
    /// True class of each image, separated by commas; what the model says where it is left out
    #[arg(long, value_name = "C", value_delimiter = ',')]
    class: Vec<Class>,
    /// Attack images that the model gets wrong too
    #[arg(long)]
    attack_misclassified: bool,
    #[command(flatten)]
    method: MethodArguments,
}

/// Attacks the images.
pub fn run(options: &Options, arguments: &AttackArguments) -> Result<()> {
    let spec = arguments.spec(options.seed)?;
    spec.check()?;
    input::check_out_as(&arguments.out, "npy")?;
    let images = arguments.subject.images()?;
    let examples = arguments.examples(images.as_slice())?;
    let mut network = arguments.subject.network(options)?;
    let reports = block_on(network.engine.attack(&network.name, &spec, &examples, async |_| Ok(())))?;
    // Only now, so that a refusal, which may need the model, is a single line.
    input::note_device(&network.engine);
    let adversarial = images.all.with(reports.iter().map(|report| report.image.clone()).collect())?;
    input::write(&arguments.out, &npy::write(&adversarial)?)?;
    let results: Vec<Attacked> = reports.into_iter().map(Attacked::from).collect();
    let parameters = Parameters { attack: spec, classes: &arguments.class };
    let provenance = Provenance::by("freqscope-lab-attack/1", &network, options, parameters);
    print(options, &provenance.answers(&images, &results)?, || results.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// What is asked beside the images and the network.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters<'a> {
    #[serde(flatten)]
    attack: AttackSpec,
    /// The true class of each image; empty where the network's word is taken for it.
    classes: &'a [Class],
}

impl AttackArguments {
    fn spec(&self, seed: u64) -> Result<AttackSpec> {
        Ok(AttackSpec {
            method: self.method.method()?,
            goal: self.target.map_or(Goal::Untargeted, Goal::Targeted),
            seed,
            misclassified: if self.attack_misclassified { Misclassified::Attack } else { Misclassified::LeaveAlone },
        })
    }

    fn examples(&self, images: &[Image]) -> Result<Vec<Example>> {
        if !self.class.is_empty() && self.class.len() != images.len() {
            let (name, value) = ("the number of classes".into(), self.class.len().to_string());
            let range = format!("one class for each of the {} images, or none", images.len());
            return Err(Error::Parameter { name, value, range });
        }
        let example = |(i, image): (usize, &Image)| Example { image: image.clone(), class: self.class.get(i).copied() };
        Ok(images.iter().enumerate().map(example).collect())
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Attacked {
    success: bool,
    outcome: Outcome,
    class_before: Class,
    class_after: Class,
    #[serde(flatten)]
    distance: Distance,
    ssim: f64,
    queries: u32,
    iterations: u32,
    logits_before: Logits,
    logits_after: Logits,
    losses: Vec<f32>,
}

impl From<AttackReport> for Attacked {
    fn from(report: AttackReport) -> Self {
        Self {
            success: report.outcome == Outcome::Succeeded,
            outcome: report.outcome,
            class_before: report.before.class(),
            class_after: report.after.class(),
            distance: report.distance,
            ssim: report.ssim,
            queries: report.queries,
            iterations: report.iterations,
            logits_before: report.before,
            logits_after: report.after,
            losses: report.losses,
        }
    }
}

fn line(attacked: &Attacked) -> String {
    let Attacked { class_before, class_after, distance, ssim, queries, .. } = attacked;
    let Distance { l2, linf, .. } = distance;
    match attacked.outcome {
        Outcome::Misclassified => format!("{class_before}: misclassified already, left alone"),
        _ => {
            let [l2, linf, ssim] = [*l2, *linf, *ssim].map(|value| significant(value, 4));
            format!("{class_before} → {class_after}  l2 {l2}  linf {linf}  ssim {ssim}  {queries} queries")
        }
    }
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema_of_each::<Attacked>()
}
