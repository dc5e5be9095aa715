//! Progress: what an attack tells of itself, at a pace that a person can follow and a device does not feel.

use super::{Crafted, Group};
use crate::{
    adversary::{Progress, State},
    error::Result,
    gradient::Point,
    image::Image,
    logits::Logits,
    model::transfer::{download, download_all, to_images},
    similarity::Distance,
};
use burn::tensor::{Tensor, Transaction};
use std::time::Duration;
use web_time::Instant;

/// Tells a run's `step` how far it is.
pub(super) struct Reporter<S> {
    step: S,
    pace: Pace,
    /// Steps of one group, and of all groups.
    group: u32,
    total: u32,
    /// Steps of the groups that have ended.
    ended: u32,
}

/// Every how many steps there is something to tell: so many that it happens about ten times a second.
struct Pace {
    every: u32,
    passed: u32,
    last: Instant,
}

/// Watches a gradient attack on one group: collects the losses on the device and reads them when something is told.
pub(super) struct Watch<'a, N, S> {
    group: &'a Group<'a, N>,
    reporter: &'a mut Reporter<S>,
    /// Losses that have not been read yet.
    pending: Vec<Tensor<1>>,
    losses: Vec<Vec<f32>>,
    /// Which images are still worked on; losses of the others are dropped.
    active: Vec<bool>,
    done: u32,
}

impl<S: AsyncFnMut(Progress) -> Result<()>> Reporter<S> {
    /// For so many groups of so many steps.
    pub fn new(step: S, group: u32, groups: u32) -> Self {
        let pace = Pace { every: 1, passed: 0, last: Instant::now() };
        Self { step, pace, group, total: group * groups, ended: 0 }
    }

    /// Notes that a group has ended.
    pub fn end_group(&mut self) {
        self.ended += self.group;
    }

    /// Notes a step and answers whether its state should be told.
    pub fn is_due(&mut self) -> bool {
        self.pace.passed += 1;
        self.pace.passed >= self.pace.every
    }

    /// Tells the state after `done` steps of the group.
    pub async fn tell(&mut self, done: u32, states: Vec<State>) -> Result<()> {
        self.pace.told();
        (self.step)(Progress { done: self.ended + done, total: self.total, states }).await
    }
}

impl Pace {
    const QUICK: Duration = Duration::from_millis(50);
    const SLOW: Duration = Duration::from_millis(200);

    /// Steps are counted, not timed: a queue takes in a second what the device computes in a minute.
    fn told(&mut self) {
        let elapsed = self.last.elapsed();
        if elapsed < Self::QUICK {
            self.every = (2 * self.every).min(64);
        } else if elapsed > Self::SLOW {
            self.every = (self.every / 2).max(1);
        }
        (self.passed, self.last) = (0, Instant::now());
    }
}

impl<'a, N, S: AsyncFnMut(Progress) -> Result<()>> Watch<'a, N, S> {
    pub fn new(group: &'a Group<'a, N>, reporter: &'a mut Reporter<S>) -> Self {
        let count = group.victims.len();
        Self {
            group,
            reporter,
            pending: Vec::new(),
            losses: vec![Vec::new(); count],
            active: vec![true; count],
            done: 0,
        }
    }

    /// Notes one iterate of each image; now and then it is told.
    pub async fn note(&mut self, point: Point) -> Result<()> {
        self.pending.push(point.losses);
        self.done += 1;
        if !self.reporter.is_due() {
            return Ok(());
        }
        let losses = Tensor::cat(std::mem::take(&mut self.pending), 0);
        let read = Transaction::default().register(point.pixels).register(point.output).register(losses);
        let [pixels, logits, losses] = download_all(read).await?;
        self.record(&losses);
        let states = self.states(to_images(&pixels)?, Logits::from_flat(&logits)?);
        self.reporter.tell(self.done, states).await
    }

    /// The last loss of each image.
    pub async fn last_losses(&mut self) -> Result<Vec<f32>> {
        if !self.pending.is_empty() {
            let losses = download(Tensor::cat(std::mem::take(&mut self.pending), 0)).await?;
            self.record(&losses);
        }
        Ok(self.losses.iter().map(|losses| losses.last().copied().unwrap_or_default()).collect())
    }

    /// From now on, works only on these images. All losses must have been read.
    pub fn set_active(&mut self, active: Vec<bool>) {
        self.active = active;
    }

    /// Counts as done what was skipped before `done` steps.
    pub fn skip_to(&mut self, done: u32) {
        self.done = done;
    }

    /// The results of the attack, from the final iterates.
    pub async fn finish(mut self, pixels: Tensor<4>) -> Result<Vec<Crafted>> {
        self.last_losses().await?;
        let images = to_images(&download(pixels).await?)?;
        let crafted = images.into_iter().zip(self.losses).map(|(image, losses)| {
            let count = losses.len() as u32;
            Crafted { image, queries: count, iterations: count, losses, moves: Vec::new() }
        });
        Ok(crafted.collect())
    }

    /// Takes in rows of one loss an image.
    fn record(&mut self, rows: &[f32]) {
        for row in rows.chunks_exact(self.losses.len()) {
            for (i, &loss) in row.iter().enumerate().filter(|&(i, _)| self.active[i]) {
                self.losses[i].push(loss);
            }
        }
    }

    fn states(&self, images: Vec<Image>, logits: Vec<Logits>) -> Vec<State> {
        let victims = self.group.victims.iter().zip(&self.losses);
        let states = victims.zip(images).zip(logits).map(|(((victim, losses), image), logits)| {
            let loss = losses.last().copied().unwrap_or_default();
            victim.state(image, logits, loss, losses.len() as u32)
        });
        states.collect()
    }
}

impl super::Victim<'_> {
    /// Where its attack stands.
    pub fn state(&self, image: Image, logits: Logits, loss: f32, queries: u32) -> State {
        let (margin, distance) = (self.aim.margin(&logits), Distance::between(self.image, &image));
        State { index: self.index as u32, image, logits, loss, margin, distance, queries }
    }
}
