//! Attacks on the picture: what was started on each model, and what came of it.

use crate::{
    attack::{
        history::History,
        run::{Attacked, Running},
        series::{Series, Standing},
        setup::Setup,
    },
    picture::Picture,
    text::sentence,
};
use freqscope_core::{
    attack::report::{AttackProgress, AttackReport},
    error::Error,
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
            Self::Running(running) => format!("{} is at work.", running.setup.form.kind.name()),
            Self::Done(attacked) => attacked.words(),
            Self::Failed(why) => why.clone(),
        }
    }

    /// The job on its way.
    pub fn job(&self) -> Option<JobId> {
        if let Self::Running(running) = self { Some(running.job) } else { None }
    }

    /// What came of it, if it has ended.
    pub fn attacked(&self) -> Option<&Attacked> {
        if let Self::Done(attacked) = self { Some(attacked) } else { None }
    }
}

/// The newest attack on each model, the four that are compared, and everything that has ended.
#[derive(Debug, Default)]
pub struct Attacks {
    of: BTreeMap<String, Stage>,
    series: Option<Series>,
    history: History,
}

impl Attacks {
    /// On the model with this id.
    pub fn of(&self, model: &str) -> &Stage {
        self.of.get(model).unwrap_or(&Stage::Idle)
    }

    /// The four that are compared.
    pub fn series(&self) -> Option<&Series> {
        self.series.as_ref()
    }

    /// Everything that has ended.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// A run that has ended, by its job.
    pub fn find(&self, job: JobId) -> Option<&Attacked> {
        let compared = || self.series.as_ref()?.done().find(|run| run.job == job);
        self.history.get(job).or_else(compared)
    }

    /// Notes that an attack has been asked for.
    pub fn start(&mut self, running: Running) {
        self.series.iter_mut().for_each(|series| series.started(&running.setup, running.job));
        self.of.insert(running.setup.model.clone(), Stage::Running(running));
    }

    /// Notes that four attacks are wanted, for [`Attacks::due`].
    pub fn begin(&mut self, series: Series) {
        self.series = Some(series);
    }

    /// The attack of the series whose turn it is.
    pub fn due(&self) -> Option<Rc<Setup>> {
        self.series.as_ref()?.due().cloned()
    }

    /// Shows what came of an attack.
    pub fn open(&mut self, attacked: Attacked) {
        self.of.insert(attacked.setup.model.clone(), Stage::Done(attacked));
    }

    /// Takes in how far a job is; others are dropped.
    pub fn progress(&mut self, job: JobId, progress: AttackProgress) {
        if let Some(Stage::Running(running)) = self.stage(job) {
            running.hear(progress);
        }
    }

    /// Takes in how a job ended; others are dropped.
    pub fn attacked(&mut self, job: JobId, report: AttackReport) {
        let Some(Stage::Running(running)) = self.stage(job) else { return };
        let attacked = running.end(report);
        self.history.add(attacked.clone());
        self.series.iter_mut().for_each(|series| series.ended(job, Standing::Done(attacked.clone())));
        self.open(attacked);
    }

    /// Takes in that a job ended without a result. Whether it was an attack that is waited for.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let Some(stage) = self.stage(job) else { return false };
        let why = sentence(&error.to_string());
        *stage = Stage::Failed(why.clone());
        self.series.iter_mut().for_each(|series| series.ended(job, Standing::Failed(why.clone())));
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
        self.series.iter_mut().for_each(Series::stop);
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
        self.series.iter_mut().for_each(|series| series.stop_with(&jobs));
        jobs
    }

    /// Puts away what came of the attack on a model.
    pub fn clear(&mut self, model: &str) {
        self.of.remove(model);
    }

    /// Puts away everything that is not about `picture`; the history stays.
    pub fn turn_to(&mut self, picture: &Picture) {
        let about = |setup: &Setup| *setup.picture == *picture;
        self.of.retain(|_, stage| stage.attacked().is_some_and(|attacked| about(&attacked.setup)));
        self.series.take_if(|series| !series.setup().is_some_and(|setup| about(setup)));
    }

    fn stage(&mut self, job: JobId) -> Option<&mut Stage> {
        self.of.values_mut().find(|stage| stage.job() == Some(job))
    }
}
