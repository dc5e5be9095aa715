//! The first screen: what is known of its networks, and the answers at every cut-off.

use super::State;
use crate::{
    action::Command,
    lowpass::{
        names::{Name, expected, names},
        network::{Scores, ScreenNetwork},
        view::{LowPassAction, Sweep},
    },
    networks::{
        cutoff_answers::Reach, loading::Loading, results::Results, sample_scores::StoredScores, second, side::Side,
    },
    picture::{Origin, Picture},
    platform::{connection::EnginePhase, fetched::Fetched, stored_result::StoredResult},
};
use freqscope_core::{
    logits::Logits,
    model::ModelCard,
    occlusion::ablation::{Ablation, Baseline},
    protocol::{Request, Task},
    spectrum::cutoff::Cutoff,
};
use std::rc::Rc;

impl State {
    /// One or two.
    pub fn screen_networks(&self) -> Vec<ScreenNetwork> {
        let shown = |side| self.card(side).map(|card| (side, card));
        let (sides, cards): (Vec<Side>, Vec<&ModelCard>) = Side::ALL.into_iter().filter_map(shown).unzip();
        if cards.is_empty() {
            let names = expected(self.settings.model.as_deref(), &self.settings.second);
            return Side::ALL
                .into_iter()
                .zip(names)
                .map(|(side, name)| self.screen_network(side, name, None))
                .collect();
        }
        let named = sides.into_iter().zip(names(&cards)).zip(cards);
        named.map(|((side, name), card)| self.screen_network(side, name, Some(card))).collect()
    }

    /// `card`: none before there is a list of models.
    fn screen_network(&self, side: Side, name: Name, card: Option<&ModelCard>) -> ScreenNetwork {
        let loading = Loading { phase: self.connection.phase.clone(), card: card.cloned(), load: self.load(side) };
        ScreenNetwork {
            side,
            name,
            card: card.cloned(),
            loading,
            answers: card.map_or(vec![None; Cutoff::all().len()].into(), |card| self.answers(card)),
            scores: card.map_or(Scores::Awaited, |card| self.screen_scores(card)),
            attribution: self.results(side).map(|results| results.attribution().clone()).unwrap_or_default(),
        }
    }

    fn answers(&self, card: &ModelCard) -> Rc<[Option<Logits>]> {
        let results = self.results.of(&card.id);
        let stored = || self.stored_scores(card).map(|stored| stored.logits);
        let answer = |cutoff| match cutoff {
            Cutoff::WHOLE => results.clean().or_else(stored),
            cutoff => results.cutoffs.of(cutoff),
        };
        Cutoff::all().map(answer).collect()
    }

    fn screen_scores(&self, card: &ModelCard) -> Scores {
        let Some(class) = self.class() else { return Scores::Awaited };
        let computed = self.results.of(&card.id).report().map(|report| report.scores_for(class));
        let stored = || self.stored_scores(card).filter(|stored| stored.class == class);
        match computed {
            Some(scores) => Scores::Computed(scores.into()),
            None => stored().map_or(Scores::Awaited, |stored| Scores::Stored(stored.scores.as_slice().into())),
        }
    }

    /// Those of the sample on show, with the baseline of which they are.
    fn stored_scores(&self, card: &ModelCard) -> Option<&StoredScores> {
        let picture = self.picture.as_ref()?;
        let Origin::Sample(sample) = &picture.origin else { return None };
        let of_this = card.id == second::DEFAULT && self.settings.ablation.baseline == Baseline::default();
        self.sample_scores.get().filter(|_| of_this)?.of(sample.id())
    }

    /// What was computed beforehand is fetched where the page's choice of a second network is on show, whose weights come later.
    pub(super) fn fetch_sample_scores(&mut self) -> Vec<Command> {
        let awaited = Side::ALL.into_iter().any(|side| {
            let id = self.id(side);
            id.as_deref() == Some(second::DEFAULT) && !self.models.is_ready(second::DEFAULT)
        });
        let unasked = matches!(self.sample_scores, Fetched::NotRequested);
        if awaited && unasked { self.fetch_stored(StoredResult::Samples(second::DEFAULT.into())) } else { Vec::new() }
    }

    pub(super) fn low_passing(&mut self, action: LowPassAction) {
        match action {
            LowPassAction::Cut(cutoff) => self.settings.view.cutoff = cutoff,
            LowPassAction::ChooseScale(scale) => self.settings.view.scale = scale,
            LowPassAction::SetSweep(sweep) => self.sweep = sweep,
        }
    }

    /// Asks a model for its answer at the cut-off on show, and while the engine has nothing else to do at all others.
    pub(super) fn ask_cutoffs(&mut self, model: &str, picture: &Picture) -> Option<Request> {
        let reach = if self.is_idle() { Reach::All } else { Reach::Shown };
        let cutoffs = self.results.of(model).cutoffs.missing(self.settings.view.cutoff, reach);
        if cutoffs.is_empty() {
            return None;
        }
        let baseline = self.settings.ablation.baseline;
        let image = |cutoff: &Cutoff| Ablation { bands: cutoff.removed(), baseline }.apply(&picture.image);
        let task = Task::Classify(cutoffs.iter().map(image).collect());
        let job = self.next_job();
        self.results.of_mut(model).cutoffs.ask(job, cutoffs);
        Some(Request::Ask { job, model: model.into(), task })
    }

    /// Whether all networks on show have answered at every place of the line.
    pub(super) fn is_swept(&self) -> bool {
        let shown = || Side::ALL.into_iter().filter_map(|side| self.results(side));
        shown().next().is_some() && shown().all(|results| results.cutoffs.is_complete())
    }

    /// Whether nothing more is awaited of the first network's chart.
    pub fn is_charted(&self) -> bool {
        let over = self.results(Side::A).is_some_and(|results| results.attribution().is_over());
        over || self.connection.phase == EnginePhase::Failed
    }

    /// Whether all charts are there and the visitor waits for nothing.
    fn is_idle(&self) -> bool {
        let charted = |results: &Results| results.attribution().is_over();
        let all = Side::ALL.into_iter().filter_map(|side| self.results(side)).all(charted);
        self.sweep == Sweep::Going && all && !self.is_busy()
    }
}
