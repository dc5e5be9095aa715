//! The engine's loop: [`Request`]s in, [`Event`]s out, with progress and cancellation.

use crate::{
    engine::Engine,
    files::Files,
    jobs::{Jobs, yield_now},
    occlusion,
    pool::{Lesson, Pool},
    sharing,
    visitor_file::{self, Opened},
    visitor_models::{VisitorModel, VisitorModels},
};
use freqscope_checkpoint::source::Source;
use freqscope_core::{
    device::DeviceKind,
    error::{Error, Result},
    image::Image,
    logits::Logits,
    model::{Hints, ModelCard, ModelSource},
    protocol::{Answer, Event, JobId, JobProgress, Request, Task, VisitorFile},
    study::heat_map::HeatMapStudy,
};
use freqscope_weights::manifest::{Entry, Manifest, sha256, test_image};
use std::{collections::HashSet, ops::Range, pin::Pin, rc::Rc};

/// Answers requests one after the other; `emit` delivers an event.
pub struct Service<F, Emit> {
    files: Rc<F>,
    emit: Rc<Emit>,
    jobs: Jobs,
    pool: Pool,
    session: Option<Session>,
}

/// The download of a model's weights, during which other requests are answered.
pub type Download = Pin<Box<dyn Future<Output = Arrival>>>;

/// A [`Download`] that has ended.
pub struct Arrival {
    entry: Entry,
    file: Result<Vec<u8>>,
}

/// What [`Request::Start`] set up.
struct Session {
    engine: Engine,
    /// URL of the folder of the manifest and the weights.
    models: String,
    /// Empty until it has arrived.
    manifest: Manifest,
    /// Those that the visitor has opened, or kept.
    visitors: VisitorModels,
    /// The ids of the models whose weights are on their way.
    arriving: HashSet<String>,
    /// What the last [`Event::Stored`] said.
    stored: Option<Vec<String>>,
}

impl Session {
    fn new(engine: Engine, models: String) -> Self {
        let (manifest, visitors, arriving) = (Manifest::default(), VisitorModels::new(&models), HashSet::new());
        Self { engine, models, manifest, visitors, arriving, stored: None }
    }

    /// The URL of a model's weights, and the name under which they are kept. It holds their hash, so that an update
    /// never meets an old file.
    fn url(&self, entry: &Entry) -> String {
        format!("{}{}?sha256={}", self.models, entry.file, entry.sha256)
    }

    fn cards(&self) -> Vec<ModelCard> {
        self.manifest.models().iter().map(Entry::card).chain(self.visitors.cards().cloned()).collect()
    }

    /// The names of the stored files that belong to this folder.
    async fn kept(&self, files: &impl Files) -> Vec<String> {
        let mut names = files.stored().await;
        names.retain(|name| name.starts_with(&self.models));
        names
    }

    /// Deletes the files of models that have changed or are no longer listed.
    async fn tidy(&self, files: &impl Files) {
        let wanted: HashSet<String> = self.manifest.models().iter().map(|entry| self.url(entry)).collect();
        for name in self.kept(files).await {
            if !wanted.contains(&name) && !self.visitors.owns(&name) {
                files.forget(&name).await;
            }
        }
    }
}

/// A model's weights: the stored ones if their hash is right, else downloaded and then stored.
async fn weights(entry: &Entry, url: &str, files: &impl Files, progress: &dyn Fn(u64)) -> Result<Vec<u8>> {
    if let Some(file) = files.recall(url).await {
        if entry.verify(&file).is_ok() {
            progress(entry.bytes);
            return Ok(file);
        }
        files.forget(url).await;
    }
    let file = files.fetch(url, progress).await?;
    entry.verify(&file)?;
    files.store(url, &file).await;
    Ok(file)
}

impl<F: Files + 'static, Emit: Fn(Event) + 'static> Service<F, Emit> {
    /// A service that has not been started; requests must be noted in `jobs` as they arrive. `pool`: who does parts of its jobs.
    pub fn new(files: F, emit: Emit, jobs: Jobs, pool: Pool) -> Self {
        Self { files: files.into(), emit: emit.into(), jobs, pool, session: None }
    }

    /// Answers one request; every failure becomes an event. A model whose weights are not here is answered by
    /// [`Service::arrive`], after the download that comes back.
    pub async fn handle(&mut self, request: Request) -> Option<Download> {
        match request {
            Request::Start { device, trust, models } => {
                let engine = Engine::start_trusting(device, trust).await;
                (self.emit)(Event::Device(engine.device().clone()));
                self.session = Some(Session::new(engine, models));
                self.ensure_manifest().await.unwrap_or_else(|error| self.unavailable(None, error));
            }
            Request::Load { model } => return self.load(model).await,
            Request::Unload { model } => {
                self.session.iter_mut().for_each(|session| session.engine.unload(&model));
                self.pool.forget(&model);
            }
            Request::Open { name, file, hints } => {
                let result = self.open(&name, file, &hints).await;
                match result.transpose() {
                    Some(loaded) => self.answer_load(name, loaded).await,
                    None => self.tell_engine(),
                }
            }
            Request::ForgetStored => self.forget_stored().await,
            Request::Ask { job, model, task } => {
                let answer = self.ask(job, &model, task).await;
                self.answer(job, answer.map(|answer| Event::Answered { job, answer }));
            }
            Request::Keep { model } => self.keep(&model).await,
            Request::Forget { model } => self.forget(&model).await,
            Request::Rename { model, name } => self.rename(&model, &name).await,
            Request::Threads { count } => self.employ(count).await,
            // Nothing to do: the jobs have been told; the worker looks for a GPU itself.
            Request::Cancel { .. } | Request::LookForGpu => (),
        }
        None
    }

