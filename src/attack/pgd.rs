//! Projected gradient descent in both norms; one step of it without a random start is FGSM.

use super::{Crafted, Group, Network, ball::into_box, objective::Objective};
use crate::{
    adversary::{Pgd, Progress, Start},
    error::Result,
    gradient::differentiate,
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
            let (point, gradient) = differentiate(x.clone(), |pixels| group.point(pixels, &objective))?;
            watch.note(point).await?;
            let step = self.threat.norm.direction(gradient) * (objective.sign() * self.alpha);
            x = into_box(clean.clone() + self.threat.project(x + step - clean.clone()));
        }
        Ok(watch.finish(x).await?.map(Crafted::from).collect())
    }

    fn start<N: Network>(&self, group: &Group<N>, clean: Tensor<4>) -> Tensor<4> {
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
