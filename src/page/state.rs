//! Everything that the page knows, and the one function that changes it.
//!
//! [`State::update`] takes an [`Action`] and gives back [`Command`]s: what the page must do in the outside world. It
//! touches nothing itself, so that it is tested natively.

use crate::{
    ablation::{Ablation, Baseline},
    class::Class,
    error::{Error, Result},
    frequency::{Band, Spectrum},
    image::Image,
    logits::Logits,
    page::{
        action::{Action, Command, PickId, Source, Word},
        connection::{Connection, Phase, Remedy},
        notice::{Notices, Severity, Topic},
        results::{Attribution, Results},
        samples::Sample,
        text::sentence,
    },
    protocol::{DeviceChoice, Event, JobId, ModelCard, OcclusionSpec, Request},
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What a picture is.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// It came with the page.
    Sample(Sample),
    /// The visitor's own file, by its name.
    File(String),
}

/// The picture in question.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What it is.
    pub origin: Origin,
    /// Its pixels.
    pub image: Image,
    /// Its spectrum.
    pub spectrum: Spectrum,
}

/// What the visitor has chosen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The bands that are removed, and what replaces them.
    pub ablation: Ablation,
    /// The class of interest; none is the predicted class.
    pub class: Option<Class>,
    /// The model's id; none is the manifest's first.
    pub model: Option<String>,
    /// The device.
    pub device: DeviceChoice,
}

/// Everything that the page knows.
#[derive(Debug)]
pub struct State {
    /// What the visitor has chosen.
    pub settings: Settings,
    /// The samples to choose from.
    pub samples: Rc<[Sample]>,
    /// The picture in question.
    pub picture: Option<Rc<Picture>>,
    /// The band that the visitor points at.
    pub pointed: Option<Band>,
    /// How the engine is doing.
    pub connection: Connection,
    /// What it has answered about the picture.
    pub results: Results,
    /// What the visitor is told.
    pub notices: Notices,
    /// Absolute URL of the models' folder.
    models: String,
    /// The model that gave the results.
    answered_by: Option<String>,
    /// The pick on its way, and what the picture will be.
    picking: Option<(PickId, Origin)>,
    picks: PickId,
    jobs: u32,
}

impl State {
    /// The state of a page that has just been opened. `models`: absolute URL of the models' folder, ending in `/`.
    pub fn new(models: String) -> Self {
        Self {
            settings: Settings::default(),
            samples: Rc::new([]),
            picture: None,
            pointed: None,
            connection: Connection::default(),
            results: Results::default(),
            notices: Notices::default(),
            models,
            answered_by: None,
            picking: None,
            picks: PickId::default(),
            jobs: 0,
        }
    }

    /// Takes in what has happened, and says what must be done.
    pub fn update(&mut self, action: Action) -> Vec<Command> {
        let mut commands = match action {
            Action::Listed(list) => self.listed(list),
            Action::Pick(source) => self.pick(source),
            Action::Opened(pick, image) => self.opened(pick, image),
            Action::Select(bands) => self.quietly(|state| state.settings.ablation.bands = bands),
            Action::Point(band) => self.quietly(|state| state.pointed = band),
            Action::Replace(baseline) => self.replace(baseline),
            Action::Explain(class) => self.quietly(|state| state.settings.class = class),
            Action::Load(model) => self.choose_model(model),
            Action::Device(device) => self.choose_device(device),
            Action::Retry => self.quietly(|state| state.results.interrupt()),
            Action::Restart => self.restart(),
            Action::Dismiss(id) => self.quietly(|state| state.notices.dismiss(id)),
            Action::Word(word) => self.word(word),
            Action::Tick => self.tick(),
        };
        commands.extend(self.ask());
        commands
    }

    /// The class of interest: the chosen one, else the predicted one, once it is known.
    pub fn class(&self) -> Option<Class> {
        self.settings.class.or_else(|| self.results.clean().map(|logits| logits.class()))
    }

    /// The sample whose picture is shown or on its way.
    pub fn sample(&self) -> Option<&Sample> {
        let shown = self.picture.as_ref().map(|picture| &picture.origin);
        match self.picking.as_ref().map(|(_, origin)| origin).or(shown) {
            Some(Origin::Sample(sample)) => Some(sample),
            _ => None,
        }
    }

    /// The logits without the selected bands, if they are known.
    pub fn after(&self) -> Option<Logits> {
        self.results.after(&self.settings.ablation)
    }

    /// The manifest's entry of the model that answers, or else of the one that will.
    pub fn model(&self) -> Option<&ModelCard> {
        let named = |id: &Option<String>| id.as_ref().and_then(|id| self.connection.card(id));
        named(&self.settings.model).or_else(|| named(&self.connection.loaded)).or(self.connection.models.first())
    }

