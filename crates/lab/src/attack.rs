//! `lab attack`

use super::{
    Options,
    input::{self, Subject},
    method::MethodArguments,
    print,
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
    input::check_npy(&arguments.out)?;
    let images = arguments.subject.images()?;
    let examples = arguments.examples(images.as_slice())?;
    let (mut engine, model) = arguments.subject.engine(options)?;
    let reports = block_on(engine.attack(model, &spec, &examples, async |_| Ok(())))?;
    // Only now, so that a refusal, which may need the model, is a single line.
    input::note_device(&engine);
    let reports = images.with(reports)?;
    input::write(&arguments.out, &npy::write(&reports.try_map(|report| Ok(report.image.clone()))?)?)?;
    let results = images.with(reports.into_vec().into_iter().map(Attacked::from).collect())?;
    print(options, &results, || results.as_slice().iter().map(line).collect::<Vec<_>>().join("\n"))
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
        _ => format!("{class_before} → {class_after}  l2 {l2:.4}  linf {linf:.4}  ssim {ssim:.4}  {queries} queries"),
    }
}
