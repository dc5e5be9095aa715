//! Jobs that were cancelled: an engine that goes on with one is ended, and another takes its place.

use super::State;
use crate::action::Command;
use freqscope_core::protocol::{JobId, Request};
use std::collections::BTreeMap;

/// Seconds after which a cancelled job should have ended.
const PATIENCE: u32 = 2;
/// News of it that may come later: those of the batch that was on the way.
const LATE_NEWS: u32 = 1;

/// Those that have not ended.
#[derive(Debug, Default)]
pub struct Stopping(BTreeMap<JobId, Cancelled>);

#[derive(Debug, Default)]
struct Cancelled {
    /// Since it was.
    seconds: u32,
    /// That came too late.
    news: u32,
}

impl Stopping {
    /// Notes what the engine is told to cancel.
    pub fn note(&mut self, commands: &[Command]) {
        let cancelled = commands.iter().filter_map(|command| match command {
            Command::Post(Request::Cancel { job }) => Some((*job, Cancelled::default())),
            _ => None,
        });
        self.0.extend(cancelled);
    }

    pub fn ended(&mut self, job: JobId) {
        self.0.remove(&job);
    }

    pub fn tick(&mut self) {
        self.0.values_mut().for_each(|cancelled| cancelled.seconds += 1);
    }

    /// Progress is heard of a job. Whether the engine goes on with it although it was told to cancel it.
    pub fn is_ignored(&mut self, job: JobId) -> bool {
        let Some(cancelled) = self.0.get_mut(&job).filter(|cancelled| cancelled.seconds > PATIENCE) else {
            return false;
        };
        cancelled.news += 1;
        cancelled.news > LATE_NEWS
    }
}

impl State {
    /// Another engine, which is asked for all that is still wanted.
    pub(super) fn replace_engine(&mut self) -> Vec<Command> {
        self.lose_engine();
        self.connection.restart();
        vec![Command::StartEngine]
    }
}