    fn quietly(&mut self, change: impl FnOnce(&mut Self)) -> Vec<Command> {
        change(self);
        Vec::new()
    }

    fn problem(&mut self, topic: Topic, text: impl ToString) -> Vec<Command> {
        self.notices.add(topic, Severity::Problem, sentence(&text.to_string()));
        Vec::new()
    }

    fn listed(&mut self, list: Result<Vec<Sample>>) -> Vec<Command> {
        match list {
            Ok(samples) => self.samples = samples.into(),
            Err(error) => return self.problem(Topic::Picture, error),
        }
        let first = self.samples.iter().find(|sample| sample.class == FIRST).or(self.samples.first());
        match first.cloned().filter(|_| self.picture.is_none() && self.picking.is_none()) {
            Some(sample) => self.pick(Source::Sample(sample)),
            None => Vec::new(),
        }
    }

    fn pick(&mut self, source: Source) -> Vec<Command> {
        self.picks = self.picks.next();
        self.notices.settle(Topic::Picture);
        let pick = self.picks;
        let origin = match &source {
            Source::Sample(sample) => Origin::Sample(sample.clone()),
            Source::File(file) => Origin::File(file.name()),
        };
        self.picking = Some((pick, origin));
        vec![Command::Open(pick, source)]
    }

    fn opened(&mut self, pick: PickId, image: Result<Image>) -> Vec<Command> {
        let Some((_, origin)) = self.picking.take_if(|(newest, _)| *newest == pick) else { return Vec::new() };
        match image {
            Err(error) => self.problem(Topic::Picture, error),
            Ok(image) => {
                let spectrum = Spectrum::of(&image);
                self.picture = Some(Rc::new(Picture { origin, image, spectrum }));
                self.forget_results()
            }
        }
    }

    fn replace(&mut self, baseline: Baseline) -> Vec<Command> {
        if self.settings.ablation.baseline == baseline {
            return Vec::new();
        }
        self.settings.ablation.baseline = baseline;
        self.results.restart_attribution().map(cancel).into_iter().collect()
    }

    fn choose_model(&mut self, model: String) -> Vec<Command> {
        self.settings.model = Some(model.clone());
        if !matches!(self.connection.phase, Phase::Loading { .. } | Phase::Ready) {
            return Vec::new();
        }
        let mut commands = self.cancel_jobs();
        commands.extend(self.load(model));
        commands
    }

    fn choose_device(&mut self, device: DeviceChoice) -> Vec<Command> {
        self.settings.device = device;
        self.results = Results::default();
        self.restart()
    }

    fn restart(&mut self) -> Vec<Command> {
        self.notices.settle(Topic::Engine);
        self.results.interrupt();
        self.connection.forgive();
        self.connection.restart();
        vec![Command::StartEngine]
    }

    fn tick(&mut self) -> Vec<Command> {
        if self.connection.tick() { self.crashed("The engine stopped answering") } else { Vec::new() }
    }

    fn word(&mut self, word: Word) -> Vec<Command> {
        self.connection.heard();
        match word {
            Word::Download { done, total } => self.quietly(|state| {
                if let Phase::Fetching { .. } = state.connection.phase {
                    state.connection.phase = Phase::Fetching { done, total };
                }
            }),
            Word::Event(event) => self.event(event),
            Word::Failed(message) if self.connection.is_running() => self.crashed(&died(&message)),
            Word::Failed(message) => self.missing_engine(&message),
        }
    }

