//! A GPU beside the CPU: opened, tested and timed in a worker of its own, until it is known which is faster.

use freqscope_core::device::{
    DeviceKind, GpuTrust,
    times::{ChartTimes, Measurement, Surroundings, Timing},
};

/// How far the trial is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum TrialStage {
    /// There is nothing to try.
    #[default]
    Off,
    /// There is a GPU; it waits until the visitor has what they wait for.
    Offered,
    /// The code of its worker is on its way.
    Fetching,
    /// It is opened, and a model loaded on it.
    Opening,
    /// Its charts are timed.
    Timing(Timing),
    /// It is faster; it takes over when nobody waits for an answer.
    Won,
}

/// The trial, and what earlier visits know.
#[derive(Debug)]
pub struct Trial {
    stage: TrialStage,
    /// The GPU's name in its report, once it is open.
    pub gpu: Option<String>,
    /// What its charts are of: the id of the model, and what the CPU took for one, in milliseconds.
    subject: (String, f64),
    surroundings: Surroundings,
    known: Option<Measurement>,
    pub trust: GpuTrust,
    /// Seconds since something was heard of it.
    silence: u32,
}

/// Seconds in which a stage must get on: drivers take long to compile.
const LIMIT: u32 = 60;

impl Trial {
    /// Before anything is offered. `known`: what an earlier visit measured.
    pub fn new(browser: String, release: String, known: Option<Measurement>) -> Self {
        Self {
            stage: TrialStage::Off,
            gpu: None,
            subject: (String::new(), 0.0),
            surroundings: Surroundings { browser, adapter: String::new(), release },
            known,
            trust: GpuTrust::Full,
            silence: 0,
        }
    }

    pub fn stage(&self) -> &TrialStage {
        &self.stage
    }

    /// Whether a worker belongs to it.
    pub fn is_running(&self) -> bool {
        !matches!(self.stage, TrialStage::Off | TrialStage::Offered)
    }

    pub fn model(&self) -> &str {
        &self.subject.0
    }

    pub fn adapter(&self) -> &str {
        &self.surroundings.adapter
    }

    /// A GPU of this name can be had. What is known of it, if it has been timed here before.
    pub fn offer(&mut self, adapter: String) -> Option<&Measurement> {
        self.surroundings.adapter = adapter;
        self.stage = TrialStage::Offered;
        self.known()
    }

    /// What was measured here.
    pub fn known(&self) -> Option<&Measurement> {
        self.known.as_ref().filter(|known| known.surroundings == self.surroundings)
    }

    /// Goes on to the next stage.
    pub fn enter(&mut self, stage: TrialStage) {
        (self.stage, self.silence) = (stage, 0);
    }

    /// Begins, with charts of this model, of which the CPU took so many milliseconds.
    pub fn begin(&mut self, model: String, cpu: f64) {
        self.subject = (model, cpu);
        self.enter(TrialStage::Fetching);
    }

    /// A chart has taken so many milliseconds. What came of it, once that is known.
    pub fn timed(&mut self, milliseconds: f64) -> Option<Measurement> {
        self.silence = 0;
        let TrialStage::Timing(timing) = &mut self.stage else { return None };
        let times = ChartTimes { cpu: self.subject.1, gpu: timing.note(milliseconds)? };
        let (surroundings, gpu) = (self.surroundings.clone(), self.gpu.clone().unwrap_or_default());
        let measurement = Measurement { surroundings, gpu, times };
        self.known = Some(measurement.clone());
        self.enter(match times.faster() {
            DeviceKind::Gpu => TrialStage::Won,
            DeviceKind::Cpu => TrialStage::Off,
        });
        Some(measurement)
    }

    /// Something was heard of it.
    pub fn heard(&mut self) {
        self.silence = 0;
    }

    /// A second has passed. Whether it stands still for too long.
    pub fn tick(&mut self) -> bool {
        self.silence += 1;
        self.is_running() && self.stage != TrialStage::Won && self.silence >= LIMIT
    }
}
