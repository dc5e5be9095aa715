//! The simple black-box attack: many images in lockstep, a candidate of each at a time, or on a GPU several rounds of
//! several candidates before anything is read back.
//!
//! The candidates of an image are a sequence: direction 0 with −ε, with +ε, direction 1 with −ε, … Each is judged by the
//! probability before it. `walk` is that sequence, and the judge of every answer; a GPU (`stretch`) only goes ahead of it.

mod stretch;
mod walk;

use super::{AttackBatch, Crafted, LogitModel, classify};
use crate::progress::Reporter;
use burn::tensor::Device;
use freqscope_core::{
    attack::{report::AttackProgress, simba::Simba},
    error::Result,
    image::Image,
};
use stretch::Stretch;
use walk::Walk;

/// Where candidates are made and first judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Here, one of each image before the next.
    Host,
    /// Where the network is; numbers are read back when progress is told.
    Device,
}

impl Place {
    /// For a network on this device.
    pub fn of(device: &Device) -> Self {
        if *device == Device::flex() { Self::Host } else { Self::Device }
    }
}

/// Walks along the basis directions of each image, all images in lockstep. Where that is done changes nothing.
pub async fn run<N: LogitModel, S>(
    simba: &Simba,
    group: &AttackBatch<'_, N>,
    reporter: &mut Reporter<S>,
    place: Place,
) -> Result<Vec<Crafted>>
where
    S: AsyncFnMut(AttackProgress) -> Result<()>,
{
    let clean = classify(group.network, group.victims.iter().map(|victim| victim.image)).await?;
    let begin = |((victim, mut random), clean)| Walk::new(simba, victim, &mut random, clean);
    let mut walks: Vec<Walk> = group.victims.iter().zip(group.random()).zip(clean).map(begin).collect();
    while walks.iter().any(|walk| !walk.has_ended()) {
        let mut walking: Vec<&mut Walk> = walks.iter_mut().filter(|walk| !walk.has_ended()).collect();
        let rounds = match place {
            Place::Host => 1,
            Place::Device => reporter.due_in(),
        };
        match place {
            Place::Host => round(&mut walking, group).await?,
            Place::Device => Stretch::of(&walking, group, rounds).run(&mut walking, rounds).await?,
        }
        if reporter.is_due(rounds) {
            let done = walking.iter().map(|walk| walk.visited()).min().unwrap_or_default();
            let states = walking.iter().map(|walk| walk.state()).collect();
            reporter.tell(done as u32, states).await?;
        }
    }
    Ok(walks.into_iter().map(Walk::crafted).collect())
}

/// Evaluates the next candidate of each image as one batch and lets each image judge its own.
async fn round<N: LogitModel>(walking: &mut [&mut Walk<'_>], group: &AttackBatch<'_, N>) -> Result<()> {
    let images: Vec<Image> = walking.iter().map(|walk| walk.candidate().image).collect();
    let logits = classify(group.network, images.iter()).await?;
    walking.iter_mut().zip(logits).for_each(|(walk, logits)| _ = walk.judge(logits));
    Ok(())
}