    fn event(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Alive => self.alive(),
            Event::Device(report) => {
                if report.notice {
                    self.notices.add(Topic::Engine, Severity::Information, sentence(&report.reason));
                }
                self.quietly(|state| state.connection.device = Some(report))
            }
            Event::Models(cards) => self.models(cards),
            Event::Loading { model, done, total } => self.quietly(|state| state.arriving(&model, done, total)),
            Event::Loaded { model } => self.loaded(model),
            Event::Unavailable { model, error } => self.unavailable(model, error),
            Event::Progress { job, done, total } => self.quietly(|state| state.results.progress(job, done, total)),
            Event::Classified { job, logits } => self.quietly(|state| state.results.classified(job, logits)),
            Event::Attributed { job, report } => self.quietly(|state| state.results.attributed(job, report)),
            Event::Failed { job, error } => match self.results.failed(job, error) {
                Some(error) => self.problem(Topic::Engine, error),
                None => Vec::new(),
            },
            Event::Crashed { message } => self.crashed(&died(&message)),
        }
    }

    fn alive(&mut self) -> Vec<Command> {
        let Phase::Fetching { .. } = self.connection.phase else { return Vec::new() };
        self.connection.phase = Phase::Starting;
        vec![Command::Post(Request::Start { device: self.settings.device, models: self.models.clone() })]
    }

    fn models(&mut self, cards: Vec<ModelCard>) -> Vec<Command> {
        self.connection.models = cards.into();
        let wanted = self.settings.model.as_ref().and_then(|id| self.connection.card(id));
        let first = wanted.or(self.connection.models.first()).map(|card| card.id.clone());
        match first {
            Some(model) => self.load(model),
            None => self.unavailable(None, Error::Manifest("it lists no model".into())),
        }
    }

    fn load(&mut self, model: String) -> Vec<Command> {
        let total = self.connection.card(&model).map_or(0, |card| card.bytes);
        self.connection.phase = Phase::Loading { model: model.clone(), done: 0, total };
        vec![Command::Post(Request::Load { model })]
    }

    fn arriving(&mut self, id: &str, bytes: u64, of: u64) {
        if let Phase::Loading { model, done, total } = &mut self.connection.phase
            && model == id
        {
            (*done, *total) = (bytes, of);
        }
    }

    fn loaded(&mut self, model: String) -> Vec<Command> {
        if !matches!(&self.connection.phase, Phase::Loading { model: wanted, .. } if *wanted != model) {
            self.connection.phase = Phase::Ready;
        }
        self.connection.loaded = Some(model.clone());
        if self.answered_by.replace(model.clone()) == Some(model) {
            return Vec::new();
        }
        self.forget_results()
    }

    fn unavailable(&mut self, model: Option<String>, error: Error) -> Vec<Command> {
        let usable = model.is_some() && self.connection.loaded.is_some();
        self.connection.phase = if usable { Phase::Ready } else { Phase::Failed };
        self.settings.model = self.connection.loaded.clone();
        self.problem(Topic::Engine, error)
    }

    /// The engine never ran: its files are missing or the browser refuses them.
    fn missing_engine(&mut self, message: &str) -> Vec<Command> {
        self.connection.phase = Phase::Failed;
        let message = message.trim_end_matches('.');
        self.problem(Topic::Engine, format!(
            "The engine cannot be started ({message}). Spectra and ablated images still work; reload the page to try again."
        ));
        vec![Command::EndEngine]
    }

    /// The engine ran and does not any more. `what` is a sentence without its full stop.
    fn crashed(&mut self, what: &str) -> Vec<Command> {
        self.results.interrupt();
        match self.connection.crash() {
            Remedy::Restart => {
                self.problem(Topic::Engine, format!("{what} and was restarted."));
                vec![Command::StartEngine]
            }
            Remedy::GiveUp => {
                let advice = match self.settings.device {
                    DeviceChoice::Cpu => "Restart it, or reload the page.",
                    DeviceChoice::Auto | DeviceChoice::Gpu => "Choose the CPU, or restart it.",
                };
                self.problem(
                    Topic::Engine,
                    format!("{what}. It has failed three times in a row and was not restarted. {advice}"),
                );
                vec![Command::EndEngine]
            }
        }
    }

    fn forget_results(&mut self) -> Vec<Command> {
        let commands = self.cancel_jobs();
        self.results = Results::default();
        commands
    }

    fn cancel_jobs(&mut self) -> Vec<Command> {
        let commands = self.results.jobs().into_iter().map(cancel).collect();
        self.results.interrupt();
        commands
    }

    fn next_job(&mut self) -> JobId {
        self.jobs += 1;
        JobId(self.jobs)
    }

    /// Asks the engine for what is missing about the picture.
    fn ask(&mut self) -> Vec<Command> {
        let Some(picture) = self.picture.clone().filter(|_| self.connection.is_ready()) else { return Vec::new() };
        [self.ask_logits(&picture), self.ask_scores(&picture)].into_iter().flatten().map(Command::Post).collect()
    }

    fn ask_logits(&mut self, picture: &Picture) -> Option<Request> {
        let question = self.results.missing(&self.settings.ablation)?;
        let whole = question.whole.then(|| picture.image.clone());
        let ablated = question.ablation.map(|ablation| ablation.apply(&picture.spectrum));
        let job = self.next_job();
        self.results.ask(job, question);
        Some(Request::Classify { job, images: whole.into_iter().chain(ablated).collect() })
    }

    fn ask_scores(&mut self, picture: &Picture) -> Option<Request> {
        if *self.results.attribution() != Attribution::Waiting {
            return None;
        }
        let job = self.next_job();
        self.results.run(job);
        let spec = OcclusionSpec {
            image: picture.image.clone(),
            class: self.settings.class,
            baseline: self.settings.ablation.baseline,
        };
        Some(Request::OccludedFrequency { job, spec })
    }
}

/// The class whose first sample is shown when the page opens.
const FIRST: Class = Class::Horse;

fn cancel(job: JobId) -> Command {
    Command::Post(Request::Cancel { job })
}

fn died(message: &str) -> String {
    format!("The engine failed ({})", message.trim().trim_start_matches("Uncaught ").trim_end_matches('.'))
}

#[cfg(test)]
mod tests;
