//! The attacks of this session that have ended.

use crate::attack::run::FinishedAttack;
use freqscope_core::protocol::JobId;
use std::collections::VecDeque;

/// The attacks that have ended with a result, the newest first.
#[derive(Debug, Default)]
pub struct AttackHistory {
    runs: VecDeque<FinishedAttack>,
}

impl AttackHistory {
    /// The most that are kept.
    pub const MOST: usize = 50;

    /// Adds the newest; the oldest goes when there are too many.
    pub fn add(&mut self, run: FinishedAttack) {
        self.runs.push_front(run);
        self.runs.truncate(Self::MOST);
    }

    /// The run with this job.
    pub fn get(&self, job: JobId) -> Option<&FinishedAttack> {
        self.iter().find(|run| run.job == job)
    }

    /// All, the newest first.
    pub fn iter(&self) -> impl Iterator<Item = &FinishedAttack> {
        self.runs.iter()
    }
}
