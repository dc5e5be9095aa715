//! What the models have answered about the current picture, and what they have been asked.

use freqscope_core::{
    logits::Logits,
    occlusion::{OcclusionReport, ablation::Ablation},
    protocol::JobId,
};
use std::{collections::BTreeMap, rc::Rc};

/// The chart's data, or how far it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Attribution {
    /// Not asked yet.
    #[default]
    Waiting,
    /// Asked; so many of so many steps are done.
    Running {
        /// The job that computes it.
        job: JobId,
        /// Steps done.
        done: u32,
        /// Steps in all; 0 before the first progress.
        total: u32,
    },
    /// Here.
    Done(Rc<OcclusionReport>),
    /// The engine could not; not asked again by itself.
    Failed,
}

impl Attribution {
    /// How far it is, in a word for tests.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting | Self::Failed => "waiting",
            Self::Running { .. } => "running",
            Self::Done(_) => "done",
        }
    }

    /// The finished chart's data.
    pub fn report(&self) -> Option<&Rc<OcclusionReport>> {
        if let Self::Done(report) = self { Some(report) } else { None }
    }
}

/// Which logits a Classify asks for, in this order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WantedLogits {
    /// Those of the whole picture.
    pub whole: bool,
    /// Those of an ablated picture.
    pub ablation: Option<Ablation>,
}

impl WantedLogits {
    /// Whether there is nothing to ask.
    pub fn is_empty(&self) -> bool {
        !self.whole && self.ablation.is_none()
    }
}

/// Everything that is known about one picture on one model and device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    clean: Option<Logits>,
    ablated: Option<(Ablation, Logits)>,
    attribution: Attribution,
    /// The only Classify on its way: the next one waits for its answer, and then asks for the newest selection.
    asked: Option<(JobId, WantedLogits)>,
    /// A question that the engine could not answer; it is not asked twice.
    refused: Option<WantedLogits>,
}

impl Results {
    /// The logits of the whole picture.
    pub fn clean(&self) -> Option<Logits> {
        self.clean
    }

    /// The chart's data.
    pub fn attribution(&self) -> &Attribution {
        &self.attribution
    }

    /// The finished chart's data.
    pub fn report(&self) -> Option<&Rc<OcclusionReport>> {
        self.attribution.report()
    }

    /// The logits of the picture after `ablation`, if they are known: a single band's are in the chart's data.
    pub fn after(&self, ablation: &Ablation) -> Option<Logits> {
        let single = (ablation.bands.len() == 1).then(|| ablation.bands.iter().next()).flatten();
        let charted = || Some(self.report()?.ablated[single?.index()]);
        let asked = self.ablated.filter(|(key, _)| key == ablation).map(|(_, logits)| logits);
        asked.or_else(charted)
    }

    /// The newest logits of any ablated picture, for the time until those of the current selection are here.
    pub fn latest(&self) -> Option<Logits> {
        self.ablated.map(|(_, logits)| logits)
    }

    /// What a Classify should ask for now; none while one is on its way or nothing is missing.
    pub fn missing(&self, ablation: &Ablation) -> Option<WantedLogits> {
        let wanted = !ablation.bands.is_empty() && self.after(ablation).is_none();
        let question = WantedLogits { whole: self.clean.is_none(), ablation: wanted.then_some(*ablation) };
        let idle = self.asked.is_none() && self.refused != Some(question);
        (idle && !question.is_empty()).then_some(question)
    }

    /// Notes that a Classify has been posted.
    pub fn ask(&mut self, job: JobId, question: WantedLogits) {
        self.asked = Some((job, question));
    }

    /// Notes that Occluded Frequency has been asked for.
    pub fn run(&mut self, job: JobId) {
        self.attribution = Attribution::Running { job, done: 0, total: 0 };
    }

    /// Takes in how far a job is.
    pub fn progress(&mut self, job: JobId, steps: u32, of: u32) {
        if let Attribution::Running { job: running, done, total } = &mut self.attribution
            && *running == job
        {
            (*done, *total) = (steps, of);
        }
    }

    /// Takes in the answer of a Classify; answers to other jobs are dropped.
    pub fn classified(&mut self, job: JobId, logits: &[Logits]) {
        let Some((_, question)) = self.asked.take_if(|(asked, _)| *asked == job) else { return };
        let mut logits = logits.iter().copied();
        if question.whole {
            self.clean = logits.next();
        }
        if let Some(ablation) = question.ablation {
            self.ablated = logits.next().map(|logits| (ablation, logits));
        }
    }

    /// Takes in the chart's data, of the job that [`Results::is_running`].
    pub fn attributed(&mut self, report: OcclusionReport) {
        self.clean = self.clean.or(Some(report.clean));
        self.attribution = Attribution::Done(Rc::new(report));
    }

    /// Takes in that a job ended without a result. Whether it was waited for.
    pub fn failed(&mut self, job: JobId) -> bool {
        if self.is_running(job) {
            self.attribution = Attribution::Failed;
        } else if let Some((_, question)) = self.asked.take_if(|(asked, _)| *asked == job) {
            self.refused = Some(question);
        } else {
            return false;
        }
        true
    }

    /// Forgets the chart, to ask anew with another baseline. Gives back the job to cancel.
    pub fn restart_attribution(&mut self) -> Option<JobId> {
        let running = self.running();
        self.attribution = Attribution::Waiting;
        running
    }

    /// Forgets what is on its way, after the engine was lost, and allows to ask again; keeps every answer.
    pub fn interrupt(&mut self) {
        (self.asked, self.refused) = (None, None);
        if self.report().is_none() {
            self.attribution = Attribution::Waiting;
        }
    }

    /// The jobs on their way.
    pub fn jobs(&self) -> Vec<JobId> {
        self.running().into_iter().chain(self.asked.map(|(job, _)| job)).collect()
    }

    /// Whether anything is on its way.
    pub fn is_asked(&self) -> bool {
        !self.jobs().is_empty()
    }

    fn running(&self) -> Option<JobId> {
        if let Attribution::Running { job, .. } = self.attribution { Some(job) } else { None }
    }

    /// Whether a job that computes the chart's data is on its way.
    pub fn is_running(&self, job: JobId) -> bool {
        self.running() == Some(job)
    }
}

/// What every model has answered about the picture, and what it has been asked.
#[derive(Debug, Default)]
pub struct ResultsByModel {
    of: BTreeMap<String, Results>,
    /// Of a model that has not been asked.
    none: Results,
}

impl ResultsByModel {
    /// Of the model with this id.
    pub fn of(&self, model: &str) -> &Results {
        self.of.get(model).unwrap_or(&self.none)
    }

    /// Of the model with this id, to change them.
    pub fn of_mut(&mut self, model: &str) -> &mut Results {
        self.of.entry(model.into()).or_default()
    }

    /// Of every model, to change them: a job's id finds its own results.
    pub fn each(&mut self) -> impl Iterator<Item = &mut Results> {
        self.of.values_mut()
    }

    /// Forgets what is on its way of every model that `stays` is false of. Gives back the jobs to cancel.
    pub fn interrupt_unless(&mut self, stays: impl Fn(&str) -> bool) -> Vec<JobId> {
        let mut jobs = Vec::new();
        for (_, results) in self.of.iter_mut().filter(|(model, _)| !stays(model)) {
            jobs.extend(results.jobs());
            results.interrupt();
        }
        jobs
    }
}
