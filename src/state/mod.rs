//! Everything that the page knows, and the one function that changes it.
//!
//! [`State::update`] takes an [`Action`] and returns [`Command`]s: what the page must do outside of the state. It
//! has no side effects, so that it is tested natively.

use crate::{
    action::{Action, Command},
    article::records::Records,
    attack::{attacks::Attacks, form::AttackForm, transfer::Transfers},
    charts::measure::Measure,
    embed::poster::Poster,
    inversion::inversions::{InversionForm, Inversions},
    language::{self, Language},
    lesson::lessons::Lessons,
    link::run::Run,
    lowpass::view::{LowPassView, Sweep},
    networks::{
        models::Models,
        results::{Attribution, Results, ResultsByModel},
        sample_scores::SampleScores,
        second::Second,
        side::Side,
    },
    picture::{
        Origin, Picture,
        own::{OwnPictures, Uncut},
        pick::{PickId, PictureSource},
        sample_images::SampleImages,
        samples::Sample,
    },
    platform::{
        connection::{Connection, CrashResponse, EnginePhase},
        fetched::Fetched,
        file_input::FileContent,
        machine::Machine,
        rest::late,
        trial::{Trial, TrialStage},
        worker::WorkerMessage,
    },
    probes::{Probes, live::LiveMaps},
    proposition::budget::EnergyBudget,
    shell::{
        instrument::Instrument,
        notice::{NoticeId, Notices, Severity, Topic},
        theme::Theme,
    },
    survey::Survey,
    text::sentence,
    words::{Tell, words},
};
use embedding::Frame;
use freqscope_core::{
    class::Class,
    device::{DeviceChoice, GpuTrust},
    error::{Error, Result},
    occlusion::{
        OcclusionReport, OcclusionSpec,
        ablation::{Ablation, Baseline},
    },
    protocol::{Answer, Event, JobId, JobProgress, Request, Task},
    spectrum::{band::Band, partition::Partition},
    study::claims::Claims,
};
use gloo::file::File;
use linking::Linking;
use std::{collections::BTreeMap, rc::Rc};
use stopping::Stopping;
use threading::Threads;

mod attacking;
mod embedding;
mod exporting;
mod inverting;
mod keeping;
mod linking;
mod live_maps;
mod low_pass;
mod own_models;
mod own_pictures;
mod posters;
mod probing;
mod reporting;
mod shown;
mod stopping;
mod stored_results;
mod surveying;
mod teaching;
mod telling;
mod threading;
mod transferring;
mod trying;

/// The visitor's choices, other than the forms of attacks and inversions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    pub ablation: Ablation,
    /// The class of interest; none is the predicted class.
    pub class: Option<Class>,
    /// The model's id; none is the manifest's first.
    pub model: Option<String>,
    pub second: Second,
    pub device: DeviceChoice,
    pub budget: EnergyBudget,
    pub theme: Theme,
    /// None is what the browser prefers.
    pub language: Option<Language>,
    /// The one that is open.
    pub instrument: Instrument,
    /// Of the first screen.
    pub view: LowPassView,
}

#[derive(Debug)]
pub struct State {
    pub settings: Settings,
    /// Those to choose from.
    pub samples: Rc<[Sample]>,
    pub picture: Option<Rc<Picture>>,
    /// The band under the visitor's pointer or focus.
    pub pointed: Option<Band>,
    pub connection: Connection,
    trial: Trial,
    stopping: Stopping,
    pub threads: Threads,
    /// That of the visitor's browser.
    browser_language: Language,
    pub models: Models,
    pub notices: Notices,
    pub attack_form: AttackForm,
    /// Of the change of the spectrum.
    pub measure: Measure,
    pub claims: Fetched<Claims>,
    /// Of the second network that the page chooses.
    sample_scores: Fetched<SampleScores>,
    pub sweep: Sweep,
    /// Whether the results of the article have been asked for before they are near.
    fetched_ahead: bool,
    /// Whether the page's program is here as a whole, so that it can read them.
    pub is_whole: bool,
    records: Records,
    pub inversion_form: InversionForm,
    inversions: Inversions,
    sample_images: SampleImages,
    survey: Survey,
    probes: Probes,
    live: LiveMaps,
    lessons: Lessons,
    linking: Linking,
    /// Only where the page is one figure in a page of somebody else's.
    frame: Option<Frame>,
    poster: Option<Poster>,
    attacks: Attacks,
    transfers: Transfers,
    results: ResultsByModel,
    /// Absolute URL of the folder with the models.
    models_url: String,
    /// The models that were ready before the visitor chose others, in case those cannot be loaded.
    previous_models: BTreeMap<Side, String>,
    /// The choice that is being read, and the origin of that picture.
    picking: Option<(PickId, Origin)>,
    last_pick: PickId,
    /// The model that the visitor wants kept, until the engine has answered.
    keeping: Option<String>,
    /// The visitor's file that is being read, or was last.
    reading: Option<File>,
    uncut: Option<Rc<Uncut>>,
    pub own_pictures: OwnPictures,
    last_job: u32,
}

