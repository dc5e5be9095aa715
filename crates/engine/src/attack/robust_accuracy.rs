//! Whether images are classified rightly at every iterate of PGD: what robust accuracy counts.

use super::{AttackBatch, LogitModel, Victim, objective::Objective, pgd};
use crate::model::transfer::download;
use freqscope_core::{
    attack::{goal::Goal, pgd::Pgd},
    class::Class,
    error::Result,
    image::Image,
    logits::Logits,
};

/// Whether the network says the class of each image that PGD begins at and of each of its iterates. It ends where no image
/// is left of which the network does.
///
/// # Errors
/// [`freqscope_core::error::Error::Parameter`] before any work, [`freqscope_core::error::Error::Computation`] when the device fails.
pub async fn robust_accuracy(
    pgd: &Pgd,
    seed: u64,
    examples: &[(Image, Class)],
    network: &impl LogitModel,
) -> Result<Vec<bool>> {
    pgd.check()?;
    let victims: Vec<Victim> = examples.iter().enumerate().map(Victim::away).collect();
    let group = AttackBatch { network, victims: &victims, goal: Goal::Untargeted, seed, capacity: examples.len() };
    let (clean, objective) = (group.clean(), Objective::of(&group));
    let mut right = vec![true; examples.len()];
    let mut note = |logits: Vec<Logits>| {
        for ((right, (_, class)), logits) in right.iter_mut().zip(examples).zip(logits) {
            *right &= logits.class() == *class;
        }
        right.contains(&true)
    };
    let mut x = pgd::start(pgd, &group, clean.clone());
    for _ in 0..pgd.steps {
        let (point, next) = pgd::step(pgd, &group, &objective, &clean, x)?;
        if !note(Logits::from_flat(&download(point.output).await?)?) {
            return Ok(right);
        }
        x = next;
    }
    note(Logits::from_flat(&download(network.forward(x)).await?)?);
    Ok(right)
}
