//! One job of the first engine's, parts of which members do.

use super::{Parts, Pool, Work};
use freqscope_core::{
    occlusion::OcclusionSpec,
    protocol::{JobId, Task},
};
use std::ops::Range;

/// What members were asked for a job. What is still out when it ends is cancelled.
pub struct Shift<'a> {
    pool: &'a Pool,
    model: &'a str,
    spec: &'a OcclusionSpec,
    away: Vec<(JobId, Range<usize>)>,
    /// The second in which a member last brought something.
    brought: u32,
}

/// Parts that a member has at once: it goes on with the second before it hears of a third.
const AHEAD: usize = 2;
/// Seconds that the first engine waits in vain before it does itself what members have.
const PATIENCE: u32 = 2;

impl<'a> Shift<'a> {
    /// For an Occluded Frequency by a model.
    pub fn new(pool: &'a Pool, model: &'a str, spec: &'a OcclusionSpec) -> Self {
        let mut state = pool.0.state.borrow_mut();
        state.is_shared = true;
        let brought = state.seconds;
        drop(state);
        Self { pool, model, spec, away: Vec::new(), brought }
    }

    /// The threads that compute.
    pub fn threads(&self) -> usize {
        self.pool.threads_for(self.model)
    }

    /// Gives members parts of at most a `batch`.
    pub fn hand_out(&mut self, parts: &mut Parts, batch: usize) {
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
                let task = Task::Ablated(self.spec.clone(), part.start as u32..part.end as u32);
                state.members[at].ask(job, self.model, task, Work::Part(job));
                self.away.push((job, part));
            }
        }
    }

    /// Takes in what members have answered.
    pub fn collect(&mut self, parts: &mut Parts) {
        let (seconds, answers) = {
            let mut state = self.pool.0.state.borrow_mut();
            (state.seconds, std::mem::take(&mut state.answers))
        };
        for (job, answer) in answers {
            let Some(at) = self.away.iter().position(|(away, _)| *away == job) else { continue };
            let (_, part) = self.away.swap_remove(at);
            self.brought = seconds;
            match answer {
                Some(logits) => parts.put(part, logits),
                None => parts.give_back(part),
            }
        }
    }

    /// Waits until something is heard of a member, or a second. What takes them too long waits again, for whoever is first.
    pub async fn wait(&mut self, parts: &mut Parts) {
        self.pool.0.news.next().await;
        let seconds = self.pool.0.state.borrow().seconds;
        if seconds - self.brought > PATIENCE {
            self.away.iter().for_each(|(_, part)| parts.give_back(part.clone()));
        }
    }
}

impl Drop for Shift<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.0.state.borrow_mut();
        for (job, _) in &self.away {
            state.members.iter_mut().for_each(|member| _ = member.cancel(*job));
        }
        state.answers.clear();
        state.is_shared = false;
    }
}