    /// Takes in weights that were on their way, and says whether the model can be asked.
    pub async fn arrive(&mut self, Arrival { entry, file }: Arrival) {
        let result = self.take_in(&entry, file).await;
        self.answer_load(entry.id.clone(), result.map(|()| entry.id)).await;
    }

    fn unavailable(&self, model: Option<String>, error: Error) {
        (self.emit)(Event::Unavailable { model, error });
    }

    fn answer(&mut self, job: JobId, result: Result<Event>) {
        self.tell_engine();
        self.jobs.end(job);
        (self.emit)(result.unwrap_or_else(|error| Event::Failed { job, error }));
    }

    /// Says which model is loaded, or that what was `asked` for cannot be.
    async fn answer_load(&mut self, asked: String, result: Result<String>) {
        self.tell_engine();
        self.tell_stored().await;
        match result {
            Ok(model) => (self.emit)(Event::Loaded { model }),
            Err(error) => self.unavailable(Some(asked), error),
        }
    }

    /// Fetches the manifest unless it is there already: after a failed download the next request tries again.
    async fn ensure_manifest(&mut self) -> Result<()> {
        let session = self.session.as_mut().ok_or_else(not_started)?;
        if session.manifest.models().is_empty() && !session.models.is_empty() {
            let json = self.files.fetch(&format!("{}manifest.json", session.models), &|_| ()).await?;
            session.manifest = Manifest::parse(&json)?;
            session.tidy(&*self.files).await;
            session.visitors.recall_all(&*self.files).await;
            self.tell_models().await;
        }
        Ok(())
    }

    /// Answers for a model that is loaded or cannot be had; else begins to fetch its weights, unless that has been
    /// done.
    async fn load(&mut self, model: String) -> Option<Download> {
        if self.session.as_ref().is_some_and(|session| session.engine.has(&model)) {
            self.answer_load(model.clone(), Ok(model)).await;
            return None;
        }
        if self.session.as_ref().is_some_and(|session| session.visitors.get(&model).is_some()) {
            let recalled = self.recall(&model).await;
            self.answer_load(model.clone(), recalled.map(|()| model)).await;
            return None;
        }
        match self.fetch(&model).await {
            Ok(download) => download,
            Err(error) => {
                self.answer_load(model, Err(error)).await;
                None
            }
        }
    }

    /// The download of a model's weights; none while they are on their way.
    async fn fetch(&mut self, model: &str) -> Result<Option<Download>> {
        self.ensure_manifest().await?;
        let session = self.session.as_mut().ok_or_else(not_started)?;
        let entry = session.manifest.get(model)?.clone();
        let (url, first) = (session.url(&entry), session.arriving.insert(model.into()));
        Ok(first.then(|| self.download(entry, url)))
    }

    fn download(&self, entry: Entry, url: String) -> Download {
        let (files, emit) = (self.files.clone(), self.emit.clone());
        Box::pin(async move {
            let progress = |done| emit(Event::Loading { model: entry.id.clone(), done, total: entry.bytes });
            let file = weights(&entry, &url, &*files, &progress).await;
            Arrival { entry, file }
        })
    }

    async fn take_in(&mut self, entry: &Entry, file: Result<Vec<u8>>) -> Result<()> {
        let session = self.session.as_mut().ok_or_else(not_started)?;
        session.arriving.remove(&entry.id);
        session.engine.load(entry, file?).await
    }

    /// Loads a file of the visitor's; returns its id, which no id of a manifest can be, and which is the same whenever
    /// the file is opened; or none where the visitor is asked something first.
    async fn open(&mut self, name: &str, file: VisitorFile, hints: &Hints) -> Result<Option<String>> {
        let session = self.session.as_mut().ok_or_else(not_started)?;
        let source: Box<dyn Source> = match file {
            VisitorFile::Bytes(bytes) => Box::new(bytes),
            VisitorFile::Url(url) => self.files.source(&url).await?,
        };
        let (file, packed) = match visitor_file::open(name, source, hints).await? {
            Opened::Packed(file) => (file, None),
            Opened::Checkpoint(mut packed) => (std::mem::take(&mut packed.file), Some(packed)),
            Opened::Unsaid(questions) => {
                (self.emit)(Event::Unsaid { name: name.into(), questions });
                return Ok(None);
            }
        };
        let (sha256, bytes) = (sha256(&file), file.len() as u64);
        let id = format!("visitor:{sha256:.16}");
        let architecture = session.engine.load_unlisted(&id, name, file).await?.to_string();
        let packing = match packed {
            Some(packed) => Some(packed.packing(&session.engine.classify(&id, &[test_image()]).await?)),
            None => None,
        };
        let source = ModelSource::Visitor { file: name.into() };
        let card = ModelCard { id: id.clone(), name: name.into(), architecture, bytes, sha256, source };
        session.visitors.add(VisitorModel { card, packing: packing.clone() });
        self.tell_models().await;
        if let Some(packing) = packing {
            (self.emit)(Event::Packed { model: id.clone(), packing });
        }
        Ok(Some(id))
    }

