//! Carlini and Wagner's ℓ2 attack.

use super::{
    AttackBatch, Crafted, LogitModel,
    ball::{l2, shrinkage},
    objective::Objective,
};
use crate::{
    gradient::{Evaluation, differentiate},
    model::transfer::download,
    progress::{Reporter, StepRecorder},
};
use burn::tensor::{Bool, Device, Tensor, TensorData, activation::relu};
use freqscope_core::{
    attack::{cw::Cw, report::AttackProgress},
    error::Result,
    image::Image,
};

/// The constant c of the first search step.
const FIRST_CONSTANT: f64 = 1e-3;
/// Keeps atanh finite where a pixel is 0 or 1.
const SHRUNK: f64 = 0.999_999;
/// A search step goes on while each tenth of it brings the loss below this share of what it was.
const PROGRESS: f32 = 0.9999;
/// More than any squared distance of two images.
const FAR: f64 = 1e10;

/// The smallest perturbation of each image that fools the network, by a binary search for the constant c.
pub async fn run<N: LogitModel, S>(
    cw: &Cw,
    group: &AttackBatch<'_, N>,
    reporter: &mut Reporter<S>,
) -> Result<Vec<Crafted>>
where
    S: AsyncFnMut(AttackProgress) -> Result<()>,
{
    let problem = Problem::of(cw, group);
    let mut recorder = StepRecorder::new(group, reporter);
    let mut closest = Closest::none(problem.clean.clone());
    let mut searches = vec![Search::new(); group.victims.len()];
    for search in 0..cw.searches {
        recorder.skip_to(search * cw.iterations);
        let constants: Vec<f32> = searches.iter().map(|search| search.constant as f32).collect();
        let found = descend(&problem, &constants, &mut closest, &mut recorder).await?;
        searches.iter_mut().zip(found).for_each(|(search, found)| search.narrow(found));
    }
    Ok(recorder.finish(closest.pixels).await?.map(Crafted::from).collect())
}

/// One search step: Adam from δ = 0. Which images were fooled on the way.
async fn descend<N: LogitModel, S>(
    problem: &Problem<'_, N>,
    constants: &[f32],
    closest: &mut Closest,
    recorder: &mut StepRecorder<'_, AttackBatch<'_, N>, S>,
) -> Result<Vec<bool>>
where
    S: AsyncFnMut(AttackProgress) -> Result<()>,
{
    let (cw, device) = (problem.cw, problem.group.network.device());
    let constants = row(constants, device);
    let mut active = Active::all(problem.group.victims.len());
    let mut mask = active.mask(device);
    recorder.set_active(active.images.clone());
    let mut found = row(&vec![0.0; active.images.len()], device);
    let mut delta = problem.clean.zeros_like();
    let mut adam = Adam::new(cw.rate, delta.clone());
    for i in 0..cw.iterations {
        let (point, gradient) = differentiate(delta.clone(), |delta| problem.point(delta, constants.clone()))?;
        delta = delta - adam.step(gradient);
        recorder.note(point.clone()).await?;
        if i % cw.iterations.div_ceil(10) == 0 {
            active.keep_improving(&recorder.last_losses().await?);
            recorder.set_active(active.images.clone());
            if active.is_empty() {
                break;
            }
            mask = active.mask(device);
        }
        let fooled = problem.fools(point.output).bool_and(mask.clone());
        found = found.mask_fill(fooled.clone(), 1.0);
        closest.note(point.pixels, &problem.clean, fooled);
    }
    // Where a step ends by itself, losses wait that belong to the images active in it.
    recorder.last_losses().await?;
    Ok(download(found).await?.into_iter().map(|found| found > 0.0).collect())
}

/// What is minimised.
struct Problem<'a, N> {
    cw: &'a Cw,
    group: &'a AttackBatch<'a, N>,
    objective: Objective,
    /// x
    clean: Tensor<4>,
    /// w = atanh(0.999999·(2x − 1))
    origin: Tensor<4>,
    /// (tanh(w) + 1)/2: x up to 5e-7, and what distances are measured from, so that they begin at 0.
    reached: Tensor<4>,
}

impl<'a, N: LogitModel> Problem<'a, N> {
    fn of(cw: &'a Cw, group: &'a AttackBatch<'a, N>) -> Self {
        let in_tanh_space = |image: &Image| {
            let w = image.pixels().iter().map(|&x| (SHRUNK * (2.0 * f64::from(x) - 1.0)).atanh() as f32);
            w.collect::<Vec<_>>()
        };
        let clean = group.clean();
        let values: Vec<f32> = group.victims.iter().flat_map(|victim| in_tanh_space(victim.image)).collect();
        let origin = Tensor::from_data(TensorData::new(values, clean.dims()), group.network.device());
        Self { cw, group, objective: Objective::of(group), clean, reached: from_tanh_space(origin.clone()), origin }
    }

    /// The loss ‖x′ − x‖² + c·max(0, margin + κ) of each image at δ.
    fn point(&self, delta: Tensor<4>, constants: Tensor<1>) -> Evaluation {
        let pixels = self.bounded(from_tanh_space(self.origin.clone() + delta));
        let logits = self.group.network.forward(pixels.clone());
        let distance: Tensor<1> = (pixels.clone() - self.reached.clone()).square().sum_dims(&[1, 2, 3]).flatten(0, 3);
        let lead = relu(self.objective.margin(logits.clone()) + self.cw.kappa);
        Evaluation { pixels, output: logits, losses: distance + constants * lead }
    }

    /// The iterate scaled back to the bound, if there is one; the scale counts as a constant in the gradient.
    fn bounded(&self, pixels: Tensor<4>) -> Tensor<4> {
        let Some(bound) = self.cw.bound else { return pixels };
        let scale = shrinkage(pixels.clone().inner() - self.clean.clone(), bound);
        self.clean.clone() + (pixels - self.clean.clone()) * scale
    }

