//! Representation inversions (paper, Experiment II): what was started on each model, and what came of it.

use crate::{
    networks::side::Side,
    picture::{Picture, samples::Sample},
    text::sentence,
};
use freqscope_core::{
    error::Error,
    image::Image,
    inversion::{Endpoints, InversionReport, InversionSpec, Iterate},
    progress::Progress,
    protocol::JobId,
};
use std::{collections::BTreeMap, rc::Rc};

/// The visitor's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InversionForm {
    /// The sample to begin at; none is the first of another class than the picture's.
    pub start: Option<Sample>,
    /// How many steps, one of [`InversionForm::STEPS`].
    pub steps: u32,
}

/// A model on show, with the inversion on it.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelInversion {
    /// Where the model is shown.
    pub side: Side,
    /// The model's name.
    pub name: String,
    /// How far the inversion is.
    pub stage: InversionStage,
}

impl Default for InversionForm {
    fn default() -> Self {
        Self { start: None, steps: Self::STEPS[0] }
    }
}

impl InversionForm {
    /// What is offered; the last is the default in the terminal.
    pub const STEPS: [u32; 3] = [100, 300, 1000];

    /// How the engine searches.
    pub fn spec(&self) -> InversionSpec {
        InversionSpec { steps: self.steps, ..InversionSpec::default() }
    }
}

/// What an inversion is run on, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct InversionSetup {
    /// Id of the model.
    pub model: String,
    /// How the engine searches.
    pub spec: InversionSpec,
    /// Where x_r begins.
    pub start: Sample,
    /// Its pixels.
    pub start_image: Image,
    /// The picture x whose representation is sought.
    pub target: Rc<Picture>,
}

impl InversionSetup {
    /// Between which images the engine goes.
    pub fn endpoints(&self) -> Endpoints {
        Endpoints { start: self.start_image.clone(), target: self.target.image.clone() }
    }
}

/// How far the inversion on one model is.
#[derive(Debug, Clone, PartialEq)]
pub enum InversionStage {
    /// None was started.
    Idle,
    /// It is on its way, or has ended: there is something to show.
    Shown(InversionRun),
    /// It could not be finished: why, in a whole sentence.
    Failed(String),
}

/// Whether an inversion goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStatus {
    /// This job computes it.
    Running(JobId),
    /// It took all its steps.
    Ended,
    /// The visitor stopped it, or turned to something else.
    Stopped,
}

/// An inversion, on its way or ended.
#[derive(Debug, Clone, PartialEq)]
pub struct InversionRun {
    /// What it is run on, and how.
    pub setup: Rc<InversionSetup>,
    /// Whether it goes on.
    pub status: RunStatus,
    /// Steps done.
    pub done: u32,
    /// x_r; the start before the first step is told.
    pub image: Rc<Image>,
    /// The relative losses ‖g(x_r) − g(x)‖₂/‖g(x)‖₂ that were told, oldest first.
    pub losses: Vec<f32>,
}

impl InversionRun {
    fn new(setup: Rc<InversionSetup>, job: JobId) -> Self {
        let image = Rc::new(setup.start_image.clone());
        Self { setup, status: RunStatus::Running(job), done: 0, image, losses: Vec::new() }
    }

    /// How far it is, or how it ended, in a whole sentence.
    pub fn status_text(&self) -> String {
        let steps = self.setup.spec.steps;
        let loss = self.losses.last().map(|loss| format!(" Relative loss {loss:.3}.")).unwrap_or_default();
        match self.status {
            RunStatus::Running(_) if self.losses.is_empty() => "Waiting for the engine.".into(),
            RunStatus::Running(_) => format!("Step {} of {steps}.{loss}", self.done),
            RunStatus::Ended => format!("All {steps} steps are done.{loss}"),
            RunStatus::Stopped => format!("Stopped after {} of {steps} steps.{loss}", self.done),
        }
    }
}

impl InversionStage {
    /// How far it is, in a word for tests.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Failed(_) => "failed",
            Self::Shown(run) => match run.status {
                RunStatus::Running(_) => "running",
                RunStatus::Ended => "done",
                RunStatus::Stopped => "stopped",
            },
        }
    }

    /// The job on its way.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Shown(InversionRun { status: RunStatus::Running(job), .. }) => Some(*job),
            Self::Idle | Self::Shown(_) | Self::Failed(_) => None,
        }
    }
}

/// The newest inversion on each model.
#[derive(Debug, Default)]
pub struct Inversions {
    of: BTreeMap<String, InversionStage>,
    /// The sample that a run waits for.
    pub awaited: Option<Sample>,
}

impl Inversions {
    /// On the model with this id.
    pub fn of(&self, model: &str) -> &InversionStage {
        self.of.get(model).unwrap_or(&InversionStage::Idle)
    }

    /// Notes that an inversion has been asked for.
    pub fn start(&mut self, setup: Rc<InversionSetup>, job: JobId) {
        self.of.insert(setup.model.clone(), InversionStage::Shown(InversionRun::new(setup, job)));
    }

    /// Takes in how far a job is; others are dropped.
    pub fn progress(&mut self, job: JobId, progress: Progress<Iterate>) {
        let Some(run) = self.run(job) else { return };
        run.done = progress.done;
        if let Some(iterate) = progress.states.into_iter().next() {
            run.losses.push(iterate.loss);
            run.image = Rc::new(iterate.image);
        }
    }

    /// Takes in how a job ended; others are dropped.
    pub fn finish(&mut self, job: JobId, report: InversionReport) {
        let Some(run) = self.run(job) else { return };
        run.status = RunStatus::Ended;
        run.done = run.setup.spec.steps;
        run.losses = report.losses.into_iter().chain([report.loss]).collect();
        run.image = Rc::new(report.image);
    }

    /// Takes in that a job ended without a result. Whether it was waited for.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let Some(stage) = self.of.values_mut().find(|stage| stage.job() == Some(job)) else { return false };
        *stage = InversionStage::Failed(sentence(&error.to_string()));
        true
    }

    /// Stops what is on its way on every model that `stays` is false of, and keeps how far it is. Gives back the jobs to
    /// cancel.
    pub fn stop_unless(&mut self, stays: impl Fn(&str) -> bool) -> Vec<JobId> {
        self.awaited = None;
        let mut jobs = Vec::new();
        for (_, stage) in self.of.iter_mut().filter(|(model, _)| !stays(model)) {
            jobs.extend(stage.job());
            if let InversionStage::Shown(run @ InversionRun { status: RunStatus::Running(_), .. }) = stage {
                run.status = RunStatus::Stopped;
            }
        }
        jobs
    }

    fn run(&mut self, job: JobId) -> Option<&mut InversionRun> {
        self.of.values_mut().find(|stage| stage.job() == Some(job)).and_then(|stage| match stage {
            InversionStage::Shown(run) => Some(run),
            InversionStage::Idle | InversionStage::Failed(_) => None,
        })
    }
}
