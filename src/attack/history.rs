//! The attacks of this session that have ended.

use crate::attack::run::Attacked;
use freqscope_core::protocol::JobId;
use std::collections::VecDeque;

/// The attacks that have ended with a result, the newest first.
#[derive(Debug, Default)]
pub struct History {
    runs: VecDeque<Attacked>,
}

impl History {
    /// The most that are kept.
    pub const MOST: usize = 50;

    /// Adds the newest; the oldest goes when there are too many.
    pub fn add(&mut self, run: Attacked) {
        self.runs.push_front(run);
        self.runs.truncate(Self::MOST);
    }

    /// The run with this job.
    pub fn get(&self, job: JobId) -> Option<&Attacked> {
        self.iter().find(|run| run.job == job)
    }

    /// All, the newest first.
    pub fn iter(&self) -> impl Iterator<Item = &Attacked> {
        self.runs.iter()
    }
}
