//! Adversarial attacks: images close to given ones that the network classifies otherwise.
//!
//! [`freqscope_core::attack`] has their parameters and reports. One file a method: `pgd` (FGSM is one step of it), `cw`
//! and `simba`; they share `ball` (the threat model) and `objective` (the loss), and with inversion and first-order
//! scores `gradient` and `progress`. `robust_accuracy` asks whether the network is right at every iterate of PGD.

pub(crate) mod ball;
mod cw;
#[cfg(test)]
mod linear;
mod objective;
mod pgd;
mod robust_accuracy;
mod simba;

use crate::{
    gradient::{Evaluation, differentiate},
    model::{
        classifier::Classifier,
        transfer::{download, upload},
    },
    progress::{FinalIterate, IterateBatch, Reportable, Reporter},
};
use burn::tensor::{Device, Tensor};
use freqscope_core::{
    attack::{
        AttackSpec, Example, Method, Misclassified,
        cw::Cw,
        goal::{Aim, Goal},
        pgd::Pgd,
        report::{AttackProgress, AttackReport, AttackState, Outcome},
        simba::Move,
    },
    class::Class,
    error::{Error, Result},
    image::{
        Image,
        similarity::{Distance, ssim},
    },
    logits::Logits,
    random,
};
use objective::Objective;
use rand_chacha::ChaCha8Rng;
pub use robust_accuracy::robust_accuracy;

/// What can be attacked: pixels in [0, 1] to logits, differentiable by burn, with weights that do not track gradients.
pub trait LogitModel {
    /// `[N, 3, 32, 32]` → `[N, 10]`, each image for itself.
    fn forward(&self, pixels: Tensor<4>) -> Tensor<2>;
    /// Where its weights lie.
    fn device(&self) -> &Device;
}

impl LogitModel for Classifier {
    fn forward(&self, pixels: Tensor<4>) -> Tensor<2> {
        Self::forward(self, pixels)
    }

    fn device(&self) -> &Device {
        Self::device(self)
    }
}

/// Attacks each of the `examples`; reports come in their order.
///
/// At most `batch` images are computed at once. `step` is called with the progress, throttled for display; an error
/// from it, such as a cancellation, ends the run.
///
/// # Errors
/// [`Error::Parameter`], [`Error::Permutation`] and [`Error::Target`] before any work, [`Error::Computation`] when the
/// device fails, [`Error::NotFinite`] when a result is not finite, and those of `step`.
pub async fn attack(
    spec: &AttackSpec,
    examples: &[Example],
    network: &impl LogitModel,
    batch: usize,
    step: impl AsyncFnMut(AttackProgress) -> Result<()>,
) -> Result<Vec<AttackReport>> {
    spec.check()?;
    let mut before = Vec::with_capacity(examples.len());
    for chunk in examples.chunks(batch) {
        before.extend(classify(network, chunk.iter().map(|example| &example.image)).await?);
    }
    let victims = victims(spec, examples, &before)?;
    let mut reports: Vec<_> =
        examples.iter().zip(&before).map(|(x, &logits)| left_alone(spec.goal, x, logits)).collect();
    let mut reporter = Reporter::new(step, steps(&spec.method), victims.len().div_ceil(batch) as u32);
    for victims in victims.chunks(batch) {
        let group = AttackBatch { network, victims, goal: spec.goal, seed: spec.seed, capacity: batch };
        let crafted = group.craft(&spec.method, &mut reporter).await?;
        let after = classify(network, crafted.iter().map(|crafted| &crafted.image)).await?;
        for ((victim, crafted), after) in victims.iter().zip(crafted).zip(after) {
            reports[victim.index] = crafted.report(victim, before[victim.index], after);
        }
        reporter.end_group();
    }
    Ok(reports)
}

/// The gradient of each image's cross-entropy for its class with respect to its pixels, as a batch of 3072 values each.
///
/// # Errors
/// [`Error::Computation`] when the device fails.
pub async fn gradients(images: &[(Image, Class)], network: &impl LogitModel) -> Result<Vec<f32>> {
    let victims: Vec<Victim> = images.iter().enumerate().map(Victim::away).collect();
    let group = AttackBatch { network, victims: &victims, goal: Goal::Untargeted, seed: 0, capacity: images.len() };
    let objective = Objective::of(&group);
    let (_, gradient) = differentiate(group.clean(), |pixels| group.point(pixels, &objective))?;
    download(gradient).await
}

/// An image that is attacked.
#[derive(Debug)]
struct Victim<'a> {
    /// Its position among the examples.
    index: usize,
    image: &'a Image,
    aim: Aim,
}

/// Images that are attacked together.
struct AttackBatch<'a, N> {
    network: &'a N,
    victims: &'a [Victim<'a>],
    goal: Goal,
    seed: u64,
    /// How many images the device computes at once.
    capacity: usize,
}

/// The result of a method for one image.
struct Crafted {
    image: Image,
    queries: u32,
    iterations: u32,
    losses: Vec<f32>,
    moves: Vec<Move>,
}