    /// Loads a model of the visitor's that is stored on this machine.
    async fn recall(&mut self, id: &str) -> Result<()> {
        let session = self.session.as_mut().ok_or_else(not_started)?;
        let (VisitorModel { card, packing }, file) = session.visitors.recall(id, &*self.files).await?;
        session.engine.load_unlisted(id, &card.name, file).await?;
        if let Some(packing) = packing {
            (self.emit)(Event::Packed { model: id.into(), packing });
        }
        Ok(())
    }

    async fn keep(&mut self, id: &str) {
        let Some(session) = &mut self.session else { return };
        if let Some(weights) = session.engine.file(id) {
            session.visitors.keep(id, weights, &*self.files).await;
        }
        // Also where nothing could be stored: the page waits to hear of it.
        session.stored = None;
        self.tell_stored().await;
    }

    async fn forget(&mut self, id: &str) {
        let Some(session) = &mut self.session else { return };
        session.visitors.forget(id, &*self.files).await;
        self.tell_stored().await;
    }

    async fn rename(&mut self, id: &str, name: &str) {
        let Some(session) = &mut self.session else { return };
        session.visitors.rename(id, name, &*self.files).await;
        self.tell_models().await;
    }

    async fn forget_stored(&mut self) {
        let Some(session) = &mut self.session else { return };
        for name in session.kept(&*self.files).await {
            self.files.forget(&name).await;
        }
        session.stored = None;
        self.tell_stored().await;
    }

    /// Does a task, and says how far it is, unless it has been cancelled.
    async fn ask(&mut self, job: JobId, model: &str, task: Task) -> Result<Answer> {
        self.jobs.check(job)?;
        task.check()?;
        if !matches!(task, Task::Classify(_) | Task::Ablated(..) | Task::Perturbed(..)) && self.pool.notes(model) {
            self.teach(model).await?;
        }
        let (emit, jobs) = (&self.emit, &self.jobs);
        let engine = &mut self.session.as_mut().ok_or_else(not_started)?.engine;
        let report = async |progress: JobProgress| {
            emit(Event::Progress { job, progress });
            yield_now().await;
            jobs.check(job)
        };
        Ok(match task {
            Task::Classify(images) => Answer::Logits(engine.classify(model, &images).await?),
            Task::Ablated(spec, images) => {
                Answer::Logits(engine.ablated(model, &spec, images.start as usize..images.end as usize).await?)
            }
            Task::Perturbed(study, image, waves) => {
                let step = async || {
                    yield_now().await;
                    jobs.check(job)
                };
                Answer::Logits(perturbed(engine, model, (&study, &image), waves, step).await?)
            }
            Task::OccludedFrequency(spec) => {
                let total = occlusion::images(spec.partition) as u32;
                let step = async |done: usize| report(JobProgress::Occlusion { done: done as u32, total }).await;
                Answer::Occlusion(sharing::chart(engine, &self.pool, model, &spec, step).await?)
            }
            Task::Attack(spec, examples) => {
                let step = async |progress| report(JobProgress::Attack(progress)).await;
                Answer::Attack(sharing::attacks(engine, &self.pool, model, (spec, examples), step).await?)
            }
            Task::Invert(spec, endpoints) => {
                let step = async |progress| report(JobProgress::Inversion(progress)).await;
                Answer::Inversion(only(engine.invert(model, &spec, &[endpoints], step).await?)?)
            }
        })
    }

    /// Computes with so many threads; a GPU needs no others.
    async fn employ(&mut self, threads: u32) {
        let on_cpu = |session: &Session| session.engine.device().kind == DeviceKind::Cpu;
        let others = if self.session.as_ref().is_some_and(on_cpu) { threads.saturating_sub(1) } else { 0 };
        self.pool.resize(others as usize);
        for model in self.pool.untaught() {
            // What cannot be computed now is said of the job that asks for it.
            let _ = self.teach(&model).await;
        }
    }

    /// Teaches the pool a model, with the numbers by which each member proves itself.
    async fn teach(&mut self, model: &str) -> Result<()> {
        let engine = &mut self.session.as_mut().ok_or_else(not_started)?.engine;
        let Some(file) = engine.file(model).cloned() else { return Ok(()) };
        let (image, bytes) = (test_image(), file.len());
        let logits = only(engine.classify(model, std::slice::from_ref(&image)).await?)?;
        let open = Request::Open { name: model.into(), file: VisitorFile::Bytes(file), hints: Hints::default() };
        self.pool.teach(Lesson { model: model.into(), open: open.into(), bytes, image, logits });
        Ok(())
    }

