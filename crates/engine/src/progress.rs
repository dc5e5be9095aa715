//! Progress of gradient searches: losses stay on the device and are read back only when progress is reported, about ten
//! times a second.

use crate::{
    gradient::Evaluation,
    model::transfer::{download, download_all, to_images},
};
use burn::tensor::{Tensor, Transaction};
use freqscope_core::{error::Result, image::Image, progress::Progress};
use std::time::Duration;
use web_time::Instant;

/// A group of images that is computed as one batch, and the state that is reported of each.
pub trait Reportable {
    /// The reported state of one image.
    type State;

    /// Images in the group.
    fn count(&self) -> usize;

    /// The state of each image that has an iterate.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::NotFinite`].
    fn states(&self, iterates: IterateBatch) -> Result<Vec<Self::State>>;
}

/// One iterate of each image.
pub struct IterateBatch<'a> {
    /// The iterates.
    pub images: Vec<Image>,
    /// [`Evaluation::output`], row-major.
    pub output: Vec<f32>,
    /// Steps that led to them.
    pub steps: u32,
    /// The losses of each image so far, the last that of this iterate.
    pub losses: &'a [Vec<f32>],
}

/// The result of a search for one image.
pub struct FinalIterate {
    /// Its final iterate.
    pub image: Image,
    /// Its loss at each iterate, before the step.
    pub losses: Vec<f32>,
}

/// Reports the progress of a run to its `step`.
pub struct Reporter<S> {
    step: S,
    pace: Throttle,
    /// Steps of one group, and of all groups.
    group: u32,
    total: u32,
    /// Steps of the groups that have ended.
    ended: u32,
}

/// The interval between reports in steps, chosen so that about ten are made a second.
struct Throttle {
    every: u32,
    passed: u32,
    last: Instant,
}

/// Records the gradient steps of one group: collects the losses on the device and reads them when it reports.
pub struct StepRecorder<'a, G, S> {
    group: &'a G,
    reporter: &'a mut Reporter<S>,
    /// Losses that have not been read yet.
    pending: Vec<Tensor<1>>,
    losses: Vec<Vec<f32>>,
    /// Which images are still searched for; losses of the others are dropped.
    active: Vec<bool>,
    done: u32,
}

impl<S> Reporter<S> {
    /// A reporter for `groups` groups of `steps` steps each.
    pub fn new(step: S, group: u32, groups: u32) -> Self {
        let pace = Throttle { every: 1, passed: 0, last: Instant::now() };
        Self { step, pace, group, total: group * groups, ended: 0 }
    }

    /// Counts a group as done.
    pub fn end_group(&mut self) {
        self.ended += self.group;
    }

    /// Counts steps and returns whether their state should be reported.
    pub fn is_due(&mut self, steps: u32) -> bool {
        self.pace.passed += steps;
        self.pace.passed >= self.pace.every
    }

    /// In how many steps a report is due, one or more.
    pub fn due_in(&self) -> u32 {
        self.pace.every.saturating_sub(self.pace.passed).max(1)
    }

    /// Reports the state after `done` steps of the group.
    ///
    /// # Errors
    /// Those of `step`.
    pub async fn tell<T>(&mut self, done: u32, states: Vec<T>) -> Result<()>
    where
        S: AsyncFnMut(Progress<T>) -> Result<()>,
    {
        self.pace.told();
        (self.step)(Progress { done: self.ended + done, total: self.total, states }).await
    }
}

impl Throttle {
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

impl<'a, G: Reportable, S: AsyncFnMut(Progress<G::State>) -> Result<()>> StepRecorder<'a, G, S> {
    /// An empty record in which all images are searched for.
    pub fn new(group: &'a G, reporter: &'a mut Reporter<S>) -> Self {
        let count = group.count();
        Self {
            group,
            reporter,
            pending: Vec::new(),
            losses: vec![Vec::new(); count],
            active: vec![true; count],
            done: 0,
        }
    }

    /// Records one iterate of each image, and reports it when a report is due.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::Computation`] when the device fails, and those of the reporter's `step`.
    pub async fn note(&mut self, point: Evaluation) -> Result<()> {
        self.pending.push(point.losses);
        self.done += 1;
        if !self.reporter.is_due(1) {
            return Ok(());
        }
        let losses = Tensor::cat(std::mem::take(&mut self.pending), 0);
        let read = Transaction::default().register(point.pixels).register(point.output).register(losses);
        let [pixels, output, losses] = download_all(read).await?;
        self.record(&losses);
        // The iterates are those that the last step starts from.
        let steps = self.done.saturating_sub(1);
        let iterates = IterateBatch { images: to_images(&pixels)?, output, steps, losses: &self.losses };
        self.reporter.tell(self.done, self.group.states(iterates)?).await
    }

    /// The last loss of each image.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::Computation`] when the device fails.
    pub async fn last_losses(&mut self) -> Result<Vec<f32>> {
        if !self.pending.is_empty() {
            let losses = download(Tensor::cat(std::mem::take(&mut self.pending), 0)).await?;
            self.record(&losses);
        }
        Ok(self.losses.iter().map(|losses| losses.last().copied().unwrap_or_default()).collect())
    }

    /// Goes on with these images only. All losses must have been read.
    pub fn set_active(&mut self, active: Vec<bool>) {
        self.active = active;
    }

    /// Counts as done what was skipped before `done` steps.
    pub fn skip_to(&mut self, done: u32) {
        self.done = done;
    }

    /// The result for each image, from the final iterates.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::Computation`] when the device fails,
    /// [`freqscope_core::error::Error::NotFinite`].
    pub async fn finish(mut self, pixels: Tensor<4>) -> Result<impl Iterator<Item = FinalIterate>> {
        self.last_losses().await?;
        let images = to_images(&download(pixels).await?)?;
        Ok(images.into_iter().zip(self.losses).map(|(image, losses)| FinalIterate { image, losses }))
    }

    /// Takes in rows of one loss an image.
    fn record(&mut self, rows: &[f32]) {
        for row in rows.chunks_exact(self.losses.len()) {
            for (i, &loss) in row.iter().enumerate().filter(|&(i, _)| self.active[i]) {
                self.losses[i].push(loss);
            }
        }
    }
}
