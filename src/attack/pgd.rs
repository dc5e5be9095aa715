//! Projected gradient descent in both norms; one step of it without a random start is FGSM.

use super::{Crafted, Group, Network, ball::into_box, objective::Objective};
use crate::{
    adversary::{Pgd, Progress, Start},
    error::Result,
    gradient::{Point, differentiate},
    image::Image,
    model::transfer::upload,
    watch::{Reporter, Watch},
};
use burn::tensor::Tensor;

impl Pgd {
    /// x ← clamp(x₀ + P(x + α·direction(±∇CE) − x₀), 0, 1), `steps` times, with P the projection on the ball.
    pub(super) async fn run<N: Network, S>(
        &self,
        group: &Group<'_, N>,
        reporter: &mut Reporter<S>,
    ) -> Result<Vec<Crafted>>
    where
        S: AsyncFnMut(Progress) -> Result<()>,
    {
        let (clean, objective) = (group.clean(), Objective::of(group));
        let mut watch = Watch::new(group, reporter);
        let mut x = self.start(group, clean.clone());
        for _ in 0..self.steps {
            let (point, next) = self.step(group, &objective, &clean, x)?;
            watch.note(point).await?;
            x = next;
        }
        Ok(watch.finish(x).await?.map(Crafted::from).collect())
    }

    /// What the network says of the iterates x, and the next ones.
    pub(super) fn step<N: Network>(
        &self,
        group: &Group<N>,
        objective: &Objective,
        clean: &Tensor<4>,
        x: Tensor<4>,
    ) -> Result<(Point, Tensor<4>)> {
        let (point, gradient) = differentiate(x.clone(), |pixels| group.point(pixels, objective))?;
        let step = self.threat.norm.direction(gradient) * (objective.sign() * self.alpha);
        let moved = self.threat.project(x + step - clean.clone());
        Ok((point, into_box(clean.clone() + moved)))
    }

    /// Where the first step begins.
    pub(super) fn start<N: Network>(&self, group: &Group<N>, clean: Tensor<4>) -> Tensor<4> {
        match self.start {
            Start::Clean => clean,
            Start::Random => {
                let delta = |mut random| {
                    let values = self.threat.sample(&mut random);
                    Image::from_fn(|c, y, x| values[(c * Image::SIDE + y) * Image::SIDE + x])
                };
                let deltas: Vec<Image> = group.random().map(delta).collect();
                into_box(clean + upload(&deltas, group.network.device()))
            }
        }
    }
}
