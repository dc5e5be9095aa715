//! How the first screen calls the networks.

use crate::networks::second::Second;
use freqscope_core::model::{ModelCard, ModelSource, Training};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// Trained on pictures as they are, beside a robust network of the same design.
    Natural,
    /// Trained against attacks, beside a natural network of the same design.
    Robust,
    /// There is no other.
    Only,
    /// By its own name.
    Own(String),
}

/// One or two networks, in their order.
pub fn names(cards: &[&ModelCard]) -> Vec<Name> {
    let own = |card: &&ModelCard| Name::Own(card.name.clone());
    let kinds: Vec<Option<Name>> = cards.iter().map(|card| kind(card)).collect();
    match (cards, kinds.as_slice()) {
        ([_], _) => vec![Name::Only],
        ([a, b], [Some(x), Some(y)]) if a.architecture == b.architecture && x != y => vec![x.clone(), y.clone()],
        _ => cards.iter().map(own).collect(),
    }
}

/// Before there is a list of models: by what is chosen, the ids of a first and of a second network.
pub fn expected(first: Option<&str>, second: &Second) -> Vec<Name> {
    let own = |id: Option<&str>| Name::Own(id.unwrap_or("…").into());
    match (first, second) {
        (_, Second::Nothing) => vec![Name::Only],
        (None, Second::Default) => vec![Name::Natural, Name::Robust],
        (first, second) => vec![own(first), own(second.id())],
    }
}

fn kind(card: &ModelCard) -> Option<Name> {
    match &card.source {
        ModelSource::Shipped { training: Training::Natural, .. } => Some(Name::Natural),
        ModelSource::Shipped { training: Training::Adversarial(_), .. } => Some(Name::Robust),
        ModelSource::Visitor { .. } => None,
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use freqscope_core::attack::threat::{Norm, ThreatModel};

    pub fn card(name: &str, architecture: &str, training: Training) -> ModelCard {
        let source = ModelSource::Shipped { training, accuracy: None, robustness: Vec::new() };
        let (architecture, sha256) = (architecture.into(), String::new());
        ModelCard { id: name.into(), name: name.into(), architecture, bytes: 1, sha256, source }
    }

    pub fn robust() -> Training {
        Training::Adversarial(ThreatModel { norm: Norm::L2, epsilon: 0.5 })
    }

    #[test]
    fn networks_of_one_design_are_called_by_what_differs_and_others_by_their_names() {
        let [natural, against] = [card("a", "resnet18", Training::Natural), card("b", "resnet18", robust())];
        let other = card("c", "vgg19", robust());
        let visitor = ModelCard {
            source: ModelSource::Visitor { file: String::new() },
            ..card("d", "resnet18", Training::Natural)
        };
        assert_eq!(names(&[&natural, &against]), [Name::Natural, Name::Robust]);
        assert_eq!(names(&[&against, &natural]), [Name::Robust, Name::Natural]);
        assert_eq!(names(&[&against]), [Name::Only]);
        for pair in [[&natural, &other], [&natural, &natural], [&visitor, &against]] {
            assert_eq!(names(&pair), pair.map(|card| Name::Own(card.name.clone())));
        }
        assert_eq!(names(&[]), []);
    }

    #[test]
    fn networks_have_names_before_there_is_a_list_of_them() {
        assert_eq!(expected(None, &Second::Default), [Name::Natural, Name::Robust]);
        assert_eq!(expected(Some("a"), &Second::Nothing), [Name::Only]);
        let own = |name: &str| Name::Own(name.into());
        assert_eq!(expected(Some("a"), &Second::Model("b".into())), [own("a"), own("b")]);
    }
}
