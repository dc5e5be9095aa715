//! Projected gradient descent in both norms; one step of it without a random start is FGSM.

use super::{
    AttackBatch, Crafted, LogitModel,
    ball::{direction, into_box, project},
    objective::Objective,
};
use crate::{
    gradient::{Evaluation, differentiate},
    model::transfer::upload,
    progress::{Reporter, StepRecorder},
};
use burn::tensor::Tensor;
use freqscope_core::{
    attack::{
        pgd::{Pgd, Start},
        report::AttackProgress,
    },
    error::Result,
    image::Image,
};

/// x ← clamp(x₀ + P(x + α·direction(±∇CE) − x₀), 0, 1), `steps` times, with P the projection on the ball.
pub async fn run<N: LogitModel, S>(
    pgd: &Pgd,
    group: &AttackBatch<'_, N>,
    reporter: &mut Reporter<S>,
) -> Result<Vec<Crafted>>
where
    S: AsyncFnMut(AttackProgress) -> Result<()>,
{
    let (clean, objective) = (group.clean(), Objective::of(group));
    let mut recorder = StepRecorder::new(group, reporter);
    let mut x = start(pgd, group, clean.clone());
    for _ in 0..pgd.steps {
        let (point, next) = step(pgd, group, &objective, &clean, x)?;
        recorder.note(point).await?;
        x = next;
    }
    Ok(recorder.finish(x).await?.map(Crafted::from).collect())
}

/// What the network says of the iterates x, and the next ones.
pub fn step<N: LogitModel>(
    pgd: &Pgd,
    group: &AttackBatch<N>,
    objective: &Objective,
    clean: &Tensor<4>,
    x: Tensor<4>,
) -> Result<(Evaluation, Tensor<4>)> {
    let (point, gradient) = differentiate(x.clone(), |pixels| group.point(pixels, objective))?;
    let step = direction(pgd.threat.norm, gradient) * (objective.sign() * pgd.alpha);
    let moved = project(pgd.threat, x + step - clean.clone());
    Ok((point, into_box(clean.clone() + moved)))
}

/// Where the first step begins.
pub fn start<N: LogitModel>(pgd: &Pgd, group: &AttackBatch<N>, clean: Tensor<4>) -> Tensor<4> {
    match pgd.start {
        Start::Clean => clean,
        Start::Random => {
            let delta = |mut random| {
                let values = pgd.threat.sample(&mut random);
                Image::from_fn(|c, y, x| values[(c * Image::SIDE + y) * Image::SIDE + x])
            };
            let deltas: Vec<Image> = group.random().map(delta).collect();
            into_box(clean + upload(&deltas, group.network.device()))
        }
    }
}
