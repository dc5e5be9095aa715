//! Attacks on the picture, from the visitor's settings to the adversarial image as the picture.

use super::{Origin, Picture, State, cancel};
use crate::{
    adversary::Example,
    frequency::Spectrum,
    page::{
        action::{AttackAction, Command},
        attacks::{Running, Stage},
        side::Side,
    },
    protocol::Request,
};
use std::rc::Rc;

impl State {
    /// How far the attack on the first model is.
    pub fn attack(&self) -> &Stage {
        self.card(Side::A).map_or(&Stage::Idle, |card| self.attacks.of(&card.id))
    }

    /// Whether there is a picture, and a network that can be attacked with it.
    pub fn can_attack(&self) -> bool {
        self.victim().is_some()
    }

    /// Whether the picture is an adversarial image, behind which another one waits.
    pub fn can_return(&self) -> bool {
        self.picture.as_ref().is_some_and(|picture| matches!(picture.origin, Origin::Attacked(_)))
    }

    /// Whether the adversarial image is the picture.
    pub fn is_adopted(&self) -> bool {
        self.picture.as_ref().map(|picture| &picture.image) == self.attack().image()
    }

    pub(super) fn attacking(&mut self, action: AttackAction) -> Vec<Command> {
        match action {
            AttackAction::Change(form) => self.quietly(|state| state.attack_form = form),
            AttackAction::Run => self.run_attack(),
            AttackAction::Cancel => self.interrupt_attacks(|_| false),
            AttackAction::Adopt => self.adopt(),
            AttackAction::Return => self.go_back(),
        }
    }

    /// Cancels the attacks on every model that `stays` is false of.
    pub(super) fn interrupt_attacks(&mut self, stays: impl Fn(&str) -> bool) -> Vec<Command> {
        self.attacks.interrupt_unless(stays).into_iter().map(cancel).collect()
    }

    /// What is attacked, and the id of the model.
    fn victim(&self) -> Option<(Rc<Picture>, String)> {
        let model = self.id(Side::A).filter(|id| self.connection.is_running() && self.models.is_ready(id))?;
        Some((self.picture.clone()?, model))
    }

    /// Settings without a meaning start nothing: the panel says what is wrong with them.
    fn run_attack(&mut self) -> Vec<Command> {
        let Some(((picture, model), spec)) = self.victim().zip(self.attack_form.spec().ok()) else { return Vec::new() };
        let mut commands = self.interrupt_attacks(|_| false);
        let job = self.next_job();
        let example = Example { image: picture.image.clone(), class: picture.origin.class() };
        self.attacks.start(&model, Running::new(job, self.attack_form.kind, picture));
        commands.push(Command::Post(Request::Attack { job, model, spec, example }));
        commands
    }

    fn adopt(&mut self) -> Vec<Command> {
        let Stage::Done(attacked) = self.attack() else { return Vec::new() };
        let (image, origin) = (attacked.report.image.clone(), Origin::Attacked(attacked.picture.clone()));
        self.change_picture(Rc::new(Picture { origin, spectrum: Spectrum::of(&image), image }))
    }

    fn go_back(&mut self) -> Vec<Command> {
        let Some(picture) = self.picture.clone() else { return Vec::new() };
        match &picture.origin {
            Origin::Attacked(before) => self.change_picture(before.clone()),
            Origin::Sample(_) | Origin::File(_) => Vec::new(),
        }
    }
}
