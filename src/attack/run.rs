//! One run of an attack, running or finished.

use super::{
    kind::AttackKind,
    probability_history::{ProbabilityHistory, StepLogits},
    setup::AttackSetup,
};
use crate::words::words;
use freqscope_core::{
    attack::{
        goal::Aim,
        report::{AttackProgress, AttackReport, AttackState, Outcome},
    },
    class::Class,
    logits::Logits,
    protocol::JobId,
};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
pub struct RunningAttack {
    pub job: JobId,
    pub setup: Rc<AttackSetup>,
    /// None before the first progress has arrived.
    pub progress: Option<Rc<AttackProgress>>,
    /// The reported losses, the oldest first.
    pub losses: Vec<f32>,
    pub history: ProbabilityHistory,
}

#[derive(Debug, Clone)]
pub struct FinishedAttack {
    /// The job that computed it, which identifies it from now on.
    pub job: JobId,
    pub setup: Rc<AttackSetup>,
    pub report: Rc<AttackReport>,
    pub history: Rc<ProbabilityHistory>,
}

/// No two runs have the same job, and a result never changes: there is no need to compare images.
impl PartialEq for FinishedAttack {
    fn eq(&self, other: &Self) -> bool {
        self.job == other.job
    }
}

impl FinishedAttack {
    pub fn kind(&self) -> AttackKind {
        self.setup.form.kind
    }

    /// The class that the attack started from: the picture's label, else what the network said.
    pub fn class(&self) -> Class {
        self.setup.label().unwrap_or_else(|| self.report.before.class())
    }

    /// Whether the image changed at all.
    pub fn has_change(&self) -> bool {
        self.report.distance.l0 > 0
    }

    /// What the network says before and after, in words.
    fn answers(&self) -> [&'static str; 2] {
        [&self.report.before, &self.report.after].map(|logits| words().classes.name(logits.class()))
    }

    /// The outcome in a few words.
    pub fn outcome(&self) -> String {
        let [before, after] = self.answers();
        match self.report.outcome {
            Outcome::Succeeded => words().attack.succeeded_short(before, after),
            Outcome::Resisted => words().attack.resisted_short(after),
            Outcome::Misclassified => words().attack.left_alone_short(before),
        }
    }

    /// A sentence on the outcome.
    pub fn status_text(&self) -> String {
        let (report, name) = (&self.report, self.kind().name());
        let [before, after] = self.answers();
        match (report.outcome, report.aim) {
            (Outcome::Succeeded, _) => words().attack.succeeded(name, after, before),
            (Outcome::Resisted, Aim::Away(_)) => words().attack.resisted(name, after),
            (Outcome::Resisted, Aim::Toward(target)) => {
                words().attack.missed(name, after, words().classes.name(target))
            }
            (Outcome::Misclassified, _) => words().attack.left_alone(before),
        }
    }
}

impl RunningAttack {
    /// `clean`: the logits of the picture, where they are known.
    pub fn new(job: JobId, setup: Rc<AttackSetup>, clean: Option<Logits>) -> Self {
        let mut history = ProbabilityHistory::default();
        clean.into_iter().for_each(|logits| history.add(StepLogits { step: 0, logits }));
        Self { job, setup, progress: None, losses: Vec::new(), history }
    }

    /// The newest iterate.
    pub fn state(&self) -> Option<&AttackState> {
        self.progress.as_ref().and_then(|progress| progress.states.first())
    }

    /// The class that the attack starts from: the picture's label, else what the network said first.
    pub fn class(&self) -> Option<Class> {
        self.setup.label().or_else(|| self.history.steps().first().map(|step| step.logits.class()))
    }

    pub fn update(&mut self, progress: AttackProgress) {
        if let Some(state) = progress.states.first() {
            self.losses.push(state.loss);
            self.history.add(StepLogits { step: state.steps, logits: state.logits });
        }
        self.progress = Some(Rc::new(progress));
    }

    pub fn end(&self, report: AttackReport) -> FinishedAttack {
        // Progress counts the steps that were skipped, the report does not: no step may lie behind the last.
        let done = self.progress.as_ref().map_or(0, |progress| progress.done);
        let mut history = self.history.clone();
        history.add(StepLogits { step: report.iterations.max(done), logits: report.after });
        FinishedAttack { job: self.job, setup: self.setup.clone(), report: Rc::new(report), history: Rc::new(history) }
    }
}
