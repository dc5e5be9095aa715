//! Weights that are kept for a visit without a network before anybody needs them.

use super::State;
use crate::{action::Command, shell::notice::Topic, words::words};

impl State {
    pub(super) fn keep_weights(&mut self, model: &str) -> Vec<Command> {
        let Some(card) = self.models.card(model).cloned() else { return Vec::new() };
        self.models.keep(model);
        self.notices.clear(Topic::Model);
        // As the engine calls them: `Session::url` in crates/engine/src/service.rs.
        let url = format!("{}{model}.safetensors?sha256={}", self.models_url, card.sha256);
        vec![Command::KeepWeights { model: model.into(), url, sha256: card.sha256 }]
    }

    pub(super) fn weights_kept(&mut self, model: String, kept: Result<(), String>) -> Vec<Command> {
        self.models.kept(&model, kept.is_ok());
        let name = self.models.card(&model).map_or(model, |card| card.name.clone());
        match kept {
            Ok(()) => Vec::new(),
            Err(why) => self.problem(Topic::Model, words().notices.not_kept(&name, &why)),
        }
    }
}
