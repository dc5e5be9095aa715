//! The engine's life as the page sees it: download, start, silence, crashes.

use freqscope_core::device::{DeviceChoice, DeviceKind, DeviceReport, reason::Reason};

/// The stages of the engine's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnginePhase {
    /// Its code is being downloaded.
    Fetching {
        /// Bytes so far.
        done: u64,
        /// Bytes in all, if the server says so.
        total: Option<u64>,
    },
    /// It runs, and looks for a device and the manifest.
    Starting,
    /// It takes requests.
    Running,
    /// It cannot go on; the visitor has to act.
    Failed,
    /// Nobody sees what it would compute: it has given its memory back until somebody does.
    Resting,
}

/// What the page does about a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashResponse {
    Restart,
    /// It crashed too often to be started again.
    GiveUp,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Connection {
    pub phase: EnginePhase,
    pub device: Option<DeviceReport>,
    /// What the engine before this one computed on.
    device_before: Option<DeviceReport>,
    /// Ticks since the page was opened.
    clock: u32,
    /// Ticks since the last message of the engine.
    silence: u32,
    /// The most that there were while it ran, of those that ended.
    longest_silence: u32,
    /// In ticks since the page was opened.
    crashes: Vec<u32>,
}

/// Seconds without a message after which a running engine counts as hung on the CPU. It posts one each second, and between
/// two batches of images.
const SILENCE_LIMIT: u32 = 9;
/// The same where a batch has been seen to take longer than this: it is a slow machine, or a large network …
const LONG_BATCH: u32 = 2;
/// … that may take longer still for another.
const SLOW_SILENCE_LIMIT: u32 = 20;
/// The same while its code arrives, while it starts or checks weights, and on a GPU: browsers do not say whether that is made of
/// software, which has been seen to hold the engine up for over 20 seconds.
const LONG_SILENCE_LIMIT: u32 = 60;
/// So many crashes …
const MOST_CRASHES: usize = 3;
/// … within so many seconds, and it is not started again.
const WITHIN: u32 = 300;

impl Default for Connection {
    fn default() -> Self {
        Self {
            phase: EnginePhase::Fetching { done: 0, total: None },
            device: None,
            device_before: None,
            clock: 0,
            silence: 0,
            longest_silence: 0,
            crashes: Vec::new(),
        }
    }
}

impl Connection {
    pub fn is_running(&self) -> bool {
        self.phase == EnginePhase::Running
    }

    /// Whether the engine's own code runs, so that it must not be silent.
    pub fn is_alive(&self) -> bool {
        matches!(self.phase, EnginePhase::Starting | EnginePhase::Running)
    }

    /// A second has passed. Whether the engine has been silent for too long: the page counts its own seconds, so that
    /// the time in which the browser has stopped both does not count. `checking`: whether it has weights that it checks.
    pub fn tick(&mut self, checking: bool) -> bool {
        self.clock += 1;
        self.silence += 1;
        self.is_expected() && self.silence >= self.silence_limit(checking)
    }

    /// Whether the engine or its download must not be silent.
    fn is_expected(&self) -> bool {
        !matches!(self.phase, EnginePhase::Failed | EnginePhase::Resting)
    }

    fn silence_limit(&self, checking: bool) -> u32 {
        let on_cpu = self.device.as_ref().is_some_and(|device| device.kind == DeviceKind::Cpu);
        match on_cpu && self.is_running() && !checking {
            true if self.longest_silence > LONG_BATCH => SLOW_SILENCE_LIMIT,
            true => SILENCE_LIMIT,
            false => LONG_SILENCE_LIMIT,
        }
    }

    /// A message of the engine ends its silence.
    pub fn heard(&mut self) {
        let silence = std::mem::take(&mut self.silence);
        if self.is_running() {
            self.longest_silence = self.longest_silence.max(silence);
        }
    }

    /// Counts a crash, and decides what follows.
    pub fn crash(&mut self) -> CrashResponse {
        self.crashes.push(self.clock);
        self.crashes.retain(|&at| self.clock - at < WITHIN);
        if self.crashes.len() >= MOST_CRASHES {
            self.phase = EnginePhase::Failed;
            return CrashResponse::GiveUp;
        }
        self.restart();
        CrashResponse::Restart
    }

