//! Four attacks on one picture, one after the other.

use crate::attack::{form::AttackForm, kind::AttackKind, run::FinishedAttack, setup::AttackSetup};
use freqscope_core::protocol::JobId;
use std::rc::Rc;

/// The attacks that are compared: the paper's four.
pub const KINDS: [AttackKind; 4] = [AttackKind::Fgsm, AttackKind::PgdLinf, AttackKind::Cw, AttackKind::SimbaPixel];

/// Four attacks on one picture and one model.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    entries: Vec<SeriesEntry>,
}

/// One of the attacks.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesEntry {
    /// What it is run on, and how.
    pub setup: Rc<AttackSetup>,
    /// How far it is.
    pub stage: SeriesStage,
}

/// How far one of the attacks is.
#[derive(Debug, Clone, PartialEq)]
pub enum SeriesStage {
    /// Its turn has not come.
    Waiting,
    /// It is on its way.
    Running(JobId),
    /// It has ended.
    Done(FinishedAttack),
    /// It could not be run: why, in whole sentences.
    Failed(String),
    /// The series was stopped before it ended.
    Stopped,
}

impl SeriesStage {
    /// How far it is, in a word for tests.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running(_) => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
            Self::Stopped => "stopped",
        }
    }

    /// What came of it, if it has ended.
    pub fn finished(&self) -> Option<&FinishedAttack> {
        if let Self::Done(finished) = self { Some(finished) } else { None }
    }

    /// How far it is, for people; none where there is a result.
    pub fn status_text(&self) -> Option<&str> {
        match self {
            Self::Waiting => Some("waiting"),
            Self::Running(_) => Some("at work"),
            Self::Done(_) => None,
            Self::Failed(why) => Some(why),
            Self::Stopped => Some("not run to its end"),
        }
    }
}

impl Series {
    /// The attacks with their current numbers.
    pub fn new(setup: &AttackSetup) -> Self {
        let entry = |kind: AttackKind| {
            let form = setup.form.clone().with_kind(kind);
            SeriesEntry { setup: Rc::new(setup.with_form(form)), stage: SeriesStage::Waiting }
        };
        Self { entries: KINDS.map(entry).to_vec() }
    }

    /// The first attack whose numbers have no meaning, and what is wrong with them.
    pub fn complaint(form: &AttackForm) -> Option<String> {
        KINDS.into_iter().find_map(|kind| {
            let error = form.clone().with_kind(kind).spec().err()?;
            Some(format!("The four cannot be compared. {}: {error}.", kind.name()))
        })
    }

    /// The attacks in their order.
    pub fn entries(&self) -> &[SeriesEntry] {
        &self.entries
    }

    /// The attacks that have ended.
    pub fn done(&self) -> impl Iterator<Item = &FinishedAttack> {
        self.entries.iter().filter_map(|entry| entry.stage.finished())
    }

    /// What they are run on.
    pub fn setup(&self) -> Option<&Rc<AttackSetup>> {
        self.entries.first().map(|entry| &entry.setup)
    }

    /// The attack whose turn it is, if none is on its way.
    pub fn due(&self) -> Option<&Rc<AttackSetup>> {
        let first = self.entries.iter().find(|entry| entry.stage == SeriesStage::Waiting);
        first.filter(|_| !self.is_running()).map(|entry| &entry.setup)
    }

    /// Whether one of the attacks is on its way.
    pub fn is_running(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.stage, SeriesStage::Running(_)))
    }

    /// How far all of them are, in a sentence.
    pub fn status_text(&self) -> String {
        let (done, all) = (self.done().count(), self.entries.len());
        let waits =
            self.entries.iter().any(|entry| matches!(entry.stage, SeriesStage::Waiting | SeriesStage::Running(_)));
        match (waits, done == all) {
            (true, _) => format!("{done} of {all} attacks have ended."),
            (false, true) => format!("All {all} attacks have ended."),
            (false, false) => format!("{done} of {all} attacks ran to their end."),
        }
    }

    /// Takes in that the attack with this set-up is on its way.
    pub fn started(&mut self, setup: &Rc<AttackSetup>, job: JobId) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| Rc::ptr_eq(&entry.setup, setup)) {
            entry.stage = SeriesStage::Running(job);
        }
    }

    /// Takes in how a job ended; others are dropped.
    pub fn ended(&mut self, job: JobId, stage: SeriesStage) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.stage == SeriesStage::Running(job)) {
            entry.stage = stage;
        }
    }

    /// Gives up what has not ended.
    pub fn stop(&mut self) {
        let open = |entry: &&mut SeriesEntry| matches!(entry.stage, SeriesStage::Waiting | SeriesStage::Running(_));
        self.entries.iter_mut().filter(open).for_each(|entry| entry.stage = SeriesStage::Stopped);
    }

    /// Gives up what has not ended if one of these jobs is its own.
    pub fn stop_with(&mut self, jobs: &[JobId]) {
        if self.entries.iter().any(|entry| jobs.iter().any(|&job| entry.stage == SeriesStage::Running(job))) {
            self.stop();
        }
    }
}