impl State {
    /// The state of a page that has just been opened. `models_url`: absolute URL of the models' folder, ending in `/`;
    /// `device`: what the visitor chose last; `trial`: one that has not begun.
    pub fn new(models_url: String, device: DeviceChoice, trial: Trial) -> Self {
        Self {
            settings: Settings { device, ..Settings::default() },
            samples: Rc::new([]),
            picture: None,
            pointed: None,
            connection: Connection::default(),
            trial,
            stopping: Stopping::default(),
            threads: Threads::new(Machine::SMALLEST),
            browser_language: Language::default(),
            models: Models::default(),
            notices: Notices::default(),
            attack_form: AttackForm::default(),
            measure: Measure::default(),
            claims: Fetched::default(),
            sample_scores: Fetched::default(),
            sweep: Sweep::default(),
            fetched_ahead: false,
            is_whole: true,
            records: Records::default(),
            inversion_form: InversionForm::default(),
            inversions: Inversions::default(),
            sample_images: SampleImages::default(),
            survey: Survey::default(),
            probes: Probes::default(),
            live: LiveMaps::default(),
            lessons: Lessons::default(),
            linking: Linking::default(),
            frame: None,
            poster: None,
            attacks: Attacks::default(),
            transfers: Transfers::default(),
            results: ResultsByModel::default(),
            models_url,
            previous_models: BTreeMap::new(),
            picking: None,
            last_pick: PickId::default(),
            keeping: None,
            reading: None,
            uncut: None,
            own_pictures: OwnPictures::default(),
            last_job: 0,
        }
    }

    /// The same on this machine.
    pub fn on(mut self, machine: Machine) -> Self {
        self.threads = Threads::new(machine);
        self
    }

    /// The same in a browser whose visitor prefers this language.
    pub fn in_language(mut self, language: Language) -> Self {
        self.browser_language = language;
        language::speak(language);
        self
    }

