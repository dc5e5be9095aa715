//! The attacks on the picture: the newest on each model, the compared series, and the history.

use crate::{
    attack::{
        history::AttackHistory,
        run::{FinishedAttack, RunningAttack},
        series::{Series, SeriesStage},
        setup::AttackSetup,
    },
    picture::Picture,
    words::{self, words},
};
use freqscope_core::{
    attack::report::{AttackProgress, AttackReport},
    error::Error,
    protocol::JobId,
};
use std::{collections::BTreeMap, rc::Rc};

/// The state of the newest attack on a model.
#[derive(Debug, Clone, PartialEq)]
pub enum AttackStage {
    /// None was started.
    Idle,
    /// By the visitor, or since something else took its place.
    Cancelled,
    Running(RunningAttack),
    Done(FinishedAttack),
    /// Why, in whole sentences.
    Failed(String),
}

impl AttackStage {
    /// The value of `data-state`, by which tests wait.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Idle | Self::Cancelled => "idle",
            Self::Running(_) => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
        }
    }

    /// Whole sentences; empty where there is nothing to say.
    pub fn status_text(&self) -> String {
        match self {
            Self::Idle => String::new(),
            Self::Cancelled => words().attack.cancelled().into(),
            Self::Running(running) => words().attack.at_work(running.setup.form.kind.name()),
            Self::Done(finished) => finished.status_text(),
            Self::Failed(why) => why.clone(),
        }
    }

    pub fn job(&self) -> Option<JobId> {
        if let Self::Running(running) = self { Some(running.job) } else { None }
    }

    /// Of an attack that runs or has ended.
    pub fn setup(&self) -> Option<&AttackSetup> {
        match self {
            Self::Running(running) => Some(&running.setup),
            Self::Done(finished) => Some(&finished.setup),
            Self::Idle | Self::Cancelled | Self::Failed(_) => None,
        }
    }

    /// The result, once there is one.
    pub fn finished(&self) -> Option<&FinishedAttack> {
        if let Self::Done(finished) = self { Some(finished) } else { None }
    }
}

#[derive(Debug, Default)]
pub struct Attacks {
    of: BTreeMap<String, AttackStage>,
    /// What was shown of each model before its newest attack.
    before: BTreeMap<String, FinishedAttack>,
    /// Those of the series that run on a model while a newer one does.
    beside: Vec<RunningAttack>,
    series: Option<Series>,
    history: AttackHistory,
}

impl Attacks {
    /// The newest attack on the model with this id.
    pub fn of(&self, model: &str) -> &AttackStage {
        self.of.get(model).unwrap_or(&AttackStage::Idle)
    }

    pub fn series(&self) -> Option<&Series> {
        self.series.as_ref()
    }

    pub fn history(&self) -> &AttackHistory {
        &self.history
    }

    /// A finished attack, in the history or in the series.
    pub fn find(&self, job: JobId) -> Option<&FinishedAttack> {
        let compared = || self.series.as_ref()?.done().find(|run| run.job == job);
        self.history.get(job).or_else(compared)
    }

    /// Takes the place of an earlier attack on the same model; one that runs still goes on.
    pub fn start(&mut self, running: RunningAttack) {
        self.series.iter_mut().for_each(|series| series.started(&running.setup, running.job));
        if let Some(AttackStage::Running(earlier)) =
            self.of.insert(running.setup.model.clone(), AttackStage::Running(running))
        {
            self.beside.push(earlier);
        }
    }

    /// Nothing runs before [`Attacks::next_in_series`] is asked for.
    pub fn start_series(&mut self, series: Series) {
        self.series = Some(series);
    }

    /// The attack of the series to start now, if there is one.
    /// `at_once`: attacks that may run beside each other.
    pub fn next_in_series(&self, at_once: usize) -> Option<Rc<AttackSetup>> {
        self.series.as_ref()?.due(at_once).cloned()
    }

    /// As the newest on its model.
    pub fn show(&mut self, finished: FinishedAttack) {
        self.of.insert(finished.setup.model.clone(), AttackStage::Done(finished));
    }

