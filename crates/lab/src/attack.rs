//! `lab attack`

use super::{
    Options,
    batch::{self, Answered, AtOnce, Kept},
    images::Images,
    input::Subject,
    method::MethodArguments,
    output::{Kind, Place},
    print,
    provenance::Provenance,
    stop,
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
    statistics::{Estimate, INTERVALS, Proportion},
    study::ImageStudy,
    text::significant,
};
use pollster::block_on;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Arguments of `lab attack`.
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
    let place = Place::new(options, &arguments.out, Kind::Array)?;
    let images = arguments.subject.images_in_range()?;
    let examples = arguments.examples(&images)?;
    let mut network = arguments.subject.network(options)?;
    let place = place.with_room(npy::size(images.as_slice().len()))?;
    let study = (AttackBatch { attack: spec.clone(), classes: arguments.class.clone() }, AtOnce::Batch);
    let answered =
        batch::run(&mut network, (images, Some(place.path())), study, |(engine, model), study, positions| {
            let examples: Vec<Example> = positions.iter().map(|&position| examples[position].clone()).collect();
            block_on(engine.attack(model, &study.attack, &examples, async |_| stop::check()))
        })?;
    let Answered { images, reports, .. } = &answered;
    let adversarial = images.all.with(reports.iter().map(|report| report.image.clone()).collect())?;
    place.write(&npy::write(&adversarial)?)?;
    answered.done();
    let results: Vec<Attacked> = reports.iter().cloned().map(Attacked::from).collect();
    if options.json && results.len() > 1 {
        eprintln!("lab: {}", summary(&results));
    }
    let parameters = Parameters { attack: spec, classes: &arguments.class };
    let provenance = Provenance::by("freqscope-lab-attack/1", &network, options, parameters);
    print(options, &provenance.answers(images, &results)?, || images.summed_up(&results, line, summary))
}

/// An attack on several images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct AttackBatch {
    attack: AttackSpec,
    classes: Vec<Class>,
}

impl ImageStudy for AttackBatch {
    const RECORDS: &'static str = "freqscope-lab-attack-part/1";
    const UNCHECKED_RECORDS: &'static [&'static str] = &[];
    type Record = Kept<AttackReport>;
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

    /// The images with their true classes: as given, or else as their folders are called.
    fn examples(&self, images: &Images) -> Result<Vec<Example>> {
        let count = images.as_slice().len();
        if !self.class.is_empty() && self.class.len() != count {
            let (name, value) = ("the number of classes".into(), self.class.len().to_string());
            let range = format!("one class for each of the {count} images, or none");
            return Err(Error::Parameter { name, value, range });
        }
        let class = |i: usize| self.class.get(i).copied().or(images.sources[i].label);
        let example = |(i, image): (usize, &Image)| Example { image: image.clone(), class: class(i) };
        Ok(images.as_slice().iter().enumerate().map(example).collect())
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

/// Such as “37 of 47 succeeded, 78.7 % (65.1 to 88.0 %), mean ℓ2 0.412 ± 0.034; 10 resisted, 3 left alone”.
fn summary(results: &[Attacked]) -> String {
    let count = |wanted: Outcome| results.iter().filter(|attacked| attacked.outcome == wanted).count();
    let [succeeded, resisted, left_alone] = [Outcome::Succeeded, Outcome::Resisted, Outcome::Misclassified].map(count);
    let lengths: Vec<f64> =
        results.iter().filter(|attacked| attacked.success).map(|attacked| attacked.distance.l2).collect();
    let mean = Estimate::of(&lengths);
    let length = mean.mean.map(|length| format!(", mean ℓ2 {length:.3}{}", mean.plus_minus(lengths.len(), 3)));
    let (attacked, length) = (succeeded + resisted, length.unwrap_or_default());
    let rate = Proportion::of(succeeded, attacked).percent(1);
    format!(
        "{succeeded} of {attacked} succeeded, {rate}{length}; {resisted} resisted, {left_alone} left alone; {INTERVALS}"
    )
}

fn line(attacked: &Attacked) -> String {
    let Attacked { class_before, class_after, distance, ssim, queries, .. } = attacked;
    let Distance { l2, linf, .. } = distance;
    match attacked.outcome {
        Outcome::Misclassified => format!("{class_before}: misclassified already, left alone"),
        _ => {
            let [l2, linf, ssim] = [*l2, *linf, *ssim].map(|value| significant(value, 4));
            let outcome = if attacked.success { "succeeded" } else { "resisted" };
            format!("{outcome}  {class_before} → {class_after}  l2 {l2}  linf {linf}  ssim {ssim}  {queries} queries")
        }
    }
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema_of_each::<Attacked>()
}
