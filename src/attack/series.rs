//! Four attacks on one picture, as many at once as there are threads.

use crate::{
    attack::{form::AttackForm, kind::AttackKind, run::FinishedAttack, setup::AttackSetup},
    words::{self, words},
};
use freqscope_core::{attack::method_kind::MethodKind, protocol::JobId};
use std::rc::Rc;

/// The attacks that are compared: the paper's four.
pub const KINDS: [MethodKind; 4] = [MethodKind::Fgsm, MethodKind::PgdLinf, MethodKind::Cw, MethodKind::Simba];

/// Four attacks on one picture and one model.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    entries: Vec<SeriesEntry>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SeriesEntry {
    pub setup: Rc<AttackSetup>,
    pub stage: SeriesStage,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SeriesStage {
    /// Its turn has not come.
    Waiting,
    Running(JobId),
    Done(FinishedAttack),
    /// Why, in whole sentences.
    Failed(String),
    /// The series was stopped before it ended.
    Stopped,
}

impl SeriesStage {
    /// The value of `data-state`, by which tests wait.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running(_) => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
            Self::Stopped => "stopped",
        }
    }

    /// The result, once there is one.
    pub fn finished(&self) -> Option<&FinishedAttack> {
        if let Self::Done(finished) = self { Some(finished) } else { None }
    }

    /// None where there is a result to show instead.
    pub fn status_text(&self) -> Option<&str> {
        match self {
            Self::Waiting => Some(words().attack.waiting()),
            Self::Running(_) => Some(words().attack.series_at_work()),
            Self::Done(_) => None,
            Self::Failed(why) => Some(why),
            Self::Stopped => Some(words().attack.not_to_end()),
        }
    }
}

impl Series {
    /// The attacks with their current numbers.
    pub fn new(setup: &AttackSetup) -> Self {
        let entry = |kind: MethodKind| {
            let form = setup.form.clone().with_kind(kind);
            SeriesEntry { setup: Rc::new(setup.with_form(form)), stage: SeriesStage::Waiting }
        };
        Self { entries: KINDS.map(entry).to_vec() }
    }

    /// The first attack whose numbers have no meaning, and what is wrong with them.
    pub fn complaint(form: &AttackForm) -> Option<String> {
        KINDS.into_iter().map(AttackKind::from).find_map(|kind| {
            let error = form.clone().with_kind(kind).spec().err()?;
            Some(words().attack.not_comparable(kind.name(), &words::told(&error)))
        })
    }

    pub fn entries(&self) -> &[SeriesEntry] {
        &self.entries
    }

    pub fn done(&self) -> impl Iterator<Item = &FinishedAttack> {
        self.entries.iter().filter_map(|entry| entry.stage.finished())
    }

    /// That of the first attack: all share model and picture.
    pub fn setup(&self) -> Option<&Rc<AttackSetup>> {
        self.entries.first().map(|entry| &entry.setup)
    }

    /// The next attack to start, unless as many as may run at once are running.
    pub fn due(&self, at_once: usize) -> Option<&Rc<AttackSetup>> {
        let first = self.entries.iter().find(|entry| entry.stage == SeriesStage::Waiting);
        first.filter(|_| self.running() < at_once).map(|entry| &entry.setup)
    }

    /// Attacks that run.
    pub fn running(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry.stage, SeriesStage::Running(_))).count()
    }

    /// Whether it was stopped before it ended.
    pub fn is_stopped(&self) -> bool {
        self.entries.iter().any(|entry| entry.stage == SeriesStage::Stopped)
    }

    /// A sentence on all of them.
    pub fn status_text(&self) -> String {
        let (done, all) = (self.done().count(), self.entries.len());
        let waits =
            self.entries.iter().any(|entry| matches!(entry.stage, SeriesStage::Waiting | SeriesStage::Running(_)));
        match (waits, done == all) {
            (true, _) => words().attack.some_ended(done, all),
            (false, true) => words().attack.all_ended(all),
            (false, false) => words().attack.some_ran(done, all),
        }
    }

    pub fn started(&mut self, setup: &Rc<AttackSetup>, job: JobId) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| Rc::ptr_eq(&entry.setup, setup)) {
            entry.stage = SeriesStage::Running(job);
        }
    }

    /// The results of other jobs are ignored.
    pub fn ended(&mut self, job: JobId, stage: SeriesStage) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.stage == SeriesStage::Running(job)) {
            entry.stage = stage;
        }
    }

    /// Marks every attack that has not ended as stopped.
    pub fn stop(&mut self) {
        let open = |entry: &&mut SeriesEntry| matches!(entry.stage, SeriesStage::Waiting | SeriesStage::Running(_));
        self.entries.iter_mut().filter(open).for_each(|entry| entry.stage = SeriesStage::Stopped);
    }

    /// The same, if one of these jobs is one of its attacks.
    pub fn stop_with(&mut self, jobs: &[JobId]) {
        if self.entries.iter().any(|entry| jobs.iter().any(|&job| entry.stage == SeriesStage::Running(job))) {
            self.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Origin, Picture};
    use freqscope_core::{image::Image, spectrum::dct::Spectrum};

    fn series() -> Series {
        let image = Image::from_fn(|_, _, _| 0.5);
        let picture = Picture { origin: Origin::File("a.png".into()), spectrum: Spectrum::of(&image), image };
        let form = AttackForm::default();
        Series::new(&AttackSetup { model: "a".into(), name: "A".into(), form, picture: Rc::new(picture) })
    }

    /// The series while its first attack runs as job 1.
    fn running() -> Series {
        let mut series = series();
        let first = series.due(1).unwrap().clone();
        assert_eq!(first.form.kind, AttackKind::from(KINDS[0]));
        series.started(&first, JobId(1));
        series
    }

    #[test]
    fn one_attack_is_due_after_the_other() {
        let mut series = running();
        assert_eq!((series.due(1), series.running()), (None, 1));
        assert_eq!(series.due(2).unwrap().form.kind, AttackKind::from(KINDS[1]), "two may run at once");
        series.ended(JobId(2), SeriesStage::Stopped);
        assert_eq!(series.running(), 1, "job 2 is none of its attacks");
        series.ended(JobId(1), SeriesStage::Failed("Lost.".into()));
        assert_eq!(series.due(1).unwrap().form.kind, AttackKind::from(KINDS[1]));
    }

    #[test]
    fn it_stops_as_a_whole() {
        let mut series = running();
        series.stop_with(&[JobId(2)]);
        assert_eq!((series.running(), series.is_stopped()), (1, false));
        series.stop_with(&[JobId(1)]);
        assert!(series.entries().iter().all(|entry| entry.stage == SeriesStage::Stopped));
        assert!(series.is_stopped());
        assert_eq!((series.due(4), series.status_text()), (None, "0 of 4 attacks ran to their end.".into()));
    }
}