    /// The only way to change the state. Returns what must be done outside of it.
    pub fn update(&mut self, action: Action) -> Vec<Command> {
        let mut commands = match action {
            Action::SamplesListed(list) => self.samples_listed(list),
            Action::PickPicture(source) => self.pick_picture(source),
            Action::PictureRead(pick, content) => self.picture_read(pick, content),
            Action::TakeInput(input) => late(|| self.take_input(input)),
            Action::BesideRead(file, content) => late(|| self.beside_read(file, content)),
            Action::Cut(square) => late(|| self.cut(square)),
            Action::Draw(image) => late(|| self.draw(image)),
            Action::LoadModel(file) => vec![Command::ReadModel(file)],
            Action::ModelRead(name, file) => late(|| self.model_read(name, file)),
            Action::DescribeCheckpoint(hints) => late(|| self.apply(|state| state.models.answer(hints))),
            Action::HostSays(name, hints) => late(|| self.apply(|state| state.host_says(name, hints))),
            Action::OwnModel(action) => late(|| self.own_model(action)),
            Action::SelectBands(bands) => self.apply(|state| state.settings.ablation.bands = bands),
            Action::PointAt(band) => self.apply(|state| state.pointed = band),
            Action::LowPass(action) => self.apply(|state| state.low_passing(action)),
            Action::SetBaseline(baseline) => self.set_baseline(baseline),
            Action::Attack(action) => late(|| self.attacking(action)),
            Action::SetEnergyBudget(budget) => self.apply(|state| state.settings.budget = budget),
            Action::Export(export) => late(|| self.export(export)),
            Action::SavePoster(figure) => late(|| self.save_poster(figure)),
            Action::FileSaved(saved) => saved.map_or_else(|error| self.problem(Topic::Picture, error), |()| Vec::new()),
            Action::ShowStored(stored) => self.fetch_stored(stored),
            Action::ResultFetched(stored, file) => self.apply(|state| state.stored_fetched(stored, file)),
            Action::Survey(action) => late(|| self.surveying(action)),
            Action::LiveMaps(action) => late(|| self.living(action)),
            Action::SampleRead(sample, image) => late(|| self.sample_read(&sample, image)),
            Action::Invert(action) => late(|| self.inverting(action)),
            Action::ChooseClass(class) => self.apply(|state| state.settings.class = class),
            Action::ShowModel(side, model) => self.show_model(side, model),
            Action::StopComparing => self.stop_comparing(),
            Action::KeepWeights(model) => late(|| self.keep_weights(&model)),
            Action::WeightsKept(model, kept) => late(|| self.weights_kept(model, kept)),
            Action::DeleteStoredWeights => vec![Command::Post(Request::ForgetStored), Command::ForgetRelease],
            Action::ChooseDevice(device) => self.choose_device(device),
            Action::RetryFailed => self.apply(Self::forget_pending),
            Action::StopCharts => self.results.each().filter_map(Results::stop_attribution).map(cancel).collect(),
            Action::RestartEngine => self.restart_engine(),
            Action::DismissNotice(id) => self.apply(|state| state.notices.dismiss(id)),
            Action::CopyReport(id) => self.report(id).map(|text| Command::CopyReport(id, text)).into_iter().collect(),
            Action::ReportCopied(id, copied) => self.apply(|state| state.notices.copied(id, copied)),
            Action::Link(action) => self.linking(action),
            Action::Lesson(action) => late(|| self.teaching(action)),
            Action::OpenInstrument(instrument) => self.apply(|state| state.open_instrument(instrument)),
            Action::ChooseTheme(theme) => self.choose_theme(theme),
            Action::ChooseLanguage(language) => self.choose_language(Some(language)),
            Action::WorkerMessage(message) => self.worker_message(message),
            Action::TrialMessage(message) => self.trial_message(message),
            Action::Seen(seen) => self.apply(|state| state.seen(seen)),
            Action::Hidden(hidden) => self.apply(|state| state.threads.hide(hidden)),
            Action::Run => late(|| self.run_figure()),
            Action::Tick => self.tick(),
        };
        commands.extend(self.wake_or_rest());
        commands.extend(self.fetch_figure());
        commands.extend(self.continue_trial());
        commands.extend(self.load_shown());
        commands.extend(self.ask());
        commands.extend(self.fetch_sample_scores());
        commands.extend(self.fetch_ahead());
        commands.extend(self.fetch_probes());
        commands.extend(self.ask_transfers());
        commands.extend(self.ask_found());
        commands.extend(self.run_due());
        commands.extend(self.continue_survey());
        commands.extend(self.continue_live_maps());
        commands.extend(self.employ());
        self.stopping.note(&commands);
        commands
    }

    /// The class of interest, one for both models: the chosen one, else the one that the first model predicts, once it is
    /// known.
    pub fn class(&self) -> Option<Class> {
        self.settings.class.or_else(|| self.results(Side::A)?.clean().map(|logits| logits.class()))
    }

    /// The sample whose picture is shown or being read.
    pub fn sample(&self) -> Option<&Sample> {
        let shown = self.picture.as_ref().map(|picture| &picture.origin);
        match self.picking.as_ref().map(|(_, origin)| origin).or(shown) {
            Some(Origin::Sample(sample)) => Some(sample),
            _ => None,
        }
    }

    /// For changes after which nothing has to be done outside of the state.
    fn apply(&mut self, change: impl FnOnce(&mut Self)) -> Vec<Command> {
        change(self);
        Vec::new()
    }

    fn problem(&mut self, topic: Topic, problem: impl Tell) -> Vec<Command> {
        self.notices.add_detailed(topic, Severity::Problem, sentence(&problem.tell()), problem.details());
        Vec::new()
    }

    /// What is known of a problem, for those who look for its cause.
    fn report(&self, id: NoticeId) -> Option<String> {
        let notice = self.notices.find(id)?;
        let device = self.connection.last_device().map_or("not chosen yet".into(), |report| {
            format!("{:?}, {}. {}", report.kind, report.name, sentence(&report.reason.to_string()))
        });
        let details = notice.details.iter().map(|details| format!("\n{details}"));
        Some(format!("{}{}\nDevice: {device}", notice.text, details.collect::<String>()))
    }

