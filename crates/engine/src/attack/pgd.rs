//! Projected gradient descent in both norms; one step of it without a random start is FGSM.

use super::{
    Crafted, Group, Network,
    ball::{direction, into_box, project},
    objective::Objective,
};
use crate::{
    gradient::{Point, differentiate},
    model::transfer::upload,
    watch::{Reporter, Watch},
};
use burn::tensor::Tensor;
use freqscope_core::{
    attack::{
        pgd::{Pgd, Start},
        report::Progress,
    },
    error::Result,
    image::Image,
};

/// x ← clamp(x₀ + P(x + α·direction(±∇CE) − x₀), 0, 1), `steps` times, with P the projection on the ball.
pub async fn run<N: Network, S>(pgd: &Pgd, group: &Group<'_, N>, reporter: &mut Reporter<S>) -> Result<Vec<Crafted>>
where
    S: AsyncFnMut(Progress) -> Result<()>,
{
    let (clean, objective) = (group.clean(), Objective::of(group));
    let mut watch = Watch::new(group, reporter);
    let mut x = start(pgd, group, clean.clone());
    for _ in 0..pgd.steps {
        let (point, next) = step(pgd, group, &objective, &clean, x)?;
        watch.note(point).await?;
        x = next;
    }
    Ok(watch.finish(x).await?.map(Crafted::from).collect())
}

/// What the network says of the iterates x, and the next ones.
pub fn step<N: Network>(
    pgd: &Pgd,
    group: &Group<N>,
    objective: &Objective,
    clean: &Tensor<4>,
    x: Tensor<4>,
) -> Result<(Point, Tensor<4>)> {
    let (point, gradient) = differentiate(x.clone(), |pixels| group.point(pixels, objective))?;
    let step = direction(pgd.threat.norm, gradient) * (objective.sign() * pgd.alpha);
    let moved = project(pgd.threat, x + step - clean.clone());
    Ok((point, into_box(clean.clone() + moved)))
}

/// Where the first step begins.
pub fn start<N: Network>(pgd: &Pgd, group: &Group<N>, clean: Tensor<4>) -> Tensor<4> {
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
