//! Attacks on the picture, from the visitor's settings to the adversarial image as the picture.

use super::{State, cancel};
use crate::{
    action::Command,
    attack::{
        action::AttackAction,
        attacks::AttackStage,
        form::Scope,
        model_attack::{AttackImage, ComparedScores, Earlier, ModelAttack},
        run::{FinishedAttack, RunningAttack},
        series::Series,
        setup::AttackSetup,
    },
    link::run::Run,
    networks::side::Side,
    picture::{Origin, Picture},
};
use freqscope_core::{
    attack::report::AttackReport,
    protocol::{JobId, Request, Task},
    spectrum::dct::Spectrum,
};
use std::rc::Rc;

impl State {
    /// Of the newest attack on the model on a side.
    pub fn stage(&self, side: Side) -> &AttackStage {
        self.card(side).map_or(&AttackStage::Idle, |card| self.attacks.of(&card.id))
    }

    /// On the first model, and on the second where there is anything to show.
    pub fn model_attacks(&self) -> Vec<ModelAttack> {
        let shown = |side: &Side| *side == Side::A || *self.stage(*side) != AttackStage::Idle;
        Side::ALL.into_iter().filter(shown).filter_map(|side| self.model_attack(side)).collect()
    }

    /// The four attacks that are compared.
    pub fn series(&self) -> Option<&Series> {
        self.attacks.series()
    }

    /// The finished attacks, the newest first.
    pub fn history(&self) -> Vec<FinishedAttack> {
        self.attacks.history().iter().cloned().collect()
    }

    /// Whether there is a picture, and every model that the settings name can be attacked with it.
    pub fn can_attack(&self) -> bool {
        let mut sides = self.scope().into_iter();
        sides.all(|side| self.setup(side).is_some())
    }

    pub fn is_attacking(&self) -> bool {
        Side::ALL.into_iter().any(|side| self.stage(side).job().is_some())
    }

    /// Whether the picture is an adversarial image, from which the visitor can return to the clean one.
    pub fn can_return(&self) -> bool {
        self.picture.as_ref().is_some_and(|picture| matches!(picture.origin, Origin::Adversarial(_)))
    }

    /// Whether the adversarial image that was made for the model on a side is the picture.
    pub fn is_adopted(&self, side: Side) -> bool {
        let image = self.stage(side).finished().map(|finished| &finished.report.image);
        image.is_some() && self.picture.as_ref().map(|picture| &picture.image) == image
    }

    pub(super) fn attacking(&mut self, action: AttackAction) -> Vec<Command> {
        self.forget_due(&[Run::Attack, Run::Comparison]);
        match action {
            AttackAction::Change(form) => self.apply(|state| state.attack_form = form),
            AttackAction::Run => self.run_attack(),
            AttackAction::Compare => self.run_series(),
            AttackAction::Cancel => self.cancel_attacks(),
            AttackAction::Restore(job) => self.restore(job),
            AttackAction::Measure(measure) => self.apply(|state| state.measure = measure),
            AttackAction::Adopt(side) => self.adopt(side),
            AttackAction::Return => self.go_back(),
        }
    }

    pub(super) fn attack_finished(&mut self, job: JobId, report: AttackReport) -> Vec<Command> {
        self.attacks.finish(job, report);
        let attacks = &self.attacks;
        self.transfers.retain(|run| attacks.find(run).is_some());
        self.continue_series()
    }

    /// Starts the attacks of the series that are due.
    pub(super) fn continue_series(&mut self) -> Vec<Command> {
        let (at_once, mut commands) = (self.threads.computing() as usize, Vec::new());
        while let Some(command) = self.attacks.next_in_series(at_once).and_then(|setup| self.start(setup)) {
            commands.push(command);
        }
        commands
    }

    /// Cancels the attacks on every model for which `stays` is false.
    pub(super) fn interrupt_attacks(&mut self, stays: impl Fn(&str) -> bool) -> Vec<Command> {
        self.attacks.interrupt_unless(stays).into_iter().map(cancel).collect()
    }

    /// What was shown before comes back.
    fn cancel_attacks(&mut self) -> Vec<Command> {
        let commands = self.interrupt_attacks(|_| false);
        self.attacks.bring_back();
        commands
    }

    /// The sides whose models the settings name.
    fn scope(&self) -> Vec<Side> {
        let both = self.attack_form.scope == Scope::Both && self.card(Side::B).is_some();
        if both { Side::ALL.to_vec() } else { vec![Side::A] }
    }

    /// None while there is no picture or the model is not ready.
    fn setup(&self, side: Side) -> Option<AttackSetup> {
        let card = self.card(side).filter(|card| self.connection.is_running() && self.models.is_ready(&card.id))?;
        let (model, name) = (card.id.clone(), card.name.clone());
        Some(AttackSetup { model, name, form: self.attack_form.clone(), picture: self.picture.clone()? })
    }

