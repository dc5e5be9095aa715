//! Attacks on the picture: what was started on each model, and what came of it.

use crate::{
    attack::{
        history::AttackHistory,
        run::{FinishedAttack, RunningAttack},
        series::{Series, SeriesStage},
        setup::AttackSetup,
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
pub enum AttackStage {
    /// None was started, or it was cancelled.
    Idle,
    /// It is on its way.
    Running(RunningAttack),
    /// It ended by itself.
    Done(FinishedAttack),
    /// It could not be finished: why, in whole sentences.
    Failed(String),
}

impl AttackStage {
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
    pub fn status_text(&self) -> String {
        match self {
            Self::Idle => String::new(),
            Self::Running(running) => format!("{} is at work.", running.setup.form.kind.name()),
            Self::Done(finished) => finished.status_text(),
            Self::Failed(why) => why.clone(),
        }
    }

    /// The job on its way.
    pub fn job(&self) -> Option<JobId> {
        if let Self::Running(running) = self { Some(running.job) } else { None }
    }

    /// What came of it, if it has ended.
    pub fn finished(&self) -> Option<&FinishedAttack> {
        if let Self::Done(finished) = self { Some(finished) } else { None }
    }
}

/// The newest attack on each model, the four that are compared, and everything that has ended.
#[derive(Debug, Default)]
pub struct Attacks {
    of: BTreeMap<String, AttackStage>,
    series: Option<Series>,
    history: AttackHistory,
}

impl Attacks {
    /// On the model with this id.
    pub fn of(&self, model: &str) -> &AttackStage {
        self.of.get(model).unwrap_or(&AttackStage::Idle)
    }

    /// The four that are compared.
    pub fn series(&self) -> Option<&Series> {
        self.series.as_ref()
    }

    /// Everything that has ended.
    pub fn history(&self) -> &AttackHistory {
        &self.history
    }

    /// A run that has ended, by its job.
    pub fn find(&self, job: JobId) -> Option<&FinishedAttack> {
        let compared = || self.series.as_ref()?.done().find(|run| run.job == job);
        self.history.get(job).or_else(compared)
    }

    /// Notes that an attack has been asked for.
    pub fn start(&mut self, running: RunningAttack) {
        self.series.iter_mut().for_each(|series| series.started(&running.setup, running.job));
        self.of.insert(running.setup.model.clone(), AttackStage::Running(running));
    }

    /// Notes that four attacks are wanted, for [`Attacks::next_in_series`].
    pub fn start_series(&mut self, series: Series) {
        self.series = Some(series);
    }

    /// The attack of the series whose turn it is.
    pub fn next_in_series(&self) -> Option<Rc<AttackSetup>> {
        self.series.as_ref()?.due().cloned()
    }

    /// Shows what came of an attack.
    pub fn show(&mut self, finished: FinishedAttack) {
        self.of.insert(finished.setup.model.clone(), AttackStage::Done(finished));
    }

    /// Takes in how far a job is; others are dropped.
    pub fn progress(&mut self, job: JobId, progress: AttackProgress) {
        if let Some(AttackStage::Running(running)) = self.stage(job) {
            running.update(progress);
        }
    }

    /// Takes in how a job ended; others are dropped.
    pub fn finish(&mut self, job: JobId, report: AttackReport) {
        let Some(AttackStage::Running(running)) = self.stage(job) else { return };
        let finished = running.end(report);
        self.history.add(finished.clone());
        self.series.iter_mut().for_each(|series| series.ended(job, SeriesStage::Done(finished.clone())));
        self.show(finished);
    }

    /// Takes in that a job ended without a result. Whether it was an attack that is waited for.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let Some(stage) = self.stage(job) else { return false };
        let why = sentence(&error.to_string());
        *stage = AttackStage::Failed(why.clone());
        self.series.iter_mut().for_each(|series| series.ended(job, SeriesStage::Failed(why.clone())));
        true
    }

    /// The engine was lost, and what it was doing with it.
    pub fn engine_lost(&mut self) {
        for stage in self.of.values_mut().filter(|stage| stage.job().is_some()) {
            *stage = AttackStage::Failed(
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
                *stage = AttackStage::Idle;
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
    pub fn keep_about(&mut self, picture: &Picture) {
        let about = |setup: &AttackSetup| *setup.picture == *picture;
        self.of.retain(|_, stage| stage.finished().is_some_and(|finished| about(&finished.setup)));
        self.series.take_if(|series| !series.setup().is_some_and(|setup| about(setup)));
    }

    fn stage(&mut self, job: JobId) -> Option<&mut AttackStage> {
        self.of.values_mut().find(|stage| stage.job() == Some(job))
    }
}
