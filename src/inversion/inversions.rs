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
pub struct Form {
    /// The sample to begin at; none is the first of another class than the picture's.
    pub start: Option<Sample>,
    /// How many steps, one of [`Form::STEPS`].
    pub steps: u32,
}

/// A model on show, with the inversion on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Inverted {
    /// Where the model is shown.
    pub side: Side,
    /// The model's name.
    pub name: String,
    /// How far the inversion is.
    pub stage: Stage,
}

impl Default for Form {
    fn default() -> Self {
        Self { start: None, steps: Self::STEPS[0] }
    }
}

impl Form {
    /// What is offered; the last is the default in the terminal.
    pub const STEPS: [u32; 3] = [100, 300, 1000];

    /// How the engine searches.
    pub fn spec(&self) -> InversionSpec {
        InversionSpec { steps: self.steps, ..InversionSpec::default() }
    }
}

/// What an inversion is run on, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
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

impl Setup {
    /// Between which images the engine goes.
    pub fn endpoints(&self) -> Endpoints {
        Endpoints { start: self.start_image.clone(), target: self.target.image.clone() }
    }
}

/// How far the inversion on one model is.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// None was started.
    Idle,
    /// It is on its way, or has ended: there is something to show.
    Shown(Run),
    /// It could not be finished: why, in a whole sentence.
    Failed(String),
}

/// Whether an inversion goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// This job computes it.
    Running(JobId),
    /// It took all its steps.
    Ended,
    /// The visitor stopped it, or turned to something else.
    Stopped,
}

/// An inversion, on its way or ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// What it is run on, and how.
    pub setup: Rc<Setup>,
    /// Whether it goes on.
    pub course: Course,
    /// Steps done.
    pub done: u32,
    /// x_r; the start before the first step is told.
    pub image: Rc<Image>,
    /// The relative losses ‖g(x_r) − g(x)‖₂/‖g(x)‖₂ that were told, oldest first.
    pub losses: Vec<f32>,
}

impl Run {
    fn new(setup: Rc<Setup>, job: JobId) -> Self {
        let image = Rc::new(setup.start_image.clone());
        Self { setup, course: Course::Running(job), done: 0, image, losses: Vec::new() }
    }

    /// How far it is, or how it ended, in a whole sentence.
    pub fn words(&self) -> String {
        let steps = self.setup.spec.steps;
        let loss = self.losses.last().map(|loss| format!(" Relative loss {loss:.3}.")).unwrap_or_default();
        match self.course {
            Course::Running(_) if self.losses.is_empty() => "Waiting for the engine.".into(),
            Course::Running(_) => format!("Step {} of {steps}.{loss}", self.done),
            Course::Ended => format!("All {steps} steps are done.{loss}"),
            Course::Stopped => format!("Stopped after {} of {steps} steps.{loss}", self.done),
        }
    }
}

impl Stage {
    /// How far it is, in a word for tests.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Failed(_) => "failed",
            Self::Shown(run) => match run.course {
                Course::Running(_) => "running",
                Course::Ended => "done",
                Course::Stopped => "stopped",
            },
        }
    }

    /// The job on its way.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Shown(Run { course: Course::Running(job), .. }) => Some(*job),
            Self::Idle | Self::Shown(_) | Self::Failed(_) => None,
        }
    }
}

/// The newest inversion on each model.
#[derive(Debug, Default)]
pub struct Inversions {
    of: BTreeMap<String, Stage>,
    /// The sample that a run waits for.
    pub awaited: Option<Sample>,
}

impl Inversions {
    /// On the model with this id.
    pub fn of(&self, model: &str) -> &Stage {
        self.of.get(model).unwrap_or(&Stage::Idle)
    }

    /// Notes that an inversion has been asked for.
    pub fn start(&mut self, setup: Rc<Setup>, job: JobId) {
        self.of.insert(setup.model.clone(), Stage::Shown(Run::new(setup, job)));
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
    pub fn inverted(&mut self, job: JobId, report: InversionReport) {
        let Some(run) = self.run(job) else { return };
        run.course = Course::Ended;
        run.done = run.setup.spec.steps;
        run.losses = report.losses.into_iter().chain([report.loss]).collect();
        run.image = Rc::new(report.image);
    }

    /// Takes in that a job ended without a result. Whether it was waited for.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let Some(stage) = self.of.values_mut().find(|stage| stage.job() == Some(job)) else { return false };
        *stage = Stage::Failed(sentence(&error.to_string()));
        true
    }

    /// Stops what is on its way on every model that `stays` is false of, and keeps how far it is. Gives back the jobs to
    /// cancel.
    pub fn stop_unless(&mut self, stays: impl Fn(&str) -> bool) -> Vec<JobId> {
        self.awaited = None;
        let mut jobs = Vec::new();
        for (_, stage) in self.of.iter_mut().filter(|(model, _)| !stays(model)) {
            jobs.extend(stage.job());
            if let Stage::Shown(run @ Run { course: Course::Running(_), .. }) = stage {
                run.course = Course::Stopped;
            }
        }
        jobs
    }

    fn run(&mut self, job: JobId) -> Option<&mut Run> {
        self.of.values_mut().find(|stage| stage.job() == Some(job)).and_then(|stage| match stage {
            Stage::Shown(run) => Some(run),
            Stage::Idle | Stage::Failed(_) => None,
        })
    }
}
