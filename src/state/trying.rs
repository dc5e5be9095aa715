//! The trial of a GPU: when it begins, what its worker is asked, and who stays.

use super::State;
use crate::{
    action::Command,
    networks::side::Side,
    platform::{trial::TrialStage, worker::WorkerMessage},
    shell::notice::{Severity, Topic},
    text::sentence,
    words::words,
};
use freqscope_core::{
    device::{
        DeviceChoice, DeviceKind, DeviceReport, GpuOffer, GpuTrust,
        reason::Reason,
        times::{Measurement, Timing},
    },
    protocol::{Answer, Event, Request},
};

impl State {
    /// What the browser has beside the CPU.
    pub(super) fn offered(&mut self, offer: GpuOffer) -> Vec<Command> {
        match offer {
            GpuOffer::None(why) => self.connection.explain_cpu(Reason::NoGpu(why)),
            GpuOffer::Adapter(name) => {
                let slower = |known: &&Measurement| known.times.faster() == DeviceKind::Cpu;
                if let Some(known) = self.trial.offer(name).filter(slower).cloned() {
                    self.settle(Reason::Timed(known));
                }
            }
        }
        Vec::new()
    }

    /// Begins the trial, or lets the GPU take over, when the engine owes the visitor nothing.
    pub(super) fn continue_trial(&mut self) -> Vec<Command> {
        if self.is_busy() {
            return Vec::new();
        }
        match self.trial.stage() {
            TrialStage::Offered => self.begin_trial().into_iter().collect(),
            TrialStage::Won => self.adopt_trial(),
            _ => Vec::new(),
        }
    }

    /// Once the first chart is there, of a model that the trial can load too.
    fn begin_trial(&mut self) -> Option<Command> {
        let card = self.card(Side::A).filter(|card| !card.is_visitors())?;
        let (model, cpu) = (card.id.clone(), self.fastest_chart(&card.architecture)?);
        self.connection.explain_cpu(Reason::Trying(self.trial.adapter().into()));
        self.trial.begin(model, cpu);
        Some(Command::StartTrial)
    }

    /// Milliseconds of the fastest chart on show by a network of this architecture; none before the first network's.
    fn fastest_chart(&self, architecture: &str) -> Option<f64> {
        self.results(Side::A)?.report()?;
        let alike =
            Side::ALL.into_iter().filter(|&side| self.card(side).is_some_and(|card| card.architecture == architecture));
        let times = alike.filter_map(|side| Some(self.results(side)?.report()?.milliseconds));
        times.min_by(f64::total_cmp)
    }

    pub(super) fn trial_message(&mut self, message: WorkerMessage) -> Vec<Command> {
        match message {
            WorkerMessage::Download { .. } => self.apply(|state| state.trial.heard()),
            WorkerMessage::Failed(_) => self.trial_failed(),
            WorkerMessage::Event(event) => self.trial_event(event),
        }
    }

    fn trial_event(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Alive => self.trial_alive(),
            Event::Device(DeviceReport { kind: DeviceKind::Cpu, reason, .. }) => self.end_trial(reason),
            Event::Device(report) => self.apply(|state| state.trial.gpu = Some(report.name)),
            Event::Models(_) => vec![Command::PostToTrial(Request::Load { model: self.trial.model().into() })],
            Event::Loading { .. } => self.apply(|state| state.trial.heard()),
            Event::Loaded { .. } => self.trial_loaded(),
            Event::Answered { answer: Answer::Occlusion(report), .. } => self.trial_timed(report.milliseconds),
            Event::Failed { .. } | Event::Unavailable { .. } | Event::Crashed { .. } => self.trial_failed(),
            _ => Vec::new(),
        }
    }

    fn trial_alive(&mut self) -> Vec<Command> {
        if *self.trial.stage() != TrialStage::Fetching {
            return Vec::new();
        }
        self.trial.enter(TrialStage::Opening);
        let (device, trust) = (DeviceChoice::Gpu, self.trial.trust);
        vec![Command::PostToTrial(Request::Start { device, trust, models: self.models_url.clone() })]
    }

    fn trial_loaded(&mut self) -> Vec<Command> {
        if self.trial.known().is_some() {
            self.trial.enter(TrialStage::Won);
            return Vec::new();
        }
        self.trial.enter(TrialStage::Timing(Timing::default()));
        self.ask_trial()
    }

    /// For one chart.
    fn ask_trial(&mut self) -> Vec<Command> {
        let Some(picture) = self.picture.clone() else { return Vec::new() };
        let (job, model) = (self.next_job(), self.trial.model().to_owned());
        vec![Command::PostToTrial(Request::Ask { job, model, task: self.chart_of(&picture) })]
    }

    fn trial_timed(&mut self, milliseconds: f64) -> Vec<Command> {
        let Some(measured) = self.trial.timed(milliseconds) else { return self.ask_trial() };
        let mut commands = vec![Command::RememberTimes(measured.clone())];
        if measured.times.faster() == DeviceKind::Cpu {
            commands.extend(self.end_trial(Reason::Timed(measured)));
        }
        commands
    }

    /// The GPU takes over: what is computed stays, and networks are loaded anew where they are shown.
    fn adopt_trial(&mut self) -> Vec<Command> {
        let Some((name, known)) = self.trial.gpu.clone().zip(self.trial.known()) else { return Vec::new() };
        let report = DeviceReport { kind: DeviceKind::Gpu, name, reason: Reason::Timed(known.clone()), notice: false };
        let model = self.trial.model().to_owned();
        self.connection.device = Some(report);
        self.trial.enter(TrialStage::Off);
        self.threads.restart();
        self.survey.interrupt();
        self.live.interrupt();
        self.models.unload();
        self.models.loaded(&model);
        vec![Command::AdoptTrial]
    }

    pub(super) fn tick_trial(&mut self) -> Vec<Command> {
        if self.trial.tick() { self.trial_failed() } else { Vec::new() }
    }

    /// Half the batch, then the CPU.
    fn trial_failed(&mut self) -> Vec<Command> {
        self.trial.trust = self.trial.trust.after_failure();
        match self.trial.trust {
            GpuTrust::None => self.end_trial(Reason::FailedTrial(self.trial.adapter().into())),
            _ => {
                self.trial.enter(TrialStage::Offered);
                vec![Command::EndTrial]
            }
        }
    }

    fn end_trial(&mut self, reason: Reason) -> Vec<Command> {
        self.settle(reason);
        vec![Command::EndTrial]
    }

    /// The CPU stays.
    fn settle(&mut self, reason: Reason) {
        self.trial.enter(TrialStage::Off);
        self.connection.explain_cpu(reason);
    }

    /// Half the batch, then the CPU, which says so in one sentence. `details`: for a report of the crash.
    pub(super) fn gpu_crashed(&mut self, details: Option<String>) -> Vec<Command> {
        self.trial.trust = self.trial.trust.after_failure();
        if self.settings.device == DeviceChoice::Auto {
            let name = self.trial.gpu.clone().unwrap_or_default();
            let text = words().notices.gpu_failed(&name);
            self.notices.add_detailed(Topic::Engine, Severity::Information, sentence(&text), details);
        }
        self.connection.restart();
        vec![Command::StartEngine]
    }
}
