//! With how many threads the engine computes: with one until it has shown something, so that nothing delays that, then with all
//! that the machine has to spare, and with one again when nobody has asked it anything for a while.

use super::State;
use crate::{
    action::Command,
    platform::{machine::Machine, trial::TrialStage},
    probes::live::LivePhase,
    survey::SurveyPhase,
};
use freqscope_core::{device::DeviceKind, protocol::Request};

/// What the engine was asked for, and what it says.
#[derive(Debug)]
pub struct Threads {
    machine: Machine,
    asked: u32,
    computing: u32,
    /// Whether the engine has shown a chart or the result of a search.
    shown: bool,
    /// Seconds in which nobody has asked it anything.
    quiet: u32,
    /// Whether the page is in a tab behind others.
    hidden: bool,
}

/// Seconds without a question after which all threads but one give their memory back …
const PATIENCE: u32 = 60;
/// … and after which they do where the page is hidden.
const PATIENCE_HIDDEN: u32 = 5;

impl Threads {
    pub fn new(machine: Machine) -> Self {
        Self { machine, asked: 1, computing: 1, shown: false, quiet: 0, hidden: false }
    }

    /// A new engine has one.
    pub fn restart(&mut self) {
        *self = Self { hidden: self.hidden, ..Self::new(self.machine) };
    }

    pub fn shown(&mut self) {
        self.shown = true;
    }

    /// So many compute.
    pub fn told(&mut self, count: u32) {
        self.computing = count;
    }

    pub fn hide(&mut self, hidden: bool) {
        self.hidden = hidden;
    }

    pub fn tick(&mut self) {
        self.quiet += 1;
    }

    /// That compute now.
    pub fn computing(&self) -> u32 {
        self.computing
    }

    fn wanted(&self) -> u32 {
        let patience = if self.hidden { PATIENCE_HIDDEN } else { PATIENCE };
        if self.shown && self.quiet < patience { self.machine.threads() } else { 1 }
    }
}

impl State {
    /// More of them let more attacks of a comparison run.
    pub(super) fn threads_compute(&mut self, count: u32) -> Vec<Command> {
        self.threads.told(count);
        self.continue_series()
    }

    /// Asks for more threads, or for fewer. A GPU needs none, and while one is tried beside the CPU it is not known whether any will be.
    pub(super) fn employ(&mut self) -> Option<Command> {
        if self.is_busy() || self.survey.phase == SurveyPhase::Running || self.live.phase == LivePhase::Running {
            self.threads.quiet = 0;
        }
        let on_cpu = self.connection.device.as_ref().is_some_and(|device| device.kind == DeviceKind::Cpu);
        if !self.connection.is_running() || !on_cpu || *self.trial.stage() != TrialStage::Off {
            return None;
        }
        let count = self.threads.wanted();
        let asked = std::mem::replace(&mut self.threads.asked, count);
        (asked != count).then_some(Command::Post(Request::Threads { count }))
    }
}
