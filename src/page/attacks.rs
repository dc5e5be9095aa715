//! Attacks on the picture: what was started on each model, and what came of it.

use crate::{
    adversary::{Aim, AttackReport, Outcome, Progress, State},
    error::Error,
    image::Image,
    page::{attack_form::Kind, state::Picture, text::sentence},
    protocol::JobId,
};
use std::{collections::BTreeMap, rc::Rc};

/// How far the attack on one model is.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// None was started, or it was cancelled.
    Idle,
    /// It is on its way.
    Running(Running),
    /// It ended by itself.
    Done(Attacked),
    /// It could not be finished: why, in whole sentences.
    Failed(String),
}

/// An attack on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// The job that computes it.
    pub job: JobId,
    /// Which attack.
    pub kind: Kind,
    /// What is attacked.
    pub picture: Rc<Picture>,
    /// Where it stands; none before the first word.
    pub progress: Option<Rc<Progress>>,
    /// The losses that were told.
    pub losses: Vec<f32>,
}

/// An attack that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Attacked {
    /// Which attack.
    pub kind: Kind,
    /// What was attacked.
    pub picture: Rc<Picture>,
    /// How it ended.
    pub report: Rc<AttackReport>,
}

impl Stage {
    /// How far it is, in a word for tests.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running(_) => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
        }
    }

    /// How far it is or how it ended, in whole sentences; empty where there is nothing to say.
    pub fn words(&self) -> String {
        match self {
            Self::Idle => String::new(),
            Self::Running(running) => format!("{} is at work.", running.kind.name()),
            Self::Done(attacked) => attacked.words(),
            Self::Failed(why) => why.clone(),
        }
    }

    /// The job on its way.
    pub fn job(&self) -> Option<JobId> {
        if let Self::Running(running) = self { Some(running.job) } else { None }
    }

    /// The adversarial image of an attack that has ended.
    pub fn image(&self) -> Option<&Image> {
        if let Self::Done(attacked) = self { Some(&attacked.report.image) } else { None }
    }
}

impl Attacked {
    fn words(&self) -> String {
        let (report, name) = (&self.report, self.kind.name());
        let (before, after) = (report.before.class(), report.after.class());
        match (report.outcome, report.aim) {
            (Outcome::Succeeded, _) => format!("{name} succeeded: the network says “{after}” instead of “{before}”."),
            (Outcome::Resisted, Aim::Away(_)) => format!("The network resisted {name}: it still says “{after}”."),
            (Outcome::Resisted, Aim::Toward(target)) => {
                format!("The network resisted {name}: it says “{after}”, not “{target}”.")
            }
            (Outcome::Misclassified, _) => {
                format!("The network gets this picture wrong already, so it was left alone: it says “{before}”.")
            }
        }
    }
}

impl Running {
    /// An attack that has just been asked for.
    pub fn new(job: JobId, kind: Kind, picture: Rc<Picture>) -> Self {
        Self { job, kind, picture, progress: None, losses: Vec::new() }
    }

    /// Where the attack stands.
    pub fn state(&self) -> Option<&State> {
        self.progress.as_ref().and_then(|progress| progress.states.first())
    }

    fn hear(&mut self, progress: Progress) {
        self.losses.extend(progress.states.first().map(|state| state.loss));
        self.progress = Some(Rc::new(progress));
    }
}

/// The newest attack on each model.
#[derive(Debug, Default)]
pub struct Attacks {
    of: BTreeMap<String, Stage>,
}

impl Attacks {
    /// On the model with this id.
    pub fn of(&self, model: &str) -> &Stage {
        self.of.get(model).unwrap_or(&Stage::Idle)
    }

    /// Notes that an attack has been asked for.
    pub fn start(&mut self, model: &str, running: Running) {
        self.of.insert(model.into(), Stage::Running(running));
    }

    /// Takes in how far a job is; others are dropped.
    pub fn progress(&mut self, job: JobId, progress: Progress) {
        if let Some(Stage::Running(running)) = self.stage(job) {
            running.hear(progress);
        }
    }

    /// Takes in how a job ended; others are dropped.
    pub fn attacked(&mut self, job: JobId, report: AttackReport) {
        let Some(stage) = self.stage(job) else { return };
        if let Stage::Running(Running { kind, picture, .. }) = stage {
            *stage = Stage::Done(Attacked { kind: *kind, picture: picture.clone(), report: Rc::new(report) });
        }
    }

    /// Takes in that a job ended without a result. Whether it was an attack that is waited for.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let Some(stage) = self.stage(job) else { return false };
        *stage = Stage::Failed(sentence(&error.to_string()));
        true
    }

    /// The engine was lost, and what it was doing with it.
    pub fn abandon(&mut self) {
        for stage in self.of.values_mut().filter(|stage| stage.job().is_some()) {
            *stage = Stage::Failed(
                "The engine was lost in the middle of the attack. Your settings are kept: attack again once it is back."
                    .into(),
            );
        }
    }

    /// Forgets what is on its way on every model that `stays` is false of. Gives back the jobs to cancel.
    pub fn interrupt_unless(&mut self, stays: impl Fn(&str) -> bool) -> Vec<JobId> {
        let mut jobs = Vec::new();
        for (_, stage) in self.of.iter_mut().filter(|(model, _)| !stays(model)) {
            if let Some(job) = stage.job() {
                jobs.push(job);
                *stage = Stage::Idle;
            }
        }
        jobs
    }

    /// Forgets everything that has ended.
    pub fn forget(&mut self) {
        self.of.retain(|_, stage| stage.job().is_some());
    }

    fn stage(&mut self, job: JobId) -> Option<&mut Stage> {
        self.of.values_mut().find(|stage| stage.job() == Some(job))
    }
}