    /// Reports a change to another device, and which models could not be loaded there.
    fn tell_engine(&mut self) {
        let Some(session) = &mut self.session else { return };
        if session.engine.device_changed() {
            (self.emit)(Event::Device(session.engine.device().clone()));
        }
        for (model, error) in session.engine.lost_models() {
            (self.emit)(Event::Unavailable { model: Some(model), error });
        }
    }

    /// Lists the models, and then which of them are stored.
    async fn tell_models(&mut self) {
        let Some(session) = &mut self.session else { return };
        (self.emit)(Event::Models(session.cards()));
        session.stored = None;
        self.tell_stored().await;
    }

    /// Lists the models whose weights are stored, if that has changed.
    async fn tell_stored(&mut self) {
        let Some(session) = &mut self.session else { return };
        let names = session.kept(&*self.files).await;
        let kept = session.manifest.models().iter().filter(|entry| names.contains(&session.url(entry)));
        let kept = kept.map(|entry| &entry.id);
        let ids = session.visitors.cards().map(|card| &card.id);
        let own = ids.filter(|id| names.contains(&session.visitors.place(id)));
        let stored: Vec<String> = kept.chain(own).cloned().collect();
        if session.stored.as_ref() != Some(&stored) {
            session.stored = Some(stored.clone());
            (self.emit)(Event::Stored(stored));
        }
    }
}

/// The logits of an image with noise along some waves, as many at once as the device computes; `step` is called after each batch.
async fn perturbed(
    engine: &mut Engine,
    model: &str,
    (study, image): (&HeatMapStudy, &Image),
    waves: Range<u32>,
    step: impl AsyncFn() -> Result<()>,
) -> Result<Vec<Logits>> {
    let waves = waves.start as usize..waves.end as usize;
    let (mut images, mut logits) = (study.perturbed_along(image, waves), Vec::new());
    loop {
        let together: Vec<Image> = images.by_ref().take(engine.batch()).collect();
        if together.is_empty() {
            return Ok(logits);
        }
        logits.extend(engine.classify(model, &together).await?);
        step().await?;
    }
}

/// The report of the one image that was asked about.
fn only<T>(mut reports: Vec<T>) -> Result<T> {
    reports.pop().ok_or_else(|| Error::Computation("the image has no report".into()))
}