/// The images to attack and what each is aimed at.
fn victims<'a>(spec: &AttackSpec, examples: &'a [Example], before: &[Logits]) -> Result<Vec<Victim<'a>>> {
    let mut victims = Vec::new();
    for (index, (example, logits)) in examples.iter().zip(before).enumerate() {
        let (predicted, class) = (logits.class(), example.class.unwrap_or_else(|| logits.class()));
        if class != predicted && spec.misclassified == Misclassified::LeaveAlone {
            continue;
        }
        let aim = spec.goal.aim(class);
        if let Aim::Toward(target) = aim
            && (target == class || target == predicted)
        {
            return Err(Error::Target { number: index + 1, class: target.to_string() });
        }
        victims.push(Victim { index, image: &example.image, aim });
    }
    Ok(victims)
}

/// The report of an image that was not attacked.
fn left_alone(goal: Goal, example: &Example, logits: Logits) -> AttackReport {
    AttackReport {
        outcome: Outcome::Misclassified,
        aim: goal.aim(example.class.unwrap_or_else(|| logits.class())),
        image: example.image.clone(),
        before: logits,
        after: logits,
        distance: Distance::default(),
        ssim: 1.0,
        queries: 0,
        iterations: 0,
        losses: Vec::new(),
        moves: Vec::new(),
    }
}

/// The most steps that the attack on one group takes.
pub(crate) fn steps(method: &Method) -> u32 {
    match method {
        Method::Fgsm { .. } => 1,
        Method::Pgd(pgd) => pgd.steps,
        Method::Cw(Cw { iterations, searches, .. }) => iterations * searches,
        Method::Simba(simba) => simba.order.count() as u32,
    }
}

async fn classify<'a>(network: &impl LogitModel, images: impl Iterator<Item = &'a Image>) -> Result<Vec<Logits>> {
    Logits::from_flat(&download(network.forward(upload(images, network.device()))).await?)
}

impl<N: LogitModel> AttackBatch<'_, N> {
    /// The result of the method for each image.
    async fn craft<S>(&self, method: &Method, reporter: &mut Reporter<S>) -> Result<Vec<Crafted>>
    where
        S: AsyncFnMut(AttackProgress) -> Result<()>,
    {
        match method {
            Method::Fgsm { epsilon } => pgd::run(&Pgd::fgsm(*epsilon), self, reporter).await,
            Method::Pgd(pgd) => pgd::run(pgd, self, reporter).await,
            Method::Cw(cw) => cw::run(cw, self, reporter).await,
            Method::Simba(simba) => simba::run(simba, self, reporter, simba::Place::of(self.network.device())).await,
        }
    }

    fn clean(&self) -> Tensor<4> {
        upload(self.victims.iter().map(|victim| victim.image), self.network.device())
    }

    /// The network and the cross-entropy at an iterate.
    fn point(&self, pixels: Tensor<4>, objective: &Objective) -> Evaluation {
        let logits = self.network.forward(pixels.clone());
        Evaluation { pixels, losses: objective.cross_entropy(logits.clone()), output: logits }
    }

    /// The images' random numbers.
    fn random(&self) -> impl Iterator<Item = ChaCha8Rng> {
        self.victims.iter().map(|victim| random::of_image(self.seed, victim.image))
    }
}

impl<N> Reportable for AttackBatch<'_, N> {
    type State = AttackState;

    fn count(&self) -> usize {
        self.victims.len()
    }

    fn states(&self, iterates: IterateBatch) -> Result<Vec<AttackState>> {
        let logits = Logits::from_flat(&iterates.output)?;
        let states = self.victims.iter().zip(iterates.losses).zip(iterates.images).zip(logits);
        let states = states.map(|(((victim, losses), image), logits)| {
            let loss = losses.last().copied().unwrap_or_default();
            victim.state(image, logits, loss, [iterates.steps, losses.len() as u32])
        });
        Ok(states.collect())
    }
}

impl<'a> Victim<'a> {
    /// The image at position `index`, which is to leave its class.
    fn away((index, (image, class)): (usize, &'a (Image, Class))) -> Self {
        Self { index, image, aim: Aim::Away(*class) }
    }

    /// Where its attack stands, after so many steps and evaluations of the network.
    fn state(&self, image: Image, logits: Logits, loss: f32, [steps, queries]: [u32; 2]) -> AttackState {
        let (margin, distance) = (self.aim.margin(&logits), Distance::between(self.image, &image));
        AttackState { index: self.index as u32, image, logits, loss, margin, distance, steps, queries }
    }
}

impl From<FinalIterate> for Crafted {
    fn from(FinalIterate { image, losses }: FinalIterate) -> Self {
        let count = losses.len() as u32;
        Self { image, queries: count, iterations: count, losses, moves: Vec::new() }
    }
}

impl Crafted {
    fn report(self, victim: &Victim, before: Logits, after: Logits) -> AttackReport {
        let Self { image, queries, iterations, losses, moves } = self;
        AttackReport {
            outcome: if victim.aim.is_reached(&after) { Outcome::Succeeded } else { Outcome::Resisted },
            aim: victim.aim,
            distance: Distance::between(victim.image, &image),
            ssim: ssim(victim.image, &image),
            image,
            before,
            after,
            queries,
            iterations,
            losses,
            moves,
        }
    }
}
