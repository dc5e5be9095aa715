//! The engine's loop: [`Request`]s in, [`Event`]s out, with progress and cancellation.

use crate::{
    attribution,
    engine::Engine,
    error::{Error, Result},
    image::Image,
    logits::Logits,
    model::manifest::Manifest,
    protocol::{Event, JobId, OcclusionReport, OcclusionSpec, Request},
};
use std::{cell::RefCell, collections::HashSet, rc::Rc};

/// Answers requests one after the other.
///
/// `fetch` downloads a URL and reports the bytes so far; `emit` delivers an event.
pub struct Service<Fetch, Emit> {
    fetch: Fetch,
    emit: Emit,
    jobs: Jobs,
    session: Option<Session>,
}

/// What [`Request::Start`] set up.
struct Session {
    engine: Engine,
    models: String,
    manifest: Option<Manifest>,
}

/// The jobs that have been asked for, have not ended, and have not been cancelled. Clones share one list, so that a
/// cancellation can arrive while the service is at work.
#[derive(Debug, Clone, Default)]
pub struct Jobs(Rc<RefCell<HashSet<JobId>>>);

impl Jobs {
    /// Notes a request at the moment that it arrives: its job is wanted, or no longer.
    pub fn note(&self, request: &Request) {
        match request {
            Request::Classify { job, .. } | Request::OccludedFrequency { job, .. } => self.0.borrow_mut().insert(*job),
            Request::Cancel { job } => self.0.borrow_mut().remove(job),
            Request::Start { .. } | Request::Load { .. } => false,
        };
    }

    fn check(&self, job: JobId) -> Result<()> {
        if self.0.borrow().contains(&job) { Ok(()) } else { Err(Error::Cancelled) }
    }

    fn end(&self, job: JobId) {
        self.0.borrow_mut().remove(&job);
    }
}

impl<Fetch, Emit> Service<Fetch, Emit>
where
    Fetch: AsyncFn(&str, &dyn Fn(u64)) -> Result<Vec<u8>>,
    Emit: Fn(Event),
{
    /// A service that has not been started; requests must be noted in `jobs` as they arrive.
    pub fn new(fetch: Fetch, emit: Emit, jobs: Jobs) -> Self {
        Self { fetch, emit, jobs, session: None }
    }

    /// Answers one request; every failure becomes an event.
    pub async fn handle(&mut self, request: Request) {
        match request {
            Request::Start { device, models } => {
                let engine = Engine::start(device).await;
                (self.emit)(Event::Device(engine.device().clone()));
                self.session = Some(Session { engine, models, manifest: None });
                self.ensure_manifest().await.unwrap_or_else(|error| self.unavailable(None, error));
            }
            Request::Load { model } => match self.load(&model).await {
                Ok(()) => (self.emit)(Event::Loaded { model }),
                Err(error) => self.unavailable(Some(model), error),
            },
            Request::Classify { job, images } => {
                let result = self.classify(job, &images).await;
                self.answer(job, result.map(|logits| Event::Classified { job, logits }));
            }
            Request::OccludedFrequency { job, spec } => {
                let result = self.occluded_frequency(job, &spec).await;
                self.answer(job, result.map(|report| Event::Attributed { job, report }));
            }
            Request::Cancel { .. } => (),
        }
    }

    fn unavailable(&self, model: Option<String>, error: Error) {
        (self.emit)(Event::Unavailable { model, error });
    }

    fn answer(&self, job: JobId, result: Result<Event>) {
        self.jobs.end(job);
        (self.emit)(result.unwrap_or_else(|error| Event::Failed { job, error }));
    }

    /// Fetches the manifest unless it is there already: after a failed download the next request tries again.
    async fn ensure_manifest(&mut self) -> Result<()> {
        let session = self.session.as_mut().ok_or(Error::NoModel)?;
        if session.manifest.is_none() {
            let json = (self.fetch)(&format!("{}manifest.json", session.models), &|_| ()).await?;
            let manifest = Manifest::parse(&json)?;
            (self.emit)(Event::Models(manifest.models().iter().map(|entry| entry.card()).collect()));
            session.manifest = Some(manifest);
        }
        Ok(())
    }

    async fn load(&mut self, model: &str) -> Result<()> {
        self.ensure_manifest().await?;
        let session = self.session.as_mut().ok_or(Error::NoModel)?;
        let entry = session.manifest.as_ref().ok_or(Error::NoModel)?.get(model)?.clone();
        let progress = |done| {
            let model = model.to_owned();
            (self.emit)(Event::Loading { model, done, total: entry.bytes });
        };
        let file = (self.fetch)(&format!("{}{}", session.models, entry.file), &progress).await?;
        let result = session.engine.load(&entry, file).await;
        self.tell_device();
        result
    }

    async fn classify(&mut self, job: JobId, images: &[Image]) -> Result<Vec<Logits>> {
        self.jobs.check(job)?;
        let session = self.session.as_mut().ok_or(Error::NoModel)?;
        let result = session.engine.classify(images).await;
        self.tell_device();
        result
    }

    async fn occluded_frequency(&mut self, job: JobId, spec: &OcclusionSpec) -> Result<OcclusionReport> {
        self.jobs.check(job)?;
        let session = self.session.as_mut().ok_or(Error::NoModel)?;
        let (emit, jobs) = (&self.emit, &self.jobs);
        let step = async |done: usize| {
            emit(Event::Progress { job, done: done as u32, total: attribution::IMAGES as u32 });
            breathe().await;
            jobs.check(job)
        };
        let result = session.engine.occluded_frequency(spec, step).await;
        self.tell_device();
        result
    }

    /// Says so when the engine has gone over to another device.
    fn tell_device(&mut self) {
        let Some(session) = &mut self.session else { return };
        if session.engine.device_changed() {
            (self.emit)(Event::Device(session.engine.device().clone()));
        }
    }
}

/// Lets the browser deliver messages, such as a cancellation, in the middle of a computation on its one thread.
async fn breathe() {
    #[cfg(target_arch = "wasm32")]
    gloo::timers::future::TimeoutFuture::new(0).await;
}
