//! The models' answers about the current picture, and the open questions.

use crate::{networks::cutoff_answers::CutoffAnswers, words::words};
use freqscope_core::{
    logits::Logits,
    occlusion::{OcclusionReport, ablation::Ablation},
    protocol::JobId,
};
use std::{collections::BTreeMap, rc::Rc};

/// The scores of all bands, or the state of their computation.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Attribution {
    #[default]
    Waiting,
    Running {
        /// The job that computes it.
        job: JobId,
        /// Steps done.
        done: u32,
        /// Steps in all; 0 before the first progress.
        total: u32,
    },
    Done(Rc<OcclusionReport>),
    /// Not asked again unless the visitor does so.
    Failed,
    /// By the visitor, who may ask again.
    Stopped,
}

impl Attribution {
    /// The value of `data-state`, by which tests wait.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting | Self::Failed | Self::Stopped => "waiting",
            Self::Running { .. } => "running",
            Self::Done(_) => "done",
        }
    }

    /// What stands in the place of the scores while there are none.
    pub fn text(&self) -> Option<String> {
        let words = &words().networks;
        match self {
            Self::Done(_) => None,
            Self::Waiting => Some(words.waiting_for_engine().into()),
            Self::Running { total: 0, .. } => Some(words.computing().into()),
            Self::Running { done, total, .. } => Some(words.computing_of(*done, *total)),
            Self::Failed => Some(words.scores_failed().into()),
            Self::Stopped => Some(words.stopped().into()),
        }
    }

    /// Whether nothing more is awaited.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Failed | Self::Stopped)
    }

    /// None before the scores of all bands have arrived.
    pub fn report(&self) -> Option<&Rc<OcclusionReport>> {
        if let Self::Done(report) = self { Some(report) } else { None }
    }
}

/// Which logits a `Classify` request asks for, in this order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WantedLogits {
    pub whole: bool,
    pub ablation: Option<Ablation>,
}

impl WantedLogits {
    pub fn is_empty(&self) -> bool {
        !self.whole && self.ablation.is_none()
    }
}

/// The answers of one model about the picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    clean: Option<Logits>,
    ablated: Option<(Ablation, Logits)>,
    attribution: Attribution,
    /// Without the fine bands.
    pub cutoffs: CutoffAnswers,
    /// The only open `Classify` beside that of the cut-offs: the next one waits for its answer, and then asks for the newest selection.
    asked: Option<(JobId, WantedLogits)>,
    /// A question that the engine could not answer; it is not asked twice.
    refused: Option<WantedLogits>,
}

impl Results {
    /// The logits of the whole picture.
    pub fn clean(&self) -> Option<Logits> {
        self.clean
    }

    pub fn attribution(&self) -> &Attribution {
        &self.attribution
    }

    /// None before the scores of all bands have arrived.
    pub fn report(&self) -> Option<&Rc<OcclusionReport>> {
        self.attribution.report()
    }

    /// None if they are not known. A single band's are among the scores.
    pub fn after(&self, ablation: &Ablation) -> Option<Logits> {
        let single = (ablation.bands.len() == 1).then(|| ablation.bands.iter().next()).flatten();
        let charted = || Some(self.report()?.ablated[single?.index()]);
        let asked = self.ablated.filter(|(key, _)| key == ablation).map(|(_, logits)| logits);
        asked.or_else(charted)
    }

    /// The newest logits of any ablated picture, shown until those of the current selection arrive.
    pub fn latest(&self) -> Option<Logits> {
        self.ablated.map(|(_, logits)| logits)
    }

    /// What to ask for now; none while a `Classify` is open or nothing is missing.
    pub fn missing(&self, ablation: &Ablation) -> Option<WantedLogits> {
        let wanted = !ablation.bands.is_empty() && self.after(ablation).is_none();
        let question = WantedLogits { whole: self.clean.is_none(), ablation: wanted.then_some(*ablation) };
        let idle = self.asked.is_none() && self.refused != Some(question);
        (idle && !question.is_empty()).then_some(question)
    }

    pub fn ask(&mut self, job: JobId, question: WantedLogits) {
        self.asked = Some((job, question));
    }

    /// `job`: the one that has been asked for the scores of all bands.
    pub fn start_attribution(&mut self, job: JobId) {
        self.attribution = Attribution::Running { job, done: 0, total: 0 };
    }

    /// The progress of other jobs is ignored.
    pub fn progress(&mut self, job: JobId, steps: u32, of: u32) {
        if let Attribution::Running { job: running, done, total } = &mut self.attribution
            && *running == job
        {
            (*done, *total) = (steps, of);
        }
    }

    /// The results of other jobs are ignored.
    pub fn classified(&mut self, job: JobId, logits: &[Logits]) {
        self.cutoffs.classified(job, logits);
        let Some((_, question)) = self.asked.take_if(|(asked, _)| *asked == job) else { return };
        let mut logits = logits.iter().copied();
        if question.whole {
            self.clean = logits.next();
        }
        if let Some(ablation) = question.ablation {
            self.ablated = logits.next().map(|logits| (ablation, logits));
        }
    }