/// The page has to send [`Request::Start`] first.
fn not_started() -> Error {
    Error::Protocol("the engine has not been started".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::{
        attack::{AttackSpec, Example, Method, Misclassified, goal::Goal, pgd::Pgd, report::Outcome},
        device::{DeviceChoice, GpuTrust},
        inversion::{Endpoints, InversionSpec},
        model::{Normalisation, Questions},
        occlusion::{OcclusionReport, OcclusionSpec, ablation::Baseline},
        spectrum::{basis::Basis, partition::Partition},
    };
    use pollster::block_on;
    use std::{
        cell::{Cell, RefCell},
        collections::BTreeMap,
        sync::Arc,
    };

    const FOLDER: &str = "https://example.org/models/";
    const MODEL: &str = "resnet18-natural";

    /// The repository's models behind a URL, and a map in place of the browser's cache.
    #[derive(Debug, Clone, Default)]
    struct MemoryFiles {
        cache: Rc<RefCell<BTreeMap<String, Vec<u8>>>>,
        fetched: Rc<RefCell<Vec<String>>>,
    }

    impl Files for MemoryFiles {
        async fn fetch(&self, url: &str, _: &dyn Fn(u64)) -> Result<Vec<u8>> {
            let name = url.strip_prefix(FOLDER).unwrap().split('?').next().unwrap().to_owned();
            let file = std::fs::read(format!("../../models/{name}")).unwrap();
            self.fetched.borrow_mut().push(name);
            Ok(file)
        }

        async fn source(&self, url: &str) -> Result<Box<dyn Source>> {
            Ok(Box::new(self.fetch(url, &|_| ()).await?))
        }

        async fn stored(&self) -> Vec<String> {
            self.cache.borrow().keys().cloned().collect()
        }

        async fn recall(&self, name: &str) -> Option<Vec<u8>> {
            self.cache.borrow().get(name).cloned()
        }

        async fn store(&self, name: &str, file: &[u8]) {
            self.cache.borrow_mut().insert(name.into(), file.to_vec());
        }

        async fn forget(&self, name: &str) {
            self.cache.borrow_mut().remove(name);
        }
    }

    /// A service that has been started, and what it says.
    struct Visit<Emit> {
        service: Service<MemoryFiles, Emit>,
        events: Rc<RefCell<Vec<Event>>>,
        jobs: Jobs,
    }

    fn visit(files: &MemoryFiles) -> Visit<impl Fn(Event) + 'static + use<>> {
        visit_hearing(files, |_, _| ())
    }

    /// `hear` is called with each event while the service computes.
    fn visit_hearing<H: Fn(&Event, &Jobs) + 'static>(
        files: &MemoryFiles,
        hear: H,
    ) -> Visit<impl Fn(Event) + 'static + use<H>> {
        let (events, jobs) = (Rc::<RefCell<Vec<Event>>>::default(), Jobs::default());
        let (heard, noted) = (events.clone(), jobs.clone());
        let emit = move |event: Event| {
            hear(&event, &noted);
            heard.borrow_mut().push(event);
        };
        let service = Service::new(files.clone(), emit, jobs.clone(), Pool::none());
        let mut visit = Visit { service, events, jobs };
        files.fetched.borrow_mut().clear();
        let (device, trust) = (DeviceChoice::Cpu, GpuTrust::Full);
        visit.ask(Request::Start { device, trust, models: FOLDER.into() });
        visit
    }

    impl<Emit: Fn(Event) + 'static> Visit<Emit> {
        /// The answers to one request, and the download that it takes.
        fn begin(&mut self, request: Request) -> (Vec<Event>, Option<Download>) {
            self.events.borrow_mut().clear();
            self.jobs.note(&request);
            let download = block_on(self.service.handle(request));
            (self.events.borrow().clone(), download)
        }

        /// The answers to one request once all weights have arrived.
        fn ask(&mut self, request: Request) -> Vec<Event> {
            if let (_, Some(download)) = self.begin(request) {
                block_on(async { self.service.arrive(download.await).await });
            }
            self.events.borrow().clone()
        }

        fn load(&mut self) -> Vec<Event> {
            self.ask(Request::Load { model: MODEL.into() })
        }
    }

    fn stored(ids: &[&str]) -> Event {
        Event::Stored(ids.iter().map(|&id| id.to_owned()).collect())
    }

    /// What is said of weights that were stored, before they are built into a network.
    fn all_here() -> Event {
        let bytes = 2_817_696;
        Event::Loading { model: MODEL.into(), done: bytes, total: bytes }
    }

    fn loaded() -> Event {
        Event::Loaded { model: MODEL.into() }
    }

    #[test]
    fn weights_are_downloaded_once() {
        let files = MemoryFiles::default();
        let mut first = visit(&files);
        assert_eq!(first.events.borrow().last(), Some(&stored(&[])));
        assert_eq!(first.load(), [stored(&[MODEL]), loaded()]);
        assert_eq!(first.load(), [loaded()]);
        assert_eq!(files.fetched.borrow().len(), 2);
        let mut second = visit(&files);
        assert_eq!(second.events.borrow().last(), Some(&stored(&[MODEL])));
        assert_eq!(second.load(), [all_here(), loaded()]);
        assert_eq!(*files.fetched.borrow(), ["manifest.json"]);
    }

    #[test]
    fn a_loaded_model_answers_while_the_weights_of_another_arrive() {
        let mut visit = visit(&MemoryFiles::default());
        visit.load();
        let other = "resnet18-l2-05";
        let load = || Request::Load { model: other.into() };
        let (said, download) = visit.begin(load());
        assert!(said.is_empty());
        assert!(visit.begin(load()).1.is_none(), "it is on its way already");
        let images = vec![Image::from_fn(|_, _, _| 0.5)];
        let (said, _) = visit.begin(Request::Ask { job: JobId(1), model: MODEL.into(), task: Task::Classify(images) });
        assert!(matches!(said[..], [Event::Answered { answer: Answer::Logits(_), .. }]));
        block_on(async { visit.service.arrive(download.unwrap().await).await });
        assert_eq!(visit.events.borrow().last(), Some(&Event::Loaded { model: other.into() }));
        assert_eq!(visit.ask(load()), [Event::Loaded { model: other.into() }]);
    }

    #[test]
    fn a_model_that_was_given_up_is_not_there_until_it_is_loaded_again() {
        let mut visit = visit(&MemoryFiles::default());
        visit.load();
        assert_eq!(visit.ask(Request::Unload { model: MODEL.into() }), []);
        let images = vec![Image::from_fn(|_, _, _| 0.5)];
        let classify = || Request::Ask { job: JobId(1), model: MODEL.into(), task: Task::Classify(images.clone()) };
        assert_eq!(visit.ask(classify()), [Event::Failed { job: JobId(1), error: Error::NotLoaded(MODEL.into()) }]);
        assert_eq!(visit.load(), [all_here(), loaded()]);
        assert!(matches!(visit.ask(classify())[..], [Event::Answered { .. }]));
    }

    #[test]
    fn stored_weights_that_were_altered_are_downloaded_anew() {
        let files = MemoryFiles::default();
        visit(&files).load();
        files.cache.borrow_mut().values_mut().for_each(|file| file[1000] ^= 1);
        assert_eq!(visit(&files).load(), [loaded()]);
        assert_eq!(files.fetched.borrow().len(), 2);
    }

    #[test]
    fn outdated_weights_are_dropped_and_all_others_when_the_visitor_says_so() {
        let files = MemoryFiles::default();
        let (old, foreign) = (format!("{FOLDER}old.safetensors?sha256=0"), "https://example.org/other/x".to_owned());
        files.cache.borrow_mut().extend([(old.clone(), vec![1]), (foreign.clone(), vec![1])]);
        let mut visit = visit(&files);
        assert!(!files.cache.borrow().contains_key(&old));
        visit.load();
        assert_eq!(visit.ask(Request::ForgetStored), [stored(&[])]);
        assert_eq!(files.cache.borrow().keys().collect::<Vec<_>>(), [&foreign]);
    }

    #[test]
    fn a_visitors_file_is_listed_and_answers() {
        let mut visit = visit(&MemoryFiles::default());
        let file = std::fs::read(format!("../../models/{MODEL}.safetensors")).unwrap();
        let file = VisitorFile::Bytes(file.into());
        let events = visit.ask(Request::Open { name: "own.safetensors".into(), file, hints: Hints::default() });
        let [Event::Models(cards), Event::Stored(_), Event::Loaded { model }] = &events[..] else {
            panic!("{events:?}");
        };
        let card = cards.last().unwrap();
        let source = ModelSource::Visitor { file: "own.safetensors".into() };
        assert_eq!((&card.id, card.name.as_str(), &card.source), (model, "own.safetensors", &source));
        let images = vec![Image::from_fn(|_, _, _| 0.5)];
        let classify = Request::Ask { job: JobId(1), model: model.clone(), task: Task::Classify(images) };
        assert!(matches!(visit.ask(classify)[..], [Event::Answered { answer: Answer::Logits(_), .. }]));
    }

    #[test]
    fn a_visitors_model_is_kept_until_the_visitor_says_otherwise() {
        let files = MemoryFiles::default();
        let hints = Hints { normalisation: Some(Normalisation::CIFAR10), ..Hints::default() };
        let file = VisitorFile::Url(format!("{FOLDER}../tests/fixtures/pack/torchvision_resnet18.safetensors"));
        let mut first = visit(&files);
        let opened = first.ask(Request::Open { name: "own.pt".into(), file, hints });
        let Some(Event::Loaded { model }) = opened.last() else { panic!("{opened:?}") };
        first.ask(Request::Rename { model: model.clone(), name: "mine".into() });
        assert_eq!(first.ask(Request::Keep { model: model.clone() }), [stored(&[model])]);
        let packed = |events: &[Event]| events.iter().any(|event| matches!(event, Event::Packed { .. }));
        let mut second = visit(&files);
        let cards = second.events.borrow().iter().find_map(|event| match event {
            Event::Models(cards) => cards.last().cloned(),
            _ => None,
        });
        assert_eq!(
            cards.map(|card| (card.name, card.source)),
            Some(("mine".into(), ModelSource::Visitor { file: "own.pt".into() }))
        );
        let loaded = second.ask(Request::Load { model: model.clone() });
        assert!(packed(&loaded), "how it was read is kept too");
        assert_eq!(loaded.last(), Some(&Event::Loaded { model: model.clone() }));
        assert_eq!(second.ask(Request::Forget { model: model.clone() }), [stored(&[])]);
        assert!(files.cache.borrow().keys().all(|name| !name.contains("/own/")));
        let mut third = visit(&files);
        assert!(matches!(third.ask(Request::Load { model: model.clone() })[..], [Event::Unavailable { .. }]));
    }

    #[test]
    fn a_kept_model_that_was_damaged_is_not_used() {
        let files = MemoryFiles::default();
        let mut first = visit(&files);
        let file = VisitorFile::Bytes(std::fs::read(format!("../../models/{MODEL}.safetensors")).unwrap().into());
        let opened = first.ask(Request::Open { name: "own".into(), file, hints: Hints::default() });
        let Some(Event::Loaded { model }) = opened.last() else { panic!("{opened:?}") };
        first.ask(Request::Keep { model: model.clone() });
        files
            .cache
            .borrow_mut()
            .iter_mut()
            .filter(|(name, _)| !name.ends_with("/about"))
            .for_each(|(_, file)| file[1000] ^= 1);
        let mut second = visit(&files);
        let events = second.ask(Request::Load { model: model.clone() });
        assert!(matches!(&events[..], [Event::Unavailable { error: Error::Checkpoint { .. }, .. }]), "{events:?}");
    }

    #[test]
    fn a_visitors_checkpoint_is_packed_and_asks_for_what_it_does_not_say() {
        let mut visit = visit(&MemoryFiles::default());
        let open = |file: &str, hints: Hints| {
            let file = VisitorFile::Url(format!("{FOLDER}../tests/fixtures/{file}"));
            Request::Open { name: "own".into(), file, hints }
        };
        let events = visit.ask(open("pack/torchvision_resnet18.safetensors", Hints::default()));
        let questions = Questions { keys: Vec::new(), normalisation: true };
        assert_eq!(events, [Event::Unsaid { name: "own".into(), questions }]);
        let hints = Hints { normalisation: Some(Normalisation::CIFAR10), ..Hints::default() };
        for (file, hints, stored) in [
            ("pack/torchvision_resnet18.safetensors", hints, false),
            ("pack/robustness_vgg.pt", Hints::default(), true),
        ] {
            let events = visit.ask(open(file, hints));
            let [Event::Models(cards), Event::Stored(_), Event::Packed { model, packing }, Event::Loaded { model: id }] =
                &events[..]
            else {
                panic!("{events:?}");
            };
            assert_eq!((&cards.last().unwrap().id, id), (model, model));
            assert_eq!(packing.normalisation_is_stored, stored);
            assert!(packing.rounding > 0.0 && packing.rounding < 3.0, "{}", packing.rounding);
            assert!(packing.assumptions.iter().any(|sentence| sentence.contains("ReLU")));
        }
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let mut visit = visit(&MemoryFiles::default());
        let file = VisitorFile::Bytes(Arc::default());
        let events = visit.ask(Request::Open { name: "empty".into(), file, hints: Hints::default() });
        assert!(matches!(&events[..], [Event::Unavailable { model: Some(name), .. }] if name == "empty"));
        let images = vec![Image::from_fn(|_, _, _| 0.5)];
        let classify = Request::Ask { job: JobId(1), model: MODEL.into(), task: Task::Classify(images) };
        assert_eq!(visit.ask(classify), [Event::Failed { job: JobId(1), error: Error::NotLoaded(MODEL.into()) }]);
    }

    /// An attack on a grey image.
    fn attack(method: Method) -> Request {
        let spec = AttackSpec { method, goal: Goal::Untargeted, seed: 0, misclassified: Misclassified::LeaveAlone };
        let example = Example { image: Image::from_fn(|_, _, _| 0.5), class: None };
        Request::Ask { job: JobId(1), model: MODEL.into(), task: Task::Attack(spec, vec![example]) }
    }

    #[test]
    fn an_attack_tells_its_iterates_and_reports() {
        let mut visit = visit(&MemoryFiles::default());
        visit.load();
        let events = visit.ask(attack(Method::Fgsm { epsilon: 0.03 }));
        let [
            Event::Progress { progress: JobProgress::Attack(progress), .. },
            Event::Answered { answer: Answer::Attack(reports), .. },
        ] = &events[..]
        else {
            panic!("{events:?}");
        };
        assert_eq!((progress.done, progress.total, progress.states.len()), (1, 1, 1));
        assert_eq!(progress.states[0].steps, 0, "the only step starts from the image itself");
        let [report] = &reports[..] else { panic!("{reports:?}") };
        assert_ne!(report.outcome, Outcome::Misclassified);
        assert!(report.distance.linf > 0.02 && report.distance.linf < 0.031);
    }

    #[test]
    fn an_attack_that_is_cancelled_ends_at_its_next_step() {
        let mut visit = visit_hearing(&MemoryFiles::default(), |event, jobs| {
            if let Event::Progress { job, .. } = event {
                jobs.note(&Request::Cancel { job: *job });
            }
        });
        visit.load();
        let events = visit.ask(attack(Method::Pgd(Pgd { steps: 10_000, ..Pgd::LINF })));
        let cancelled = Event::Failed { job: JobId(1), error: Error::Cancelled };
        assert!(matches!(&events[..], [Event::Progress { .. }, failed] if *failed == cancelled));
    }

    /// A task about noise along some waves of the Fourier basis.
    fn perturbed(waves: Range<u32>) -> (HeatMapStudy, Image, Request) {
        let study = HeatMapStudy { basis: Basis::Fourier, norm: HeatMapStudy::NORM, clip: false, seed: 0 };
        let image = Image::from_fn(|c, y, x| ((c + y + x) % 32) as f32 / 31.0);
        let task = Task::Perturbed(study.clone(), image.clone(), waves);
        (study, image, Request::Ask { job: JobId(1), model: MODEL.into(), task })
    }

    #[test]
    fn images_with_noise_along_waves_are_answered_as_they_are_one_by_one() {
        let mut visit = visit(&MemoryFiles::default());
        visit.load();
        let (study, image, request) = perturbed(40..51);
        let events = visit.ask(request);
        let [Event::Answered { answer: Answer::Logits(found), .. }] = &events[..] else { panic!("{events:?}") };
        assert_eq!(found.len(), 11);
        let alone = study.perturbed(&image).nth(45).unwrap();
        let task = Task::Classify(vec![alone]);
        let events = visit.ask(Request::Ask { job: JobId(2), model: MODEL.into(), task });
        assert_eq!(events, [Event::Answered { job: JobId(2), answer: Answer::Logits(vec![found[5]]) }]);
    }

    #[test]
    fn noise_that_is_cancelled_ends_and_one_without_a_length_is_refused() {
        let mut visit = visit(&MemoryFiles::default());
        visit.load();
        let (study, image, request) = perturbed(0..514);
        visit.jobs.note(&request);
        visit.jobs.note(&Request::Cancel { job: JobId(1) });
        block_on(visit.service.handle(request));
        let last = visit.events.borrow().last().cloned();
        assert_eq!(last, Some(Event::Failed { job: JobId(1), error: Error::Cancelled }));
        let task = Task::Perturbed(HeatMapStudy { norm: 0.0, ..study }, image, 0..1);
        let events = visit.ask(Request::Ask { job: JobId(2), model: MODEL.into(), task });
        assert!(matches!(events[..], [Event::Failed { error: Error::Parameter { .. }, .. }]), "{events:?}");
    }

    /// An inversion that goes from a grey image to a ramp.
    fn inversion(steps: u32) -> Request {
        let target = Image::from_fn(|c, y, x| ((c + y + x) % 32) as f32 / 31.0);
        let endpoints = Endpoints { start: Image::from_fn(|_, _, _| 0.5), target };
        let spec = InversionSpec { steps, step_size: 0.01 };
        Request::Ask { job: JobId(1), model: MODEL.into(), task: Task::Invert(spec, endpoints) }
    }

    #[test]
    fn an_inversion_tells_its_iterates_and_reports() {
        let mut visit = visit(&MemoryFiles::default());
        visit.load();
        let events = visit.ask(inversion(2));
        let [
            Event::Progress { progress: JobProgress::Inversion(progress), .. },
            ..,
            Event::Answered { answer: Answer::Inversion(report), .. },
        ] = &events[..]
        else {
            panic!("{events:?}");
        };
        assert_eq!((progress.done, progress.total, progress.states.len()), (1, 2, 1));
        assert_eq!((report.losses.len(), report.losses[0]), (2, progress.states[0].loss));
        assert!(report.loss < report.losses[0] && report.image != progress.states[0].image);
    }

    #[test]
    fn an_inversion_that_is_cancelled_ends_at_its_next_step() {
        let mut visit = visit_hearing(&MemoryFiles::default(), |event, jobs| {
            if let Event::Progress { job, .. } = event {
                jobs.note(&Request::Cancel { job: *job });
            }
        });
        visit.load();
        let events = visit.ask(inversion(10_000));
        let cancelled = Event::Failed { job: JobId(1), error: Error::Cancelled };
        assert!(matches!(&events[..], [Event::Progress { .. }, failed] if *failed == cancelled));
    }

    /// The answer, without the time that it took.
    fn answer(events: &[Event]) -> Answer {
        match events.last() {
            Some(Event::Answered { answer: Answer::Occlusion(report), .. }) => {
                Answer::Occlusion(OcclusionReport { milliseconds: 0.0, ..report.clone() })
            }
            Some(Event::Answered { answer, .. }) => answer.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_job_that_is_cancelled_anywhere_leaves_no_trace() {
        // After so many words of progress the job is cancelled.
        let patience = Rc::new(Cell::new(usize::MAX));
        let left = patience.clone();
        let mut visit = visit_hearing(&MemoryFiles::default(), move |event, jobs| match (event, left.get()) {
            (Event::Progress { job, .. }, 0) => jobs.note(&Request::Cancel { job: *job }),
            (Event::Progress { .. }, more) => left.set(more - 1),
            _ => (),
        });
        visit.load();
        let image = Image::from_fn(|c, y, x| ((c + y * x) % 32) as f32 / 31.0);
        let spec = OcclusionSpec { image, class: None, baseline: Baseline::default(), partition: Partition::Diagonal };
        let chart = Request::Ask { job: JobId(1), model: MODEL.into(), task: Task::OccludedFrequency(spec) };
        let pgd = attack(Method::Pgd(Pgd { steps: 3, ..Pgd::LINF }));
        // How often searches say how far they are depends on the clock, but for the first time.
        for (question, points) in [(chart, vec![0, 3, 7]), (pgd, vec![0]), (inversion(3), vec![0])] {
            let undisturbed = answer(&visit.ask(question.clone()));
            for point in points {
                patience.set(point);
                let cancelled = Event::Failed { job: JobId(1), error: Error::Cancelled };
                assert_eq!(visit.ask(question.clone()).last(), Some(&cancelled), "after {point}");
                assert_eq!(visit.jobs.check(JobId(1)), Err(Error::Cancelled), "nobody waits for it");
                patience.set(usize::MAX);
                assert_eq!(answer(&visit.ask(question.clone())), undisturbed, "after {point}");
            }
        }
    }

    #[test]
    fn parameters_without_a_meaning_are_refused_before_any_work() {
        let mut visit = visit(&MemoryFiles::default());
        let events = visit.ask(inversion(0));
        assert!(matches!(&events[..], [Event::Failed { error: Error::Parameter { .. }, .. }]), "{events:?}");
        let events = visit.ask(attack(Method::Fgsm { epsilon: -0.1 }));
        let [Event::Failed { job: JobId(1), error: error @ Error::Parameter { .. } }] = &events[..] else {
            panic!("{events:?}");
        };
        assert!(error.to_string().starts_with("epsilon is -0.1: choose a number from 0 to 1"), "{error}");
    }
}
