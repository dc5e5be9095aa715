//! Representation inversions (paper, Experiment II): the settings, and the newest run on each model.

use crate::{
    networks::side::Side,
    picture::{Picture, samples::Sample},
    text::sentence,
};
use freqscope_core::{
    error::Error,
    image::Image,
    inversion::{Endpoints, InversionReport, InversionSpec, Iterate},
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
}

impl InversionRun {
    fn new(setup: Rc<InversionSetup>, job: JobId) -> Self {
        let image = Rc::new(setup.start_image.clone());
        Self { setup, status: RunStatus::Running(job), done: 0, image, losses: Vec::new() }
    }

    /// A whole sentence.
    pub fn status_text(&self) -> String {
        let steps = self.setup.spec.steps;
        let loss = self.losses.last().map(|loss| format!(" Relative loss {loss:.3}.")).unwrap_or_default();
        match self.status {
            RunStatus::Running(_) if self.losses.is_empty() => "Waiting for the engine.".into(),
            RunStatus::Running(_) => format!("Step {} of {steps}.{loss}", self.done),
            RunStatus::Ended => format!("All {steps} steps are done.{loss}"),
            RunStatus::Stopped => format!("Stopped after {} of {steps} steps.{loss}", self.done),
        }
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

    /// For a job that ended without a result. Returns whether it was one of these.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let Some(stage) = self.of.values_mut().find(|stage| stage.job() == Some(job)) else { return false };
        *stage = InversionStage::Failed(sentence(&error.to_string()));
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