    /// For a new engine in the place of the old one.
    pub fn restart(&mut self) {
        self.phase = EnginePhase::Fetching { done: 0, total: None };
        self.device_before = self.device.take().or(self.device_before.take());
        self.silence = 0;
    }

    /// It has ended, and is not missed.
    pub fn rest(&mut self) {
        self.restart();
        self.phase = EnginePhase::Resting;
    }

    /// What computes or, while a new engine starts, what did last.
    pub fn last_device(&self) -> Option<&DeviceReport> {
        self.device.as_ref().or(self.device_before.as_ref())
    }

    /// Whether a GPU computes, or is being opened because the visitor chose it.
    pub fn is_on_gpu(&self, choice: DeviceChoice) -> bool {
        match &self.device {
            Some(device) => device.kind == DeviceKind::Gpu,
            None => choice == DeviceChoice::Gpu && self.is_alive(),
        }
    }

    /// Says why the CPU computes, where it does.
    pub fn explain_cpu(&mut self, reason: Reason) {
        if let Some(device) = self.device.as_mut().filter(|device| device.kind == DeviceKind::Cpu) {
            device.reason = reason;
        }
    }

    /// When the visitor asks for another try.
    pub fn forget_crashes(&mut self) {
        self.crashes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds after which an engine counts as hung.
    fn seconds_until_hung(kind: Option<DeviceKind>, checking: bool) -> usize {
        let report = |kind| DeviceReport { kind, name: "any".into(), reason: Reason::AtOnce, notice: false };
        let mut connection =
            Connection { phase: EnginePhase::Running, device: kind.map(report), ..Connection::default() };
        1 + (0..1000).take_while(|_| !connection.tick(checking)).count()
    }

    #[test]
    fn only_an_engine_that_is_expected_can_be_too_silent() {
        let mut connection = Connection::default();
        connection.rest();
        assert!((0..100).all(|_| !connection.tick(false)));
        connection.phase = EnginePhase::Starting;
        connection.heard();
        assert!((1..LONG_SILENCE_LIMIT).all(|_| !connection.tick(false)));
        assert!(connection.tick(false));
    }

    #[test]
    fn the_limit_is_short_only_where_nothing_takes_long() {
        assert_eq!(seconds_until_hung(Some(DeviceKind::Cpu), false), 9);
        assert_eq!(seconds_until_hung(Some(DeviceKind::Cpu), true), 60);
        assert_eq!(seconds_until_hung(Some(DeviceKind::Gpu), false), 60);
        assert_eq!(seconds_until_hung(None, false), 60);
    }

    #[test]
    fn a_download_that_gives_nothing_any_more_has_hung() {
        let mut connection = Connection::default();
        assert_eq!(1 + (0..1000).take_while(|_| !connection.tick(false)).count(), 60);
    }

    #[test]
    fn where_a_batch_takes_long_another_may_take_longer() {
        let report = DeviceReport { kind: DeviceKind::Cpu, name: "CPU".into(), reason: Reason::AtOnce, notice: false };
        let mut connection = Connection { phase: EnginePhase::Running, device: Some(report), ..Connection::default() };
        assert!((0..=LONG_BATCH).all(|_| !connection.tick(false)));
        connection.heard();
        assert!((1..SLOW_SILENCE_LIMIT).all(|_| !connection.tick(false)));
        assert!(connection.tick(false));
    }

    #[test]
    fn the_third_crash_within_five_minutes_is_the_last() {
        let mut connection = Connection::default();
        assert_eq!(connection.crash(), CrashResponse::Restart);
        for _ in 0..WITHIN {
            connection.heard();
            assert!(!connection.tick(false));
        }
        assert_eq!(connection.crash(), CrashResponse::Restart);
        assert_eq!(connection.crash(), CrashResponse::Restart);
        assert_eq!(connection.crash(), CrashResponse::GiveUp);
        assert_eq!(connection.phase, EnginePhase::Failed);
    }
}
