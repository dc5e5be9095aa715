//! Heat maps of errors that grow on the page: questions while the engine has nothing of the visitor's to do.

use super::{State, cancel};
use crate::{
    action::Command,
    networks::side::Side,
    picture::samples::Sample,
    probes::live::{
        LiveNetwork, LivePhase, LiveProgress, LiveStep, Pictures, action::LiveAction, exported::ExportedLive,
    },
};
use freqscope_core::protocol::Request;

impl State {
    pub fn live_progress(&self) -> LiveProgress {
        let models = self.ready_models();
        let counts = models.iter().map(|model| self.live.count(model, &self.samples));
        let (done, total) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        LiveProgress {
            phase: self.live.phase.clone(),
            choice: self.live.choice,
            pictures: Pictures::ALL.map(|pictures| pictures.count(&self.samples)),
            done,
            total,
            waiting: models.is_empty() || self.is_busy(),
            ready: !models.is_empty() && !self.samples.is_empty(),
        }
    }

    /// Those on show, each with what is stored of it in the same basis.
    pub fn live_networks(&self) -> Vec<LiveNetwork> {
        let basis = self.live.choice.basis;
        let network = |side: Side| {
            let card = self.card(side)?.clone();
            let stored = self.probes.of(&card.id).map(basis).get().cloned();
            Some(LiveNetwork { side, basis, rates: self.live.rates(&card.id, &self.samples), stored, card })
        };
        Side::ALL.into_iter().filter_map(network).collect()
    }

    pub(super) fn living(&mut self, action: LiveAction) -> Vec<Command> {
        match action {
            LiveAction::Start => self.apply(|state| state.live.phase = LivePhase::Running),
            LiveAction::Stop => {
                self.live.phase = LivePhase::Idle;
                self.interrupt_live()
            }
            LiveAction::Clear => {
                self.live.clear();
                self.interrupt_live()
            }
            LiveAction::Choose(choice) => {
                self.live.choice = choice;
                self.interrupt_live()
            }
        }
    }

    fn interrupt_live(&mut self) -> Vec<Command> {
        self.live.interrupt().into_iter().map(cancel).collect()
    }

    /// Asks as many questions at once as there are threads, and one a network at least, while the engine is idle; cancels them as soon as
    /// it is not.
    pub(super) fn continue_live_maps(&mut self) -> Vec<Command> {
        if self.live.phase != LivePhase::Running || !self.connection.is_running() {
            return Vec::new();
        }
        if self.is_busy() {
            return self.interrupt_live();
        }
        let models = self.ready_models();
        let places = models.len().max(self.threads.computing() as usize);
        let mut commands = Vec::new();
        while self.live.asked() < places
            && let Some(command) = self.step_live(&models)
        {
            commands.push(command);
        }
        if self.live.asked() == 0 && !self.live.is_reading() && !models.is_empty() {
            self.live.phase = LivePhase::Idle;
        }
        commands
    }

    fn step_live(&mut self, models: &[String]) -> Option<Command> {
        let job = self.next_job();
        match self.live.next(job, &self.samples, models, &self.sample_images)? {
            LiveStep::Read(sample) => Some(Command::ReadSample(sample)),
            LiveStep::Ask(model, task) => Some(Command::Post(Request::Ask { job, model, task })),
        }
    }

    /// None before anything is measured.
    pub(super) fn exported_live(&self) -> Option<ExportedLive> {
        let networks = self.live_networks();
        let pictures = self.live.choice.samples(&self.samples).into_iter().map(Sample::id).map(str::to_owned).collect();
        networks.iter().any(|one| one.rates.is_some()).then_some(ExportedLive { networks, pictures })
    }
}