    fn samples_listed(&mut self, list: Result<Vec<Sample>>) -> Vec<Command> {
        match list {
            Ok(samples) => self.samples = samples.into(),
            Err(error) => return self.problem(Topic::Picture, error),
        }
        let mut commands = self.open_samples();
        let first = self.first_sample().cloned().filter(|_| self.picture.is_none() && self.picking.is_none());
        commands.extend(first.into_iter().flat_map(|first| self.read_picture(PictureSource::Sample(first))));
        commands
    }

    /// With which the page opens.
    fn first_sample(&self) -> Option<&Sample> {
        self.samples.iter().find(|sample| sample.class == FIRST).or(self.samples.first())
    }

    fn pick_picture(&mut self, source: PictureSource) -> Vec<Command> {
        self.forget_due(&Run::ALL);
        self.read_picture(source)
    }

    fn read_picture(&mut self, source: PictureSource) -> Vec<Command> {
        self.last_pick = self.last_pick.next();
        self.notices.clear(Topic::Picture);
        let pick = self.last_pick;
        let (origin, file) = match &source {
            PictureSource::Sample(sample) => (Origin::Sample(sample.clone()), None),
            PictureSource::File(file) | PictureSource::Cut(file, _) => (Origin::File(file.name()), Some(file.clone())),
        };
        self.reading = file;
        self.picking = Some((pick, origin));
        vec![Command::ReadPicture(pick, source)]
    }

    fn picture_read(&mut self, pick: PickId, content: Result<FileContent>) -> Vec<Command> {
        let Some((_, origin)) = self.picking.take_if(|(newest, _)| *newest == pick) else { return Vec::new() };
        match content {
            Err(error) => {
                self.forget_due(&Run::ALL);
                self.unreadable(origin.file(), &error)
            }
            Ok(FileContent::Lesson(lesson)) => self.open_own_lesson(origin.file(), *lesson),
            Ok(FileContent::Model(file)) => self.model_read(origin.file().to_owned(), Ok(file)),
            Ok(FileContent::Image(image)) => {
                self.uncut = None;
                self.tell_range(origin.file(), &image);
                self.picture_arrived(origin, image)
            }
            Ok(FileContent::Picture(picture)) => self.decoded(origin, *picture),
        }
    }

    fn set_baseline(&mut self, baseline: Baseline) -> Vec<Command> {
        if self.settings.ablation.baseline == baseline {
            return Vec::new();
        }
        self.settings.ablation.baseline = baseline;
        self.results.each().filter_map(Results::restart_attribution).map(cancel).collect()
    }

    fn choose_device(&mut self, device: DeviceChoice) -> Vec<Command> {
        self.settings.device = device;
        self.trial.trust = GpuTrust::Full;
        self.results = ResultsByModel::default();
        let mut commands = self.restart_engine();
        commands.push(Command::RememberDevice(device));
        commands
    }

    fn restart_engine(&mut self) -> Vec<Command> {
        self.notices.clear(Topic::Engine);
        self.notices.clear(Topic::Model);
        self.forget_pending();
        self.attacks.engine_lost();
        self.models.unload();
        self.trial.enter(TrialStage::Off);
        self.connection.forget_crashes();
        self.connection.restart();
        vec![Command::StartEngine]
    }

    fn tick(&mut self) -> Vec<Command> {
        self.frame.iter_mut().for_each(Frame::tick);
        self.threads.tick();
        self.stopping.tick();
        if self.connection.tick(self.models.is_checking()) {
            self.crashed(words().notices.stopped_answering(), None)
        } else {
            self.tick_trial()
        }
    }

    fn worker_message(&mut self, message: WorkerMessage) -> Vec<Command> {
        self.connection.heard();
        match message {
            WorkerMessage::Download { done, total } => self.apply(|state| {
                if let EnginePhase::Fetching { .. } = state.connection.phase {
                    state.connection.phase = EnginePhase::Fetching { done, total };
                }
            }),
            WorkerMessage::Event(event) => self.event(event),
            WorkerMessage::Failed(message) if self.connection.is_alive() => {
                self.crashed(words().notices.failed(), Some(panic_message(&message)))
            }
            WorkerMessage::Failed(message) => self.engine_unavailable(&message),
        }
    }