    /// Settings without a meaning start nothing: the panel says what is wrong with them.
    pub(super) fn run_attack(&mut self) -> Vec<Command> {
        if !self.can_attack() || self.attack_form.spec().is_err() {
            return Vec::new();
        }
        let setups: Vec<AttackSetup> = self.scope().into_iter().filter_map(|side| self.setup(side)).collect();
        let mut commands = self.clear_shown();
        commands.extend(setups.into_iter().filter_map(|setup| self.start(Rc::new(setup))));
        commands
    }

    /// Runs the four attacks on the first model.
    pub(super) fn run_series(&mut self) -> Vec<Command> {
        let ready = Series::complaint(&self.attack_form).is_none();
        let Some(setup) = self.setup(Side::A).filter(|_| ready) else { return Vec::new() };
        let mut commands = self.clear_shown();
        self.attacks.start_series(Series::new(&setup));
        commands.extend(self.continue_series());
        commands
    }

    /// Cancels every attack and removes the results on show, before new ones take their place.
    fn clear_shown(&mut self) -> Vec<Command> {
        let commands = self.interrupt_attacks(|_| false);
        for model in Side::ALL.into_iter().filter_map(|side| self.id(side)).collect::<Vec<_>>() {
            self.attacks.clear(&model);
        }
        commands
    }

    fn start(&mut self, setup: Rc<AttackSetup>) -> Option<Command> {
        let spec = setup.form.spec().ok()?;
        let job = self.next_job();
        let (model, example) = (setup.model.clone(), setup.example());
        let clean = self.results.of(&model).clean();
        self.attacks.start(RunningAttack::new(job, setup, clean));
        Some(Command::Post(Request::Ask { job, model, task: Task::Attack(spec, vec![example]) }))
    }

    /// Shows a result again, but not while an attack is running, whose place it would take.
    fn restore(&mut self, job: JobId) -> Vec<Command> {
        let Some(finished) = self.attacks.find(job).filter(|_| !self.is_attacking()).cloned() else {
            return Vec::new();
        };
        let (setup, mut commands) = (finished.setup.clone(), Vec::new());
        if self.picture.as_ref() != Some(&setup.picture) {
            commands.extend(self.change_picture(setup.picture.clone()));
            self.attacks.keep_about(&setup.picture);
        }
        if Side::ALL.into_iter().all(|side| self.id(side).as_ref() != Some(&setup.model)) {
            commands.extend(self.show_model(Side::A, setup.model.clone()));
        }
        commands.extend(self.clear_shown());
        self.attack_form = setup.form.clone();
        self.attacks.show(finished);
        commands
    }

    /// An attack on the other model, which may still be running on the picture before, continues.
    fn adopt(&mut self, side: Side) -> Vec<Command> {
        let Some(finished) = self.stage(side).finished().filter(|_| !self.is_adopted(side)) else { return Vec::new() };
        let (image, origin) = (finished.report.image.clone(), Origin::Adversarial(finished.setup.picture.clone()));
        self.replace_picture(Rc::new(Picture { origin, spectrum: Spectrum::of(&image), image }))
    }

    fn go_back(&mut self) -> Vec<Command> {
        let Some(picture) = self.picture.clone() else { return Vec::new() };
        match &picture.origin {
            Origin::Adversarial(before) => self.change_picture(before.clone()),
            Origin::Sample(_) | Origin::File(_) | Origin::Drawn | Origin::Link(_) => Vec::new(),
        }
    }

    fn model_attack(&self, side: Side) -> Option<ModelAttack> {
        let (card, stage) = (self.card(side)?, self.stage(side));
        let ended = stage.finished();
        Some(ModelAttack {
            side,
            name: card.name.clone(),
            stage: stage.clone(),
            earlier: self.earlier(&card.id),
            adopted: self.is_adopted(side),
            scores: ended.and_then(|finished| self.scores(side, finished)),
            transfer: ended.map(|finished| self.transfer(finished)).unwrap_or_default(),
        })
    }

    /// What the history has of a model.
    fn earlier(&self, model: &str) -> Earlier {
        let shown = self.picture.as_deref();
        let is_about = |run: &FinishedAttack| run.setup.model == model && shown == Some(&*run.setup.picture);
        let runs = || self.attacks.history().iter();
        match runs().count() {
            0 => Earlier::Nothing,
            _ if runs().any(is_about) => Earlier::Here,
            _ => Earlier::Elsewhere,
        }
    }

    /// The scores on show, if they are of an image of this attack.
    pub(super) fn scores(&self, side: Side, finished: &FinishedAttack) -> Option<ComparedScores> {
        let (image, class) = (&self.picture.as_ref()?.image, self.class()?);
        let image = match image {
            image if *image == finished.setup.picture.image => AttackImage::Before,
            image if *image == finished.report.image => AttackImage::After,
            _ => return None,
        };
        Some(ComparedScores { class, image, scores: self.results(side)?.report()?.scores_for(class) })
    }
}