    /// The progress of other jobs is ignored.
    pub fn progress(&mut self, job: JobId, progress: AttackProgress) {
        if let Some(AttackStage::Running(running)) = self.stage(job) {
            running.update(progress);
        } else if let Some(running) = self.beside.iter_mut().find(|running| running.job == job) {
            running.update(progress);
        }
    }

    /// The results of other jobs are ignored.
    pub fn finish(&mut self, job: JobId, report: AttackReport) {
        let Some(running) = self.end(job) else { return };
        let finished = running.end(report);
        self.history.add(finished.clone());
        self.series.iter_mut().for_each(|series| series.ended(job, SeriesStage::Done(finished.clone())));
        if self.of(&finished.setup.model).job().is_none() {
            self.show(finished);
        }
    }

    /// For a job that ended without a result. Returns whether it was an attack.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let Some(running) = self.end(job) else { return false };
        let why = words::told_in_full(error);
        let model = &running.setup.model;
        if self.of(model).job().is_none() {
            self.of.insert(model.clone(), AttackStage::Failed(why.clone()));
        }
        self.series.iter_mut().for_each(|series| series.ended(job, SeriesStage::Failed(why.clone())));
        true
    }

    /// Running attacks fail, and the series stops.
    pub fn engine_lost(&mut self) {
        for stage in self.of.values_mut().filter(|stage| stage.job().is_some()) {
            *stage = AttackStage::Failed(words().attack.engine_lost().into());
        }
        self.beside.clear();
        self.series.iter_mut().for_each(Series::stop);
    }

    /// Drops running attacks on every model for which `stays` is false. Returns the jobs to cancel.
    pub fn interrupt_unless(&mut self, stays: impl Fn(&str) -> bool) -> Vec<JobId> {
        let mut jobs = Vec::new();
        for (_, stage) in self.of.iter_mut().filter(|(model, _)| !stays(model)) {
            if let Some(job) = stage.job() {
                jobs.push(job);
                *stage = AttackStage::Cancelled;
            }
        }
        let beside = self.beside.extract_if(.., |running| !stays(&running.setup.model));
        jobs.extend(beside.map(|running| running.job));
        self.series.iter_mut().for_each(|series| series.stop_with(&jobs));
        jobs
    }

    /// Puts the newest attack on a model away.
    pub fn clear(&mut self, model: &str) {
        if let Some(AttackStage::Done(finished)) = self.of.remove(model) {
            self.before.insert(model.into(), finished);
        }
    }

    /// Shows what was put away in the place of what was cancelled.
    pub fn bring_back(&mut self) {
        for finished in std::mem::take(&mut self.before).into_values() {
            if *self.of(&finished.setup.model) == AttackStage::Cancelled {
                self.show(finished);
            }
        }
    }

    /// Drops everything that is not about `picture`; the history stays.
    pub fn keep_about(&mut self, picture: &Picture) {
        let about = |setup: &AttackSetup| *setup.picture == *picture;
        self.of.retain(|_, stage| stage.finished().is_some_and(|finished| about(&finished.setup)));
        self.before.retain(|_, finished| about(&finished.setup));
        self.series.take_if(|series| !series.setup().is_some_and(|setup| about(setup)));
    }

    /// Takes out a running attack; another that runs on the same model takes its place.
    fn end(&mut self, job: JobId) -> Option<RunningAttack> {
        if let Some(at) = self.beside.iter().position(|running| running.job == job) {
            return Some(self.beside.remove(at));
        }
        let AttackStage::Running(ended) = std::mem::replace(self.stage(job)?, AttackStage::Idle) else { return None };
        if let Some(at) = self.beside.iter().position(|running| running.setup.model == ended.setup.model) {
            let next = self.beside.remove(at);
            self.of.insert(ended.setup.model.clone(), AttackStage::Running(next));
        }
        Some(ended)
    }

    fn stage(&mut self, job: JobId) -> Option<&mut AttackStage> {
        self.of.values_mut().find(|stage| stage.job() == Some(job))
    }
}
