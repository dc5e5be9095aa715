//! How far a network is from answering: the engine's arrival, then that of the weights.

use crate::{
    networks::{model_summary, models::LoadState},
    platform::connection::EnginePhase,
    text::{megabytes, size},
    words::words,
};
use freqscope_core::model::ModelCard;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct Loading {
    pub phase: EnginePhase,
    /// None before there is a list of models.
    pub card: Option<ModelCard>,
    /// None before the engine is asked for it.
    pub load: Option<LoadState>,
}

impl Loading {
    /// `waiting`, `loading`, `ready` or `failed`: the value of `data-state`, by which tests wait.
    pub fn state(&self) -> &'static str {
        match (&self.phase, self.load) {
            (EnginePhase::Fetching { .. } | EnginePhase::Starting | EnginePhase::Resting, _) => "waiting",
            (EnginePhase::Failed, _) => "failed",
            (EnginePhase::Running, Some(LoadState::Arriving { .. })) => "loading",
            (EnginePhase::Running, Some(LoadState::Ready)) => "ready",
            (EnginePhase::Running, None) if self.card.is_some() => "waiting",
            (EnginePhase::Running, Some(LoadState::Failed) | None) => "failed",
        }
    }

    /// What screen readers announce: without the numbers that change many times a second.
    pub fn text(&self) -> String {
        let words = &words().networks;
        match &self.phase {
            EnginePhase::Fetching { done: 0, .. } => words.fetching_engine().into(),
            EnginePhase::Fetching { done, total: Some(total) } if done >= total => words.preparing_engine().into(),
            EnginePhase::Fetching { .. } => words.engine().into(),
            EnginePhase::Starting => words.choosing_device().into(),
            EnginePhase::Running => loading(self.load, self.card.as_ref()),
            EnginePhase::Failed => words.engine_not_running().into(),
            EnginePhase::Resting => words.engine_rests().into(),
        }
    }

    /// How much of the download has arrived, while that is neither nothing nor all.
    pub fn amount(&self) -> Option<String> {
        match (&self.phase, self.load) {
            (&EnginePhase::Fetching { done: done @ 1.., total: None }, _) => {
                Some(words().networks.megabytes_so_far(&megabytes(done)))
            }
            (&EnginePhase::Fetching { done: done @ 1.., total: Some(total) }, _)
            | (&EnginePhase::Running, Some(LoadState::Arriving { done: done @ 1.., total }))
                if done < total =>
            {
                Some(words().networks.megabytes_of(&megabytes(done), &megabytes(total)))
            }
            _ => None,
        }
    }

    /// A thin bar, as long as something is being loaded.
    pub fn progress(&self) -> Html {
        let (done, total) = match (&self.phase, self.load) {
            (EnginePhase::Fetching { done, total }, _) => (*done, total.unwrap_or(0)),
            (EnginePhase::Starting, _) => (0, 0),
            (EnginePhase::Running, Some(LoadState::Arriving { done, total })) => (done, total),
            (EnginePhase::Running | EnginePhase::Failed | EnginePhase::Resting, _) => return Html::default(),
        };
        match total {
            0 => html! { <progress aria-label={words().networks.loading()}></progress> },
            total => {
                html! { <progress aria-label={words().networks.loading()} value={done.to_string()} max={total.to_string()}></progress> }
            }
        }
    }
}

fn loading(load: Option<LoadState>, card: Option<&ModelCard>) -> String {
    let words = &words().networks;
    match load {
        Some(LoadState::Arriving { done: 0, total }) => words.getting_weights(&size(total)),
        Some(LoadState::Arriving { done, total }) if done >= total => words.self_test().into(),
        Some(LoadState::Arriving { .. }) => words.weights().into(),
        Some(LoadState::Ready) => card.map(model_summary::accuracy).unwrap_or_default(),
        Some(LoadState::Failed) => words.unusable().into(),
        None if card.is_some() => words.fetched_later().into(),
        None => words.nobody_to_ask().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is announced, and what can only be read.
    fn said(phase: EnginePhase, load: Option<LoadState>) -> (String, Option<String>) {
        let loading = Loading { phase, card: None, load };
        (loading.text(), loading.amount())
    }

    #[test]
    fn numbers_that_grow_are_not_announced() {
        let engine = |done, total| said(EnginePhase::Fetching { done, total }, None);
        let all = Some(2_000_000);
        assert_eq!(engine(0, all), ("Fetching the engine…".into(), None));
        assert_eq!(engine(500_000, all), ("Engine:".into(), Some(" 0.5 of 2.0 MB".into())));
        assert_eq!(engine(500_000, None), ("Engine:".into(), Some(" 0.5 MB…".into())));
        assert_eq!(engine(2_000_000, all), ("Preparing the engine…".into(), None));
        let weights = |done| said(EnginePhase::Running, Some(LoadState::Arriving { done, total: 2_000_000 }));
        assert_eq!(weights(0), ("Getting 2.0 MB of weights…".into(), None));
        assert_eq!(weights(500_000), ("Weights:".into(), Some(" 0.5 of 2.0 MB".into())));
        assert_eq!(weights(2_000_000), ("Self-test…".into(), None));
    }
}
