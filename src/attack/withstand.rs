//! Whether an image is classified rightly all the way: what robust accuracy counts.

use super::{Group, Network, Victim, objective::Objective};
use crate::{
    adversary::{Aim, Goal, Pgd},
    class::Class,
    error::Result,
    image::Image,
    logits::Logits,
    model::transfer::download,
};

/// Whether the network says `class` of the image that PGD begins at and of each of its iterates; it ends with the first of
/// which it does not.
///
/// # Errors
/// [`crate::error::Error::Parameter`] before any work, [`crate::error::Error::Computation`] when the device fails.
pub async fn withstands(pgd: &Pgd, seed: u64, (image, class): (&Image, Class), network: &impl Network) -> Result<bool> {
    pgd.check()?;
    let victims = [Victim { index: 0, image, aim: Aim::Away(class) }];
    let group = Group { network, victims: &victims, goal: Goal::Untargeted, seed, capacity: 1 };
    let (clean, objective) = (group.clean(), Objective::of(&group));
    let is_right = |logits: &[Logits]| logits.iter().all(|logits| logits.class() == class);
    let mut x = pgd.start(&group, clean.clone());
    for _ in 0..pgd.steps {
        let (point, next) = pgd.step(&group, &objective, &clean, x)?;
        if !is_right(&Logits::from_flat(&download(point.output).await?)?) {
            return Ok(false);
        }
        x = next;
    }
    Ok(is_right(&Logits::from_flat(&download(network.forward(x)).await?)?))
}
