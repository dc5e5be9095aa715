//! How the engine is doing: from its download to its crashes.

use crate::protocol::{DeviceReport, ModelCard};
use std::rc::Rc;

/// Where the engine is on its way to answering questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Its code is arriving.
    Fetching {
        /// Bytes so far.
        done: u64,
        /// Bytes in all, if the server says so.
        total: Option<u64>,
    },
    /// It runs, and looks for a device and the manifest.
    Starting,
    /// A model's weights are arriving; at the end they are checked.
    Loading {
        /// The model's id.
        model: String,
        /// Bytes so far.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// It answers.
    Ready,
    /// It cannot go on; the visitor has to act.
    Failed,
}

/// What became of a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Start the engine again.
    Restart,
    /// It crashed too often: leave it.
    GiveUp,
}

/// What the page knows about the engine.
#[derive(Debug, Clone, PartialEq)]
pub struct Connection {
    /// Where it is on its way.
    pub phase: Phase,
    /// Where it computes.
    pub device: Option<DeviceReport>,
    /// What can be loaded.
    pub models: Rc<[ModelCard]>,
    /// The id of the model that answers.
    pub loaded: Option<String>,
    /// Ticks since the page was opened.
    clock: u32,
    /// Ticks since the last word from the engine.
    silence: u32,
    /// When it crashed.
    crashes: Vec<u32>,
}

/// Seconds without a word after which a running engine counts as hung. It gives one each second, but a software GPU on a
/// busy machine has been seen to hold it up for over 20.
const PATIENCE: u32 = 60;
/// So many crashes …
const MOST_CRASHES: usize = 3;
/// … within so many seconds, and it is not started again.
const WITHIN: u32 = 300;

impl Default for Connection {
    fn default() -> Self {
        Self {
            phase: Phase::Fetching { done: 0, total: None },
            device: None,
            models: Rc::new([]),
            loaded: None,
            clock: 0,
            silence: 0,
            crashes: Vec::new(),
        }
    }
}

impl Connection {
    /// Whether questions can be asked.
    pub fn is_ready(&self) -> bool {
        self.phase == Phase::Ready
    }

    /// Whether the engine's own code runs.
    pub fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Starting | Phase::Loading { .. } | Phase::Ready)
    }

    /// The manifest's entry of a model.
    pub fn card(&self, id: &str) -> Option<&ModelCard> {
        self.models.iter().find(|card| card.id == id)
    }

    /// A second has passed. Whether the engine has been silent for too long: the page counts its own seconds, so that
    /// the time in which the browser has stopped both does not count.
    pub fn tick(&mut self) -> bool {
        self.clock += 1;
        self.silence += 1;
        self.is_running() && self.silence >= PATIENCE
    }

    /// The engine has said something.
    pub fn heard(&mut self) {
        self.silence = 0;
    }

    /// The engine has crashed.
    pub fn crash(&mut self) -> Remedy {
        self.crashes.push(self.clock);
        self.crashes.retain(|&at| self.clock - at < WITHIN);
        if self.crashes.len() >= MOST_CRASHES {
            self.phase = Phase::Failed;
            return Remedy::GiveUp;
        }
        self.restart();
        Remedy::Restart
    }

    /// A new engine takes the place of the old one.
    pub fn restart(&mut self) {
        self.phase = Phase::Fetching { done: 0, total: None };
        self.silence = 0;
        self.loaded = None;
    }

    /// Forgets the crashes, when the visitor asks for another try.
    pub fn forgive(&mut self) {
        self.crashes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_running_engine_can_be_too_silent() {
        let mut connection = Connection::default();
        assert!((0..100).all(|_| !connection.tick()));
        connection.phase = Phase::Ready;
        connection.heard();
        assert!((1..PATIENCE).all(|_| !connection.tick()));
        assert!(connection.tick());
    }

    #[test]
    fn the_third_crash_within_two_minutes_is_the_last() {
        let mut connection = Connection::default();
        assert_eq!(connection.crash(), Remedy::Restart);
        assert!((0..WITHIN).all(|_| !connection.tick()));
        assert_eq!(connection.crash(), Remedy::Restart);
        assert_eq!(connection.crash(), Remedy::Restart);
        assert_eq!(connection.crash(), Remedy::GiveUp);
        assert_eq!(connection.phase, Phase::Failed);
    }
}