    /// For the job that [`Results::is_running`].
    pub fn attributed(&mut self, report: OcclusionReport) {
        self.clean = self.clean.or(Some(report.clean));
        self.attribution = Attribution::Done(Rc::new(report));
    }

    /// For a job that ended without a result. Returns whether it was one of these.
    pub fn failed(&mut self, job: JobId) -> bool {
        if self.is_running(job) {
            self.attribution = Attribution::Failed;
        } else if let Some((_, question)) = self.asked.take_if(|(asked, _)| *asked == job) {
            self.refused = Some(question);
        } else {
            return self.cutoffs.failed(job);
        }
        true
    }

    /// Drops what depends on the baseline, to ask anew with another one. Returns the job to cancel.
    pub fn restart_attribution(&mut self) -> Option<JobId> {
        let running = self.running();
        self.attribution = Attribution::Waiting;
        self.cutoffs = CutoffAnswers::default();
        running
    }

    /// Stops the computation of the scores, where it runs. Returns the job to cancel.
    pub fn stop_attribution(&mut self) -> Option<JobId> {
        let running = self.running()?;
        self.attribution = Attribution::Stopped;
        Some(running)
    }

    /// Drops open and refused questions, so that they are asked again; keeps every answer.
    pub fn interrupt(&mut self) {
        (self.asked, self.refused) = (None, None);
        self.cutoffs.interrupt();
        if self.report().is_none() {
            self.attribution = Attribution::Waiting;
        }
    }

    pub fn jobs(&self) -> Vec<JobId> {
        self.running().into_iter().chain(self.asked.map(|(job, _)| job)).chain(self.cutoffs.job()).collect()
    }

    /// For something else than the cut-offs, which are asked for when nothing else is.
    pub fn is_asked(&self) -> bool {
        self.running().is_some() || self.asked.is_some()
    }

    fn running(&self) -> Option<JobId> {
        if let Attribution::Running { job, .. } = self.attribution { Some(job) } else { None }
    }

    /// Whether this job computes the scores.
    pub fn is_running(&self, job: JobId) -> bool {
        self.running() == Some(job)
    }
}

#[derive(Debug, Default)]
pub struct ResultsByModel {
    of: BTreeMap<String, Results>,
    /// What [`ResultsByModel::of`] returns for a model that has not been asked.
    none: Results,
}

impl ResultsByModel {
    /// `model`: its id.
    pub fn of(&self, model: &str) -> &Results {
        self.of.get(model).unwrap_or(&self.none)
    }

    pub fn of_mut(&mut self, model: &str) -> &mut Results {
        self.of.entry(model.into()).or_default()
    }

    /// A job's id finds its own results among them.
    pub fn each(&mut self) -> impl Iterator<Item = &mut Results> {
        self.of.values_mut()
    }

    /// Drops open questions to every model for which `stays` is false. Returns the jobs to cancel.
    pub fn interrupt_unless(&mut self, stays: impl Fn(&str) -> bool) -> Vec<JobId> {
        let mut jobs = Vec::new();
        for (_, results) in self.of.iter_mut().filter(|(model, _)| !stays(model)) {
            jobs.extend(results.jobs());
            results.interrupt();
        }
        jobs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    fn ablation() -> Ablation {
        Ablation { bands: "1-3".parse().unwrap(), ..Ablation::default() }
    }

    fn logits(value: f32) -> Logits {
        Logits([value; 10])
    }

    #[test]
    fn one_question_is_open_at_a_time() {
        let mut results = Results::default();
        let wanted = results.missing(&ablation()).unwrap();
        assert_eq!(wanted, WantedLogits { whole: true, ablation: Some(ablation()) });
        results.ask(JobId(1), wanted);
        assert_eq!(results.missing(&ablation()), None);
        results.classified(JobId(2), &[logits(9.0), logits(9.0)]);
        assert_eq!(results.clean(), None, "job 2 is not the open question");
        results.classified(JobId(1), &[logits(1.0), logits(2.0)]);
        assert_eq!((results.clean(), results.after(&ablation())), (Some(logits(1.0)), Some(logits(2.0))));
        assert_eq!(results.missing(&ablation()), None);
        assert_eq!(results.missing(&Ablation::default()), None, "nothing is removed");
    }

    #[test]
    fn a_refused_question_is_asked_again_only_after_an_interruption() {
        let mut results = Results::default();
        let wanted = results.missing(&ablation()).unwrap();
        results.ask(JobId(1), wanted);
        assert!(!results.failed(JobId(2)) && results.failed(JobId(1)));
        assert_eq!(results.missing(&ablation()), None);
        results.interrupt();
        assert_eq!(results.missing(&ablation()), Some(wanted));
    }
}
