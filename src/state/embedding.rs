//! The page as one figure in a page of somebody else's: which, and whether it is seen. The engine runs only while it is.

use super::State;
use crate::{
    action::Command,
    article::network::Network,
    attack::action::AttackAction,
    inversion::action::InversionAction,
    link::run::Run,
    platform::{connection::EnginePhase, stored_result::StoredResult, trial::TrialStage},
    shell::{figure::Figure, notice::Topic, section::Section},
    words::words,
};
use freqscope_core::model::{Hints, Questions};
use std::collections::BTreeMap;

/// What is known of the frame.
#[derive(Debug, Default)]
pub struct Frame {
    figure: Figure,
    seen: bool,
    /// Seconds since it was seen.
    hidden: u32,
    /// What the page around says of checkpoints, by their names.
    said: BTreeMap<String, Hints>,
}

/// Seconds out of sight after which the engine gives its memory back: who scrolls past and returns finds it as it was.
const PATIENCE: u32 = 5;

impl Frame {
    /// A second has passed.
    pub fn tick(&mut self) {
        self.hidden = if self.seen { 0 } else { self.hidden + 1 };
    }
}

impl State {
    /// The same page as one figure, which nobody has seen yet.
    #[must_use]
    pub fn embedded(mut self) -> Self {
        self.frame = Some(Frame::default());
        self.connection.rest();
        self
    }

    /// None unless the page is one figure.
    pub fn figure(&self) -> Option<Figure> {
        self.frame.as_ref().map(|frame| frame.figure)
    }

    /// Shows this figure. Where everything is shown, the section that has it.
    pub(super) fn open_figure(&mut self, figure: Figure) -> Option<Section> {
        match &mut self.frame {
            None => figure.section(),
            Some(frame) => {
                frame.figure = figure;
                None
            }
        }
    }

    pub(super) fn host_says(&mut self, name: String, hints: Hints) {
        self.notices.clear(Topic::Unsaid);
        self.frame.iter_mut().for_each(|frame| _ = frame.said.insert(name.clone(), hints.clone()));
    }

    /// A checkpoint leaves something open: the visitor is asked. In a figure the page around has said it, or is told that it has to.
    pub(super) fn unsaid(&mut self, name: &str, questions: Questions) -> Vec<Command> {
        self.models.ask_visitor(name, questions.clone());
        let Some(frame) = &mut self.frame else { return Vec::new() };
        let hints = frame.said.remove(name).filter(|hints| answers(hints, &questions));
        let known = hints.is_some();
        self.models.answer(hints);
        if known { Vec::new() } else { self.problem(Topic::Unsaid, words().embed.unsaid(name, &questions)) }
    }

    pub(super) fn seen(&mut self, seen: bool) {
        self.frame.iter_mut().for_each(|frame| frame.seen = seen);
    }

    /// Computes what the figure's button computes, as soon as it can be.
    pub(super) fn run_figure(&mut self) -> Vec<Command> {
        let (run, stop) = match self.figure() {
            Some(Figure::Attack) => (Run::Attack, self.attacking(AttackAction::Cancel)),
            Some(Figure::Inversion) => (Run::Inversion, self.inverting(InversionAction::Cancel)),
            _ => return Vec::new(),
        };
        self.linking.due.insert(run);
        stop
    }

    /// Starts the engine when the figure is seen that needs it, and ends it when that has not been seen for a while.
    pub(super) fn wake_or_rest(&mut self) -> Vec<Command> {
        let Some(frame) = &self.frame else { return Vec::new() };
        let wanted = frame.seen && frame.figure.needs_engine();
        let forgotten = frame.hidden >= PATIENCE || !frame.figure.needs_engine();
        match &self.connection.phase {
            EnginePhase::Resting if wanted => {
                self.connection.restart();
                vec![Command::StartEngine]
            }
            EnginePhase::Resting | EnginePhase::Failed => Vec::new(),
            _ if forgotten && !self.is_attacking() && !self.is_inverting() => self.rest(),
            _ => Vec::new(),
        }
    }

    /// The stored curves of the figure that draws them.
    pub(super) fn fetch_figure(&mut self) -> Vec<Command> {
        if self.frame.as_ref().is_none_or(|frame| !frame.seen || frame.figure != Figure::Survey) {
            return Vec::new();
        }
        let absent = Network::ALL.into_iter().filter(|network| self.survey.profile(network.id()).is_none());
        let absent: Vec<StoredResult> = absent.map(|network| StoredResult::Profile(network.id().into())).collect();
        absent.into_iter().flat_map(|stored| self.fetch_stored(stored)).collect()
    }

    /// What is on show stays; what was being computed is asked for again by the next engine.
    fn rest(&mut self) -> Vec<Command> {
        self.forget_pending();
        self.models.unload();
        self.trial.enter(TrialStage::Off);
        self.connection.rest();
        vec![Command::EndEngine]
    }
}

/// Whether all that a checkpoint leaves open is said.
fn answers(hints: &Hints, questions: &Questions) -> bool {
    let chosen = questions.keys.is_empty() || hints.key.as_ref().is_some_and(|key| questions.keys.contains(key));
    chosen && (!questions.normalisation || hints.normalisation.is_some())
}
