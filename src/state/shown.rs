//! Which models are on show: choosing, loading and failing.

use super::{State, cancel};
use crate::{
    action::Command,
    link::run::Run,
    networks::{models::LoadState, results::Results, second::Second, shown_model::ShownModel, side::Side},
    platform::connection::EnginePhase,
    shell::notice::Topic,
    words::words,
};
use freqscope_core::{
    error::{Error, Result},
    model::ModelCard,
    protocol::VisitorFile,
};

impl State {
    /// The model on a side; on the first side the manifest's first, unless another is chosen.
    pub fn card(&self, side: Side) -> Option<&ModelCard> {
        let chosen = |id: &str| self.models.card(id);
        let first = self.settings.model.as_deref().and_then(chosen).or(self.models.first());
        match side {
            Side::A => first,
            Side::B => self.settings.second.id().and_then(chosen).filter(|second| Some(*second) != first),
        }
    }

    /// None before the engine is asked for the model on this side.
    pub fn load(&self, side: Side) -> Option<LoadState> {
        self.card(side).and_then(|card| self.models.load(&card.id))
    }

    /// Of the model on a side.
    pub fn results(&self, side: Side) -> Option<&Results> {
        self.card(side).map(|card| self.results.of(&card.id))
    }

    /// One or two.
    pub fn shown_models(&self) -> Vec<ShownModel> {
        Side::ALL.into_iter().filter_map(|side| self.shown_model(side)).collect()
    }

    fn shown_model(&self, side: Side) -> Option<ShownModel> {
        let (card, results) = self.card(side).zip(self.results(side))?;
        let after = results.after(&self.settings.ablation);
        Some(ShownModel {
            side,
            name: card.name.clone(),
            clean: results.clean(),
            after: after.or_else(|| results.latest()),
            stale: after.is_none(),
            attribution: results.attribution().clone(),
        })
    }

    pub(super) fn id(&self, side: Side) -> Option<String> {
        self.card(side).map(|card| card.id.clone())
    }

    fn choose(&mut self, side: Side, model: String) {
        match side {
            Side::A => self.settings.model = Some(model),
            Side::B => self.settings.second = Second::Model(model),
        }
    }

    /// Shows a model on a side. If it is on the other side, the two change places.
    pub(super) fn show_model(&mut self, side: Side, model: String) -> Vec<Command> {
        self.forget_due(&Run::ALL);
        self.notices.clear(Topic::Model);
        let (old, other) = (self.id(side), self.id(side.other()));
        if other.as_ref() == Some(&model) {
            let Some(old) = &old else { return Vec::new() };
            self.choose(side.other(), old.clone());
        }
        self.remember_model(side, old);
        self.models.forget_failure(&model);
        self.choose(side, model);
        self.change_models()
    }

    /// In case others cannot be loaded.
    pub(super) fn remember_models(&mut self) {
        Side::ALL.into_iter().for_each(|side| self.remember_model(side, self.id(side)));
    }

    fn remember_model(&mut self, side: Side, model: Option<String>) {
        if let Some(model) = model.filter(|model| self.models.is_ready(model)) {
            self.previous_models.insert(side, model);
        }
    }

    pub(super) fn stop_comparing(&mut self) -> Vec<Command> {
        self.forget_due(&Run::ALL);
        self.settings.second = Second::Nothing;
        self.change_models()
    }

    /// Cancels the jobs of models that are no longer on show, and loads those that are.
    pub(super) fn change_models(&mut self) -> Vec<Command> {
        let shown = Side::ALL.map(|side| self.id(side));
        let on_show = |model: &str| shown.iter().flatten().any(|id| id == model);
        let jobs = self.results.interrupt_unless(on_show);
        let mut commands: Vec<Command> = jobs.into_iter().map(cancel).collect();
        commands.extend(self.interrupt_attacks(on_show));
        commands.extend(self.stop_inversions(on_show));
        commands
    }

    /// Asks the engine for the models on show that it has not been asked for, gives it waiting files, and has it give up models
    /// that have not been on show for long.
    pub(super) fn load_shown(&mut self) -> Vec<Command> {
        if !self.connection.is_running() {
            return Vec::new();
        }
        let unasked = |id: &String| self.models.load(id).is_none();
        let sides = Side::ALL.into_iter().filter(|&side| self.is_due(side));
        let missing: Vec<String> = sides.filter_map(|side| self.id(side)).filter(unasked).collect();
        let mut requests: Vec<_> = missing.iter().map(|id| self.models.ask(id)).collect();
        let shown: Vec<String> = Side::ALL.into_iter().filter_map(|side| self.id(side)).collect();
        requests.extend(self.models.give_up(&shown));
        requests.extend(self.models.open_waiting());
        requests.into_iter().map(Command::Post).collect()
    }

    /// The second model that nobody has chosen waits for the first one's chart, which is then there earlier.
    fn is_due(&self, side: Side) -> bool {
        let charted = || self.results(Side::A).is_some_and(|results| results.attribution().is_over());
        side == Side::A
            || self.settings.second != Second::Default
            || self.load(Side::A) == Some(LoadState::Failed)
            || charted()
    }

    pub(super) fn model_read(&mut self, name: String, file: Result<VisitorFile>) -> Vec<Command> {
        self.notices.clear(Topic::Model);
        match file {
            Err(error) => return self.problem(Topic::Model, error),
            Ok(file) => self.models.add_file(name, file),
        }
        Vec::new()
    }

    pub(super) fn models_listed(&mut self, cards: Vec<ModelCard>) -> Vec<Command> {
        self.models.list(cards);
        if self.connection.phase != EnginePhase::Starting {
            return Vec::new();
        }
        if self.models.first().is_none() {
            return self.no_manifest(Error::Manifest(words().notices.no_models().into()));
        }
        self.connection.phase = EnginePhase::Running;
        self.drop_unknown_models();
        Vec::new()
    }

    /// There is no list of models. The engine runs, so that the visitor's own can still be used.
    pub(super) fn no_manifest(&mut self, error: Error) -> Vec<Command> {
        self.problem(Topic::Engine, error);
        if self.connection.phase == EnginePhase::Starting {
            self.connection.phase = EnginePhase::Running;
        }
        Vec::new()
    }

    pub(super) fn loaded(&mut self, model: String) -> Vec<Command> {
        if !self.models.loaded(&model) {
            return Vec::new();
        }
        let side = self.wanted_on(&model).unwrap_or(Side::A);
        self.show_model(side, model)
    }

    /// `model`: an id, or the name of a file of the visitor's. What was shown before comes back.
    pub(super) fn unavailable(&mut self, model: &str, error: Error) -> Vec<Command> {
        self.problem(Topic::Model, error);
        let Some(id) = self.models.failed(model) else { return Vec::new() };
        for side in Side::ALL.into_iter().filter(|&side| self.id(side).as_ref() == Some(&id)).collect::<Vec<_>>() {
            let other = self.id(side.other());
            let usable = |before: &String| self.models.is_ready(before) && other.as_ref() != Some(before);
            let before = self.previous_models.get(&side).filter(|before| usable(before)).cloned();
            match (side, before) {
                (_, Some(before)) => self.choose(side, before),
                (Side::B, None) => self.settings.second = Second::Nothing,
                (Side::A, None) => (),
            }
        }
        self.change_models()
    }
}