    /// Which images are classified as wanted, by more than κ: `[N]`.
    fn fools(&self, logits: Tensor<2>) -> Tensor<1, Bool> {
        (self.objective.margin(logits) + self.cw.kappa).lower_scalar(0.0)
    }
}

/// (tanh(w) + 1)/2
fn from_tanh_space(w: Tensor<4>) -> Tensor<4> {
    (w.tanh() + 1.0) / 2.0
}

fn row(values: &[f32], device: &Device) -> Tensor<1> {
    Tensor::from_data(TensorData::new(values.to_vec(), [values.len()]), device)
}

/// The closest adversarial images ever seen.
struct Closest {
    pixels: Tensor<4>,
    /// `[N]`
    distance: Tensor<1>,
}

impl Closest {
    /// The clean images, for as long as there is nothing better.
    fn none(clean: Tensor<4>) -> Self {
        let distance = Tensor::full([clean.dims()[0]], FAR, &clean.device());
        Self { pixels: clean, distance }
    }

    /// Takes over each of `pixels` that is adversarial and closer than what was seen before.
    fn note(&mut self, pixels: Tensor<4>, clean: &Tensor<4>, fooled: Tensor<1, Bool>) {
        let [count, channels, rows, columns] = pixels.dims();
        let distance: Tensor<1> = l2(pixels.clone() - clean.clone()).flatten(0, 3);
        let better = distance.clone().lower(self.distance.clone()).bool_and(fooled);
        self.distance = self.distance.clone().mask_where(better.clone(), distance);
        let better = better.reshape([count, 1, 1, 1]).expand([count, channels, rows, columns]);
        self.pixels = self.pixels.clone().mask_where(better, pixels);
    }
}

/// Which images still improve.
struct Active {
    images: Vec<bool>,
    losses: Vec<f32>,
}

impl Active {
    fn all(count: usize) -> Self {
        Self { images: vec![true; count], losses: vec![f32::INFINITY; count] }
    }

    /// Drops the images whose loss has not fallen enough since the last time.
    fn keep_improving(&mut self, losses: &[f32]) {
        for ((active, last), &loss) in self.images.iter_mut().zip(&mut self.losses).zip(losses) {
            *active &= loss <= PROGRESS * *last;
            *last = loss;
        }
    }

    fn is_empty(&self) -> bool {
        !self.images.contains(&true)
    }

    fn mask(&self, device: &Device) -> Tensor<1, Bool> {
        Tensor::from_data(TensorData::new(self.images.clone(), [self.images.len()]), device)
    }
}

/// The binary search for c of one image.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Search {
    constant: f64,
    lower: f64,
    upper: Option<f64>,
}

impl Search {
    fn new() -> Self {
        Self { constant: FIRST_CONSTANT, lower: 0.0, upper: None }
    }

    /// Down to the middle after a success, up to the middle after a failure, or tenfold while nothing has succeeded.
    fn narrow(&mut self, found: bool) {
        match found {
            true => self.upper = Some(self.constant),
            false => self.lower = self.constant,
        }
        self.constant = self.upper.map_or(10.0 * self.constant, |upper| (self.lower + upper) / 2.0);
    }
}

/// Adam (Kingma and Ba, 2015) with β₁ = 0.9, β₂ = 0.999 and 1e-8 in the denominator.
struct Adam {
    rate: f64,
    steps: i32,
    mean: Tensor<4>,
    square: Tensor<4>,
}

impl Adam {
    fn new(rate: f64, zeros: Tensor<4>) -> Self {
        Self { rate, steps: 0, mean: zeros.clone(), square: zeros }
    }

    /// What is to be subtracted.
    fn step(&mut self, gradient: Tensor<4>) -> Tensor<4> {
        const BETA_1: f64 = 0.9;
        const BETA_2: f64 = 0.999;
        self.steps += 1;
        self.mean = self.mean.clone() * BETA_1 + gradient.clone() * (1.0 - BETA_1);
        self.square = self.square.clone() * BETA_2 + gradient.square() * (1.0 - BETA_2);
        let mean = self.mean.clone() / (1.0 - BETA_1.powi(self.steps));
        let square = self.square.clone() / (1.0 - BETA_2.powi(self.steps));
        mean * self.rate / (square.sqrt() + 1e-8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_searched_as_carlini_does() {
        let mut search = Search::new();
        let mut constants = Vec::new();
        for found in [false, false, true, false, true] {
            search.narrow(found);
            constants.push(search.constant);
        }
        for (found, expected) in constants.iter().zip([0.01, 0.1, 0.055, 0.0775, 0.066_25]) {
            assert!((found - expected).abs() < 1e-12, "{constants:?}");
        }
    }

    #[test]
    fn a_search_step_ends_where_the_loss_stands_still() {
        let mut active = Active::all(3);
        active.keep_improving(&[1.0, 1.0, f32::NAN]);
        assert_eq!(active.images, [true, true, false]);
        active.keep_improving(&[0.5, 0.999_95, 0.0]);
        assert_eq!(active.images, [true, false, false]);
        active.keep_improving(&[0.5, 0.1, 0.0]);
        assert!(active.is_empty());
    }

    #[test]
    fn the_first_step_of_adam_has_the_length_of_its_rate() {
        let device = Device::flex();
        let gradient = Tensor::<4>::full([1, 3, 32, 32], -20.0, &device);
        let step = Adam::new(0.01, gradient.zeros_like()).step(gradient);
        let values = pollster::block_on(download(step)).unwrap();
        assert!(values.iter().all(|value| (value + 0.01).abs() < 1e-6));
    }
}