    fn event(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Alive => self.alive(),
            Event::Device(report) => {
                if report.notice {
                    self.notices.add(Topic::Engine, Severity::Information, sentence(&report.reason.tell()));
                }
                self.apply(|state| state.connection.device = Some(report))
            }
            Event::Models(cards) => self.models_listed(cards),
            Event::Stored(ids) => self.weights_stored(ids),
            Event::Loading { model, done, total } => self.apply(|state| state.models.arriving(&model, done, total)),
            Event::Loaded { model } => self.loaded(model),
            Event::Packed { model, packing } => self.apply(|state| state.models.packed(model, packing)),
            Event::Unsaid { name, questions } => self.unsaid(&name, questions),
            Event::Unavailable { model: None, error } => self.no_manifest(error),
            Event::Unavailable { model: Some(model), error } => self.unavailable(&model, error),
            Event::Progress { job, .. } if self.stopping.is_ignored(job) => self.replace_engine(),
            Event::Progress { job, progress } => self.apply(|state| state.progressed(job, progress)),
            Event::Answered { job, answer } => self.answered(job, answer),
            Event::Failed { job, error } => self.failed(job, error),
            Event::Crashed { message } => self.crashed(words().notices.failed(), Some(panic_message(&message))),
            Event::Offer(offer) => self.offered(offer),
            Event::Threads(count) => self.threads_compute(count),
        }
    }

    fn alive(&mut self) -> Vec<Command> {
        let EnginePhase::Fetching { .. } = self.connection.phase else { return Vec::new() };
        self.connection.phase = EnginePhase::Starting;
        self.threads.restart();
        self.stopping = Stopping::default();
        let (device, trust) = (self.settings.device, self.trial.trust);
        let start = Request::Start { device, trust, models: self.models_url.clone() };
        let looks = device == DeviceChoice::Auto && trust != GpuTrust::None;
        [Some(start), looks.then_some(Request::LookForGpu)].into_iter().flatten().map(Command::Post).collect()
    }

    fn progressed(&mut self, job: JobId, progress: JobProgress) {
        match progress {
            JobProgress::Occlusion { done, total } => {
                self.results.each().for_each(|results| results.progress(job, done, total));
            }
            JobProgress::Attack(progress) => self.attacks.progress(job, progress),
            JobProgress::Inversion(progress) => self.inversions.progress(job, progress),
        }
    }

    fn answered(&mut self, job: JobId, answer: Answer) -> Vec<Command> {
        self.stopping.ended(job);
        if !matches!(answer, Answer::Logits(_)) {
            self.threads.shown();
        }
        match answer {
            Answer::Logits(logits) => self.apply(|state| {
                state.results.each().for_each(|results| results.classified(job, &logits));
                state.transfers.classified(job, &logits);
                state.inversions.classified(job, &logits);
                state.live.classified(job, &logits);
            }),
            Answer::Occlusion(report) => self.apply(|state| state.attributed(job, report)),
            // One image is asked about.
            Answer::Attack(reports) => {
                reports.into_iter().flat_map(|report| self.attack_finished(job, report)).collect()
            }
            Answer::Inversion(report) => self.apply(|state| state.inversions.finish(job, report)),
        }
    }

    fn attributed(&mut self, job: JobId, report: OcclusionReport) {
        match self.results.each().find(|results| results.is_running(job)) {
            Some(results) => results.attributed(report),
            None => self.survey.attributed(job, report),
        }
    }

    fn failed(&mut self, job: JobId, error: Error) -> Vec<Command> {
        self.stopping.ended(job);
        if self.attacks.failed(job, &error) {
            return self.continue_series();
        }
        let answered = self.transfers.failed(job) || self.survey.failed(job, &error);
        if answered || self.inversions.failed(job, &error) || self.live.failed(job, &error) {
            return Vec::new();
        }
        let waited = self.results.each().any(|results| results.failed(job));
        if waited && error != Error::Cancelled { self.problem(Topic::Engine, error) } else { Vec::new() }
    }

    /// The engine never ran: its files are missing or the browser refuses them.
    fn engine_unavailable(&mut self, message: &str) -> Vec<Command> {
        self.connection.phase = EnginePhase::Failed;
        let text = words().notices.cannot_start();
        self.notices.add_detailed(Topic::Engine, Severity::Problem, text.into(), Some(message.into()));
        vec![Command::EndEngine]
    }

    /// What it was asked and has not answered is asked again.
    fn lose_engine(&mut self) {
        self.forget_pending();
        self.attacks.engine_lost();
        self.models.drop_unanswered();
        self.models.unload();
        self.trial.enter(TrialStage::Off);
    }

    /// The engine ran and does not run any more. `what` is a sentence without its full stop.
    fn crashed(&mut self, what: &str, details: Option<String>) -> Vec<Command> {
        self.lose_engine();
        if self.connection.is_on_gpu(self.settings.device) {
            return self.gpu_crashed(details);
        }
        match self.connection.crash() {
            CrashResponse::Restart => {
                let text = words().notices.restarted(what);
                self.notices.add_detailed(Topic::Engine, Severity::Problem, text, details);
                vec![Command::StartEngine]
            }
            CrashResponse::GiveUp => {
                let advice = match self.settings.device {
                    DeviceChoice::Cpu => words().notices.restart_or_reload(),
                    DeviceChoice::Auto | DeviceChoice::Gpu => words().notices.cpu_or_restart(),
                };
                let text = words().notices.given_up(what, advice);
                self.notices.add_detailed(Topic::Engine, Severity::Problem, text, details);
                vec![Command::EndEngine]
            }
        }
    }

    /// Shows another picture, and cancels everything that was asked about the old one.
    fn change_picture(&mut self, picture: Rc<Picture>) -> Vec<Command> {
        let mut commands = self.replace_picture(picture);
        commands.extend(self.interrupt_attacks(|_| false));
        commands.extend(self.stop_inversions(|_| false));
        commands
    }

    /// Shows another picture, while running attacks and inversions continue.
    fn replace_picture(&mut self, picture: Rc<Picture>) -> Vec<Command> {
        self.picture = Some(picture);
        let jobs = self.results.interrupt_unless(|_| false);
        self.results = ResultsByModel::default();
        jobs.into_iter().map(cancel).collect()
    }

    /// Drops open questions, so that they are asked again.
    fn forget_pending(&mut self) {
        self.results.each().for_each(Results::interrupt);
        self.transfers.interrupt();
        self.survey.interrupt();
        self.live.interrupt();
        self.inversions.interrupt_questions();
        self.inversions.stop_unless(|_| false);
    }

    fn next_job(&mut self) -> JobId {
        self.last_job += 1;
        JobId(self.last_job)
    }

    /// Asks the models on show for whatever is missing about the picture.
    fn ask(&mut self) -> Vec<Command> {
        let Some(picture) = self.picture.clone().filter(|_| self.connection.is_running()) else { return Vec::new() };
        let ready = |id: &String| self.models.is_ready(id);
        let models: Vec<String> = Side::ALL.into_iter().filter_map(|side| self.id(side)).filter(ready).collect();
        // One image at the line is answered sooner than 63 of a chart.
        let ask = |model: &String| {
            [self.ask_logits(model, &picture), self.ask_cutoffs(model, &picture), self.ask_scores(model, &picture)]
        };
        models.iter().flat_map(ask).flatten().map(Command::Post).collect()
    }

    fn ask_logits(&mut self, model: &str, picture: &Picture) -> Option<Request> {
        let question = self.results.of(model).missing(&self.settings.ablation)?;
        let whole = question.whole.then(|| picture.image.clone());
        let ablated = question.ablation.map(|ablation| ablation.apply(&picture.image));
        let job = self.next_job();
        self.results.of_mut(model).ask(job, question);
        let task = Task::Classify(whole.into_iter().chain(ablated).collect());
        Some(Request::Ask { job, model: model.into(), task })
    }

    fn ask_scores(&mut self, model: &str, picture: &Picture) -> Option<Request> {
        if *self.results.of(model).attribution() != Attribution::Waiting {
            return None;
        }
        let job = self.next_job();
        self.results.of_mut(model).start_attribution(job);
        Some(Request::Ask { job, model: model.into(), task: self.chart_of(picture) })
    }

    fn chart_of(&self, picture: &Picture) -> Task {
        Task::OccludedFrequency(OcclusionSpec {
            image: picture.image.clone(),
            class: self.settings.class,
            baseline: self.settings.ablation.baseline,
            partition: Partition::Diagonal,
        })
    }
}

/// The class whose first sample is shown when the page opens.
const FIRST: Class = Class::Horse;

fn cancel(job: JobId) -> Command {
    Command::Post(Request::Cancel { job })
}

fn panic_message(message: &str) -> String {
    message.trim().trim_start_matches("Uncaught ").into()
}

#[cfg(test)]
mod tests;
