//! The visitor's own networks: kept in this browser, renamed, corrected.

use super::State;
use crate::{
    action::Command,
    networks::own_model::{OwnModel, OwnModelAction},
    shell::notice::Topic,
    words::words,
};
use freqscope_core::{model::ModelCard, protocol::Request};

/// The longest name, in letters.
const LONGEST: usize = 60;

impl State {
    pub fn own_models(&self) -> Vec<OwnModel> {
        let own = |card: &ModelCard| OwnModel {
            card: card.clone(),
            packing: self.models.packing(&card.id).cloned(),
            kept: self.models.stored().contains(&card.id),
            correctable: self.models.is_correctable(&card.id),
        };
        self.models.cards().iter().filter(|card| card.is_visitors()).map(own).collect()
    }

    pub(super) fn own_model(&mut self, action: OwnModelAction) -> Vec<Command> {
        let request = match action {
            OwnModelAction::Keep(model) => {
                self.keeping = Some(model.clone());
                Request::Keep { model }
            }
            OwnModelAction::Forget(model) => Request::Forget { model },
            OwnModelAction::Rename(model, name) => {
                let name: String = name.trim().chars().take(LONGEST).collect();
                if name.is_empty() {
                    return Vec::new();
                }
                Request::Rename { model, name }
            }
            OwnModelAction::Correct(model) => return self.apply(|state| state.models.ask_again(&model)),
        };
        vec![Command::Post(request)]
    }

    /// What is stored on this machine. A browser need not store what it is asked to.
    pub(super) fn weights_stored(&mut self, ids: Vec<String>) -> Vec<Command> {
        let refused = self.keeping.take().is_some_and(|id| !ids.contains(&id));
        self.models.store(ids);
        if refused {
            let reason = words().notices.nothing_kept();
            return self.problem(Topic::Model, reason);
        }
        Vec::new()
    }
}
