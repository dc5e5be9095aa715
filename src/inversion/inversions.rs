//! Representation inversions (paper, Experiment II): the settings, and the newest run on each model.

use crate::{
    networks::side::Side,
    picture::{Picture, samples::Sample},
    text::{local, percent},
    words::{self, words},
};
use freqscope_core::{
    error::Error,
    image::Image,
    inversion::{Endpoints, InversionReport, InversionSpec, Iterate},
    logits::Logits,
    progress::Progress,
    protocol::JobId,
};
use std::{collections::BTreeMap, rc::Rc};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InversionForm {
    /// The sample to begin at; none is the first of another class than the picture's.
    pub start: Option<Sample>,
    /// How many steps, one of [`InversionForm::STEPS`].
    pub steps: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ModelInversion {
    pub side: Side,
    /// The model's name.
    pub name: String,
    pub stage: InversionStage,
}

impl Default for InversionForm {
    fn default() -> Self {
        Self { start: None, steps: Self::STEPS[0] }
    }
}

impl InversionForm {
    /// The choices of the page; the last is the default of the command line.
    pub const STEPS: [u32; 3] = [100, 300, 1000];

    pub fn spec(&self) -> InversionSpec {
        InversionSpec { steps: self.steps, ..InversionSpec::default() }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct InversionSetup {
    /// Id of the model.
    pub model: String,
    pub spec: InversionSpec,
    /// Where the search for x_r begins.
    pub start: Sample,
    pub start_image: Image,
    /// The picture x whose representation is sought.
    pub target: Rc<Picture>,
}

impl InversionSetup {
    pub fn endpoints(&self) -> Endpoints {
        Endpoints { start: self.start_image.clone(), target: self.target.image.clone() }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum InversionStage {
    Idle,
    /// Running or ended: there is an image to show.
    Shown(InversionRun),
    /// Why, in a whole sentence.
    Failed(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStatus {
    Running(JobId),
    Ended,
    /// By the visitor, or because the picture or the model changed.
    Stopped,
}

#[derive(Debug, Clone, PartialEq)]
pub struct InversionRun {
    pub setup: Rc<InversionSetup>,
    pub status: RunStatus,
    /// Steps done.
    pub done: u32,
    /// x_r; the start before the first progress has arrived.
    pub image: Rc<Image>,
    /// The reported relative losses ‖g(x_r) − g(x)‖₂/‖g(x)‖₂, oldest first.
    pub losses: Vec<f32>,
    /// What the network says of x_r once the run is over.
    answer: FoundAnswer,
}

/// The network's answer to the image that was found.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum FoundAnswer {
    #[default]
    Unasked,
    Asked(JobId),
    Known(Logits),
    Refused,
}

impl InversionRun {
    fn new(setup: Rc<InversionSetup>, job: JobId) -> Self {
        let image = Rc::new(setup.start_image.clone());
        Self {
            setup,
            status: RunStatus::Running(job),
            done: 0,
            image,
            losses: Vec::new(),
            answer: FoundAnswer::default(),
        }
    }

    /// What the network says of the image that was found, once that is known.
    pub fn says(&self) -> Option<Logits> {
        if let FoundAnswer::Known(logits) = self.answer { Some(logits) } else { None }
    }

    /// Whether the network is to be asked about the image that was found.
    pub fn is_unasked(&self) -> bool {
        let over = !matches!(self.status, RunStatus::Running(_)) && !self.losses.is_empty();
        over && self.answer == FoundAnswer::Unasked
    }

    /// How near the image came in the network's representation, in whole sentences; nothing before there are two losses.
    pub fn nearness(&self) -> Option<String> {
        let [first, .., last] = self.losses[..] else { return None };
        let share = |loss: f32| percent(f64::from(loss));
        Some(words().inversion.nearness(&share(last), &share(first)))
    }

    /// A whole sentence.
    pub fn status_text(&self) -> String {
        let steps = self.setup.spec.steps;
        let words = &words().inversion;
        let loss = self.losses.last().map(|loss| words.loss(&local(format!("{loss:.3}")))).unwrap_or_default();
        let said = match self.status {
            RunStatus::Running(_) if self.losses.is_empty() => return words.waiting().into(),
            RunStatus::Running(_) => words.step(self.done, steps),
            RunStatus::Ended => words.all_done(steps),
            RunStatus::Stopped => words.stopped(self.done, steps),
        };
        said + &loss
    }
}

impl InversionStage {
    /// The value of `data-state`, by which tests wait.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Failed(_) => "failed",
            Self::Shown(run) => match run.status {
                RunStatus::Running(_) => "running",
                RunStatus::Ended => "done",
                RunStatus::Stopped => "stopped",
            },
        }
    }

    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Shown(InversionRun { status: RunStatus::Running(job), .. }) => Some(*job),
            Self::Idle | Self::Shown(_) | Self::Failed(_) => None,
        }
    }
}

#[derive(Debug, Default)]
pub struct Inversions {
    of: BTreeMap<String, InversionStage>,
    /// The sample whose pixels must be read before the next run.
    pub awaited: Option<Sample>,
}

impl Inversions {
    /// The newest on the model with this id.
    pub fn of(&self, model: &str) -> &InversionStage {
        self.of.get(model).unwrap_or(&InversionStage::Idle)
    }

    /// Takes the place of an earlier inversion on the same model.
    pub fn start(&mut self, setup: Rc<InversionSetup>, job: JobId) {
        self.of.insert(setup.model.clone(), InversionStage::Shown(InversionRun::new(setup, job)));
    }

    /// The progress of other jobs is ignored.
    pub fn progress(&mut self, job: JobId, progress: Progress<Iterate>) {
        let Some(run) = self.run(job) else { return };
        run.done = progress.done;
        if let Some(iterate) = progress.states.into_iter().next() {
            run.losses.push(iterate.loss);
            run.image = Rc::new(iterate.image);
        }
    }

    /// The results of other jobs are ignored.
    pub fn finish(&mut self, job: JobId, report: InversionReport) {
        let Some(run) = self.run(job) else { return };
        run.status = RunStatus::Ended;
        run.done = run.setup.spec.steps;
        run.losses = report.losses.into_iter().chain([report.loss]).collect();
        run.image = Rc::new(report.image);
    }

    /// `job` is asked what the model says of the image that it has found.
    pub fn ask(&mut self, model: &str, job: JobId) {
        if let Some(InversionStage::Shown(run)) = self.of.get_mut(model) {
            run.answer = FoundAnswer::Asked(job);
        }
    }

    /// The results of other jobs are ignored.
    pub fn classified(&mut self, job: JobId, logits: &[Logits]) {
        let Some(answer) = self.asked(job) else { return };
        *answer = logits.first().map_or(FoundAnswer::Refused, |&logits| FoundAnswer::Known(logits));
    }

    pub fn is_asked(&self) -> bool {
        self.runs().any(|run| matches!(run.answer, FoundAnswer::Asked(_)))
    }

    fn runs(&self) -> impl Iterator<Item = &InversionRun> {
        self.of.values().filter_map(|stage| if let InversionStage::Shown(run) = stage { Some(run) } else { None })
    }

    fn asked(&mut self, job: JobId) -> Option<&mut FoundAnswer> {
        let mut answers = self.of.values_mut().filter_map(|stage| match stage {
            InversionStage::Shown(run) => Some(&mut run.answer),
            InversionStage::Idle | InversionStage::Failed(_) => None,
        });
        answers.find(|answer| **answer == FoundAnswer::Asked(job))
    }

    /// Drops open questions, so that they are asked again.
    pub fn interrupt_questions(&mut self) {
        for stage in self.of.values_mut() {
            if let InversionStage::Shown(InversionRun { answer: answer @ FoundAnswer::Asked(_), .. }) = stage {
                *answer = FoundAnswer::Unasked;
            }
        }
    }

    /// For a job that ended without a result. Returns whether it was one of these.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        if let Some(answer) = self.asked(job) {
            *answer = FoundAnswer::Refused;
            return true;
        }
        let Some(stage) = self.of.values_mut().find(|stage| stage.job() == Some(job)) else { return false };
        *stage = InversionStage::Failed(words::told_in_full(error));
        true
    }

    /// Stops running inversions on every model for which `stays` is false, and keeps their newest iterates. Returns the jobs
    /// to cancel.
    pub fn stop_unless(&mut self, stays: impl Fn(&str) -> bool) -> Vec<JobId> {
        self.awaited = None;
        let mut jobs = Vec::new();
        for (_, stage) in self.of.iter_mut().filter(|(model, _)| !stays(model)) {
            jobs.extend(stage.job());
            if let InversionStage::Shown(run @ InversionRun { status: RunStatus::Running(_), .. }) = stage {
                run.status = RunStatus::Stopped;
            }
        }
        jobs
    }

    fn run(&mut self, job: JobId) -> Option<&mut InversionRun> {
        self.of.values_mut().find(|stage| stage.job() == Some(job)).and_then(|stage| match stage {
            InversionStage::Shown(run) => Some(run),
            InversionStage::Idle | InversionStage::Failed(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Origin;
    use freqscope_core::{class::Class, spectrum::dct::Spectrum};

    fn image(value: f32) -> Image {
        Image::from_fn(|_, _, _| value)
    }

    /// Job 1 inverts model a.
    fn running() -> Inversions {
        let target = image(0.5);
        let target = Picture { origin: Origin::File("a.png".into()), spectrum: Spectrum::of(&target), image: target };
        let setup = InversionSetup {
            model: "a".into(),
            spec: InversionForm::default().spec(),
            start: Sample { file: "cat-1.png".into(), class: Class::Cat, index: 1 },
            start_image: image(0.1),
            target: Rc::new(target),
        };
        let mut inversions = Inversions::default();
        inversions.start(Rc::new(setup), JobId(1));
        inversions
    }

    fn text(inversions: &Inversions) -> String {
        match inversions.of("a") {
            InversionStage::Shown(run) => run.status_text(),
            other => other.name().into(),
        }
    }

    #[test]
    fn a_stop_keeps_the_newest_iterate() {
        let mut inversions = running();
        assert_eq!(text(&inversions), "Waiting for the engine.");
        let states = vec![Iterate { index: 0, image: image(0.3), loss: 0.5 }];
        inversions.progress(JobId(1), Progress { done: 3, total: 100, states });
        assert_eq!(text(&inversions), "Step 3 of 100. Relative loss 0.500.");
        assert_eq!(inversions.stop_unless(|model| model == "a"), []);
        assert_eq!(inversions.stop_unless(|_| false), [JobId(1)]);
        inversions.finish(JobId(1), InversionReport { image: image(0.4), loss: 0.1, losses: vec![1.0] });
        assert_eq!(text(&inversions), "Stopped after 3 of 100 steps. Relative loss 0.500.");
    }

    #[test]
    fn it_says_how_near_it_came_and_what_the_network_makes_of_that() {
        let mut inversions = running();
        let report = InversionReport { image: image(0.4), loss: 0.25, losses: vec![1.25, 0.5] };
        inversions.finish(JobId(1), report);
        let run = |inversions: &Inversions| match inversions.of("a") {
            InversionStage::Shown(run) => run.clone(),
            other => panic!("{other:?}"),
        };
        let near = "Its representation is 25.0\u{a0}% of the sought one’s length away from it; that of the start was 125.0\u{a0}% away.";
        assert_eq!(run(&inversions).nearness().as_deref(), Some(near));
        assert!(run(&inversions).is_unasked());
        inversions.ask("a", JobId(2));
        assert!(!run(&inversions).is_unasked() && inversions.is_asked());
        inversions.interrupt_questions();
        assert!(run(&inversions).is_unasked(), "an engine that was lost is asked again");
        inversions.ask("a", JobId(3));
        inversions.classified(JobId(2), &[Logits([1.0; 10])]);
        assert_eq!(run(&inversions).says(), None);
        inversions.classified(JobId(3), &[Logits([1.0; 10])]);
        assert_eq!(run(&inversions).says(), Some(Logits([1.0; 10])));
    }

    #[test]
    fn only_its_own_job_ends_a_run() {
        let mut inversions = running();
        assert!(!inversions.failed(JobId(2), &Error::Cancelled));
        let report = InversionReport { image: image(0.4), loss: 0.1, losses: vec![1.0] };
        inversions.finish(JobId(2), report.clone());
        assert_eq!(inversions.of("a").job(), Some(JobId(1)));
        inversions.finish(JobId(1), report);
        assert_eq!(text(&inversions), "All 100 steps are done. Relative loss 0.100.");
    }
}
