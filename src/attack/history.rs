//! The finished attacks of this session.

use crate::attack::run::FinishedAttack;
use freqscope_core::protocol::JobId;
use std::collections::VecDeque;

/// The newest first.
#[derive(Debug, Default)]
pub struct AttackHistory {
    runs: VecDeque<FinishedAttack>,
}

impl AttackHistory {
    /// No more are kept.
    pub const MOST: usize = 50;

    /// Drops the oldest when there are too many.
    pub fn add(&mut self, run: FinishedAttack) {
        self.runs.push_front(run);
        self.runs.truncate(Self::MOST);
    }

    pub fn get(&self, job: JobId) -> Option<&FinishedAttack> {
        self.iter().find(|run| run.job == job)
    }

    /// The newest first.
    pub fn iter(&self) -> impl Iterator<Item = &FinishedAttack> {
        self.runs.iter()
    }
}
