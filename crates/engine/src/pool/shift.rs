//! One job of the first engine's, parts of which members do.

use super::{Parts, Pool, Work};
use freqscope_core::protocol::{Answer, JobId, Task};
use std::ops::Range;

/// A job about several images, of each of which something comes by itself.
pub trait Divisible {
    /// What comes of an image.
    type Result;

    /// Some of the images, as a member is asked about them.
    fn part(&self, images: Range<usize>) -> Task;

    /// What the answer to that says of each; none where it answers something else.
    fn results(answer: Answer) -> Option<Vec<Self::Result>>;
}

/// What members were asked for a job. What is still out when it ends is cancelled.
pub struct Shift<'a, D> {
    pool: &'a Pool,
    model: &'a str,
    job: &'a D,
    away: Vec<(JobId, Range<usize>)>,
}

/// Parts that a member has at once: it goes on with the second before it hears of a third.
const AHEAD: usize = 2;

impl<'a, D: Divisible> Shift<'a, D> {
    /// For a job that a model is asked.
    pub fn new(pool: &'a Pool, model: &'a str, job: &'a D) -> Self {
        pool.0.state.borrow_mut().is_shared = true;
        Self { pool, model, job, away: Vec::new() }
    }

    /// The threads that compute.
    pub fn threads(&self) -> usize {
        self.pool.threads_for(self.model)
    }

    /// Gives members parts of at most a `batch`.
    pub fn hand_out(&mut self, parts: &mut Parts<D::Result>, batch: usize) {
        let threads = self.threads();
        let mut state = self.pool.0.state.borrow_mut();
        for ahead in 1..=AHEAD {
            for at in 0..state.members.len() {
                let member = &state.members[at];
                if !member.knows(self.model) || member.work.len() >= ahead {
                    continue;
                }
                let Some(part) = parts.take(threads, batch) else { return };
                let job = state.next_job();
                state.members[at].ask(job, self.model, self.job.part(part.clone()), Work::Part(job));
                self.away.push((job, part));
            }
        }
    }

    /// Takes in what members have answered.
    pub fn collect(&mut self, parts: &mut Parts<D::Result>) {
        let answers = std::mem::take(&mut self.pool.0.state.borrow_mut().answers);
        for (job, answer) in answers {
            let Some(at) = self.away.iter().position(|(away, _)| *away == job) else { continue };
            let (_, part) = self.away.swap_remove(at);
            match answer.and_then(D::results) {
                Some(results) => parts.put(part, results),
                None => parts.give_back(part),
            }
        }
    }

    /// Waits until something is heard of a member, or a second. What those have that have been silent since waits again, for whoever is
    /// first.
    pub async fn wait(&mut self, parts: &mut Parts<D::Result>) {
        self.pool.0.news.next().await;
        let state = self.pool.0.state.borrow();
        let is_in_doubt = |job| state.members.iter().any(|member| member.is_asked(job) && member.is_in_doubt());
        self.away.iter().filter(|(job, _)| is_in_doubt(*job)).for_each(|(_, part)| parts.give_back(part.clone()));
    }
}

impl<D> Drop for Shift<'_, D> {
    fn drop(&mut self) {
        let mut state = self.pool.0.state.borrow_mut();
        for (job, _) in &self.away {
            state.members.iter_mut().for_each(|member| _ = member.cancel(*job));
        }
        state.answers.clear();
        state.is_shared = false;
    }
}
