//! `lab attack`

use super::{
    Options,
    input::{self, Subject},
    print,
};
use crate::{
    adversary::{
        AttackReport, AttackSpec, Basis, Cw, Example, Goal, Method, Misclassified, Order, Outcome, Pgd, Simba, Start,
    },
    class::Class,
    error::{Error, Result},
    image::Image,
    logits::Logits,
    npy,
    similarity::Distance,
    threat::ThreatModel,
};
use clap::ValueEnum;
use pollster::block_on;
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `lab attack`.
///
/// Radii and steps are in pixel units (pixels lie in [0, 1]) and may be fractions such as 8/255.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    subject: Subject,
    /// How the adversary searches
    #[arg(long, value_enum)]
    method: Choice,
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
    parameters: Parameters,
}

/// What the methods can be told; each has its defaults.
#[derive(Debug, clap::Args)]
struct Parameters {
    /// Radius ε: 8/255 for fgsm and pgd-linf (paper: 0.15), 0.5 for pgd-l2; step of simba, 0.2 (as in the paper); a bound
    /// on the ℓ2 norm for cw, none (in the paper there is one)
    #[arg(long, value_name = "E", value_parser = number, allow_negative_numbers = true)]
    epsilon: Option<f64>,
    /// Steps of pgd: 10
    #[arg(long, value_name = "N")]
    steps: Option<u32>,
    /// Length of a step of pgd: 2/255 for pgd-linf, 0.125 for pgd-l2
    #[arg(long, value_name = "A", value_parser = number, allow_negative_numbers = true)]
    alpha: Option<f64>,
    /// Begin pgd at the image itself
    #[arg(long)]
    no_random_start: bool,
    /// Confidence of cw in logits: 0
    #[arg(long, value_name = "K", value_parser = number, allow_negative_numbers = true)]
    kappa: Option<f64>,
    /// Iterations of each search step of cw: 1000
    #[arg(long, value_name = "N")]
    iterations: Option<u32>,
    /// Binary search steps of cw: 9
    #[arg(long, value_name = "N")]
    searches: Option<u32>,
    /// Directions of simba: pixel
    #[arg(long, value_enum)]
    basis: Option<BasisChoice>,
    /// Order of simba's directions: random
    #[arg(long, value_enum)]
    order: Option<OrderChoice>,
    /// Side of the block of lowest frequencies that simba takes (random, 32) or begins with (strided, 8)
    #[arg(long, value_name = "N")]
    freq_dims: Option<u8>,
    /// Width of the frames of the strided order: 4
    #[arg(long, value_name = "N")]
    stride: Option<u8>,
    /// Order of simba's directions from a file: int64, each c·1024 + u·32 + v with u, v below some n once
    #[arg(long, value_name = "F.npy", conflicts_with_all = ["order", "freq_dims", "stride"])]
    permutation: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum Choice {
    /// One step of the gradient's sign
    Fgsm,
    /// Projected gradient descent in the ℓ∞ ball
    PgdLinf,
    /// Projected gradient descent in the ℓ2 ball
    PgdL2,
    /// Carlini and Wagner's ℓ2 attack
    Cw,
    /// The simple black-box attack, which needs no gradient
    Simba,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum BasisChoice {
    Pixel,
    Dct,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum OrderChoice {
    /// Shuffled
    Random,
    /// By rising frequency
    Diagonal,
    /// A block of low frequencies, then frames around it, each shuffled
    Strided,
}

/// A number, or a fraction such as 8/255.
fn number(text: &str) -> Result<f64, String> {
    let parse = |text: &str| text.trim().parse::<f64>().map_err(|error| error.to_string());
    match text.split_once('/') {
        Some((numerator, denominator)) => Ok(parse(numerator)? / parse(denominator)?),
        None => parse(text),
    }
}

/// Attacks the images.
pub fn run(options: &Options, arguments: &Arguments) -> Result<()> {
    let spec = arguments.spec(options.seed)?;
    spec.check()?;
    if !input::has_extension(&arguments.out, "npy") {
        let path = arguments.out.display().to_string();
        return Err(Error::File { path, reason: "the name must end in .npy".into() });
    }
    let images = arguments.subject.images()?;
    let examples = arguments.examples(images.as_slice())?;
    let (mut engine, model) = arguments.subject.engine(options)?;
    let reports = block_on(engine.attack(model, &spec, &examples, async |_| Ok(())))?;
    // Only now, so that a refusal, which may need the model, is a single line.
    input::note_device(&engine);
    let adversarial: Vec<Image> = reports.iter().map(|report| report.image.clone()).collect();
    input::write(&arguments.out, &npy::write(&adversarial)?)?;
    let mut results = reports.into_iter().map(Attacked::from);
    let missing = || Error::Computation("an image has no report".into());
    let results = images.try_map(|_| results.next().ok_or_else(missing))?;
    print(options, &results, || results.as_slice().iter().map(line).collect::<Vec<_>>().join("\n"))
}

impl Arguments {
    fn spec(&self, seed: u64) -> Result<AttackSpec> {
        self.parameters.refuse_foreign(self.method)?;
        Ok(AttackSpec {
            method: self.parameters.method(self.method)?,
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

impl Parameters {
    /// Refuses options that another method has.
    fn refuse_foreign(&self, method: Choice) -> Result<()> {
        let pgd = matches!(method, Choice::PgdLinf | Choice::PgdL2);
        let (cw, simba) = (method == Choice::Cw, method == Choice::Simba);
        let given = [
            ("--steps", self.steps.is_some(), pgd),
            ("--alpha", self.alpha.is_some(), pgd),
            ("--no-random-start", self.no_random_start, pgd),
            ("--kappa", self.kappa.is_some(), cw),
            ("--iterations", self.iterations.is_some(), cw),
            ("--searches", self.searches.is_some(), cw),
            ("--basis", self.basis.is_some(), simba),
            ("--order", self.order.is_some(), simba),
            ("--permutation", self.permutation.is_some(), simba),
            ("--freq-dims", self.freq_dims.is_some(), simba && self.order != Some(OrderChoice::Diagonal)),
            ("--stride", self.stride.is_some(), simba && self.order == Some(OrderChoice::Strided)),
        ];
        match given.into_iter().find(|&(_, given, known)| given && !known) {
            Some((option, ..)) => Err(Error::Foreign { option: option.into(), choice: self.choice(method) }),
            None => Ok(()),
        }
    }

    /// The method, with its order where one was chosen, as it is written.
    fn choice(&self, method: Choice) -> String {
        let name = |value: Option<clap::builder::PossibleValue>| value.map(|value| value.get_name().to_owned());
        let order = self.order.filter(|_| method == Choice::Simba).and_then(|order| name(order.to_possible_value()));
        let method = name(method.to_possible_value()).unwrap_or_default();
        order.map_or(method.clone(), |order| format!("{method} with --order {order}"))
    }

    fn method(&self, method: Choice) -> Result<Method> {
        Ok(match method {
            Choice::Fgsm => Method::Fgsm { epsilon: self.epsilon.unwrap_or(Pgd::LINF.threat.epsilon) },
            Choice::PgdLinf => Method::Pgd(self.pgd(Pgd::LINF)),
            Choice::PgdL2 => Method::Pgd(self.pgd(Pgd::L2)),
            Choice::Cw => Method::Cw(self.cw(Cw::default())),
            Choice::Simba => Method::Simba(self.simba(Simba::default())?),
        })
    }

    fn pgd(&self, default: Pgd) -> Pgd {
        let epsilon = self.epsilon.unwrap_or(default.threat.epsilon);
        Pgd {
            threat: ThreatModel { epsilon, ..default.threat },
            alpha: self.alpha.unwrap_or(default.alpha),
            steps: self.steps.unwrap_or(default.steps),
            start: if self.no_random_start { Start::Clean } else { default.start },
        }
    }

    fn cw(&self, default: Cw) -> Cw {
        Cw {
            kappa: self.kappa.unwrap_or(default.kappa),
            iterations: self.iterations.unwrap_or(default.iterations),
            searches: self.searches.unwrap_or(default.searches),
            bound: self.epsilon,
            ..default
        }
    }

    fn simba(&self, default: Simba) -> Result<Simba> {
        let basis = match self.basis {
            Some(BasisChoice::Dct) => Basis::Dct,
            Some(BasisChoice::Pixel) => Basis::Pixel,
            None => default.basis,
        };
        let order = match (&self.permutation, self.order) {
            (Some(path), _) => Order::Given(npy::read_permutation(&input::read(path)?)?),
            (None, Some(OrderChoice::Diagonal)) => Order::Diagonal,
            (None, Some(OrderChoice::Strided)) => {
                Order::Strided { freq_dims: self.freq_dims.unwrap_or(8), stride: self.stride.unwrap_or(4) }
            }
            (None, _) => Order::Random { freq_dims: self.freq_dims.unwrap_or(Image::SIDE as u8) },
        };
        Ok(Simba { epsilon: self.epsilon.unwrap_or(default.epsilon), basis, order })
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
