//! Representation inversion of the picture, on every model on show.

use super::{State, cancel};
use crate::{
    action::Command,
    inversion::{
        action::InversionAction,
        inversions::{InversionSetup, InversionStage, ModelInversion},
    },
    link::run::Run,
    networks::side::Side,
    picture::samples::Sample,
    shell::notice::Topic,
};
use freqscope_core::{
    error::Result,
    image::Image,
    protocol::{Request, Task},
};
use std::rc::Rc;

impl State {
    /// One for each model on show.
    pub fn model_inversions(&self) -> Vec<ModelInversion> {
        let one = |side: Side| {
            let card = self.card(side)?;
            Some(ModelInversion { side, name: card.name.clone(), stage: self.inversions.of(&card.id).clone() })
        };
        Side::ALL.into_iter().filter_map(one).collect()
    }

    /// The chosen sample, else the first of another class than the picture's.
    pub fn inversion_start(&self) -> Option<&Sample> {
        let class = self.picture.as_ref().and_then(|picture| picture.origin.class());
        let other = || self.samples.iter().find(|sample| Some(sample.class) != class);
        self.inversion_form.start.as_ref().or_else(other)
    }

    /// Whether a picture, a sample and every model on show are there.
    pub fn can_invert(&self) -> bool {
        let ready = self.ready_models();
        let shown = Side::ALL.into_iter().filter(|&side| self.card(side).is_some()).count();
        self.picture.is_some() && self.inversion_start().is_some() && !ready.is_empty() && ready.len() == shown
    }

    pub fn is_inverting(&self) -> bool {
        self.inversions.awaited.is_some() || self.model_inversions().iter().any(|one| one.stage.job().is_some())
    }

    pub(super) fn inverting(&mut self, action: InversionAction) -> Vec<Command> {
        self.forget_due(&[Run::Inversion]);
        match action {
            InversionAction::Change(form) => self.apply(|state| state.inversion_form = form),
            InversionAction::Run => self.run_inversions(),
            InversionAction::Cancel => self.stop_inversions(|_| false),
        }
    }

    /// The inversions, the survey or the live maps may wait for this sample.
    pub(super) fn sample_read(&mut self, sample: &Sample, image: Result<Image>) -> Vec<Command> {
        let awaited = self.inversions.awaited.take_if(|awaited| awaited == sample).is_some();
        self.survey.read(sample, image.as_ref().err());
        self.live.read(sample, image.as_ref().err());
        match image {
            Ok(image) => self.sample_images.put(sample, image),
            Err(error) if awaited => return self.problem(Topic::Picture, error),
            Err(_) => return Vec::new(),
        }
        if awaited { self.run_inversions() } else { Vec::new() }
    }

    /// Stops the inversions on every model for which `stays` is false.
    pub(super) fn stop_inversions(&mut self, stays: impl Fn(&str) -> bool) -> Vec<Command> {
        self.inversions.stop_unless(stays).into_iter().map(cancel).collect()
    }

    /// Reads the start first, if need be.
    pub(super) fn run_inversions(&mut self) -> Vec<Command> {
        let Some((start, target)) = self.inversion_start().cloned().zip(self.picture.clone()) else {
            return Vec::new();
        };
        if !self.can_invert() || self.is_inverting() {
            return Vec::new();
        }
        let Some(start_image) = self.sample_images.get(&start).cloned() else {
            self.inversions.awaited = Some(start.clone());
            return vec![Command::ReadSample(start)];
        };
        let spec = self.inversion_form.spec();
        let setup = |model| InversionSetup {
            model,
            spec,
            start: start.clone(),
            start_image: start_image.clone(),
            target: target.clone(),
        };
        let setups: Vec<InversionSetup> = self.ready_models().into_iter().map(setup).collect();
        setups.into_iter().map(|setup| self.start_inversion(setup)).collect()
    }

    /// Asks the models on show what they make of the images that were found for them.
    pub(super) fn ask_found(&mut self) -> Vec<Command> {
        let models = if self.connection.is_running() { self.ready_models() } else { Vec::new() };
        models.into_iter().filter_map(|model| self.ask_about_found(model)).collect()
    }

    fn ask_about_found(&mut self, model: String) -> Option<Command> {
        let InversionStage::Shown(run) = self.inversions.of(&model) else { return None };
        let image = run.is_unasked().then(|| (*run.image).clone())?;
        let job = self.next_job();
        self.inversions.ask(&model, job);
        Some(Command::Post(Request::Ask { job, model, task: Task::Classify(vec![image]) }))
    }

    fn start_inversion(&mut self, setup: InversionSetup) -> Command {
        let (job, model, spec, endpoints) = (self.next_job(), setup.model.clone(), setup.spec, setup.endpoints());
        self.inversions.start(Rc::new(setup), job);
        Command::Post(Request::Ask { job, model, task: Task::Invert(spec, endpoints) })
    }
}
