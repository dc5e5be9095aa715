//! A model's training, accuracy and size as the page writes them.

use crate::{
    text::{self, local, percent},
    words::words,
};
use freqscope_core::{
    attack::threat::{Norm, ThreatModel},
    model::{ModelCard, ModelSource, Robustness, Training},
};

/// How it was trained, such as `natural` or `adversarial, ℓ∞ ε = 8/255`.
pub fn training(card: &ModelCard) -> String {
    match &card.source {
        ModelSource::Visitor { .. } => words().networks.own_training().into(),
        ModelSource::Shipped { training: Training::Natural, .. } => words().networks.natural().into(),
        ModelSource::Shipped { training: Training::Adversarial(threat), .. } => {
            words().networks.adversarial(&radius(threat))
        }
    }
}

/// Its accuracy on the test images.
pub fn clean(card: &ModelCard) -> String {
    match &card.source {
        ModelSource::Shipped { accuracy: Some(share), .. } => words().networks.correct(&percent(*share)),
        ModelSource::Shipped { .. } | ModelSource::Visitor { .. } => words().networks.not_measured().into(),
    }
}

/// The threat models in which all networks are compared, whatever they were trained against.
pub const THREATS: [ThreatModel; 2] =
    [ThreatModel { norm: Norm::L2, epsilon: 0.5 }, ThreatModel { norm: Norm::Linf, epsilon: 8.0 / 255.0 }];

/// Its accuracy under PGD-20 in one of [`THREATS`], such as `63.2 % under PGD-20, ℓ2 ε = 0.5`, where that was measured.
pub fn robust(card: &ModelCard, threat: &ThreatModel) -> Option<String> {
    let measured = robustness(card, threat)?;
    Some(words().networks.robust(&percent(measured.accuracy), &radius(threat)))
}

/// What was measured of it under PGD-20 in a threat model.
pub fn robustness<'a>(card: &'a ModelCard, threat: &ThreatModel) -> Option<&'a Robustness> {
    match &card.source {
        ModelSource::Shipped { robustness, .. } => robustness.iter().find(|measured| measured.threat == *threat),
        ModelSource::Visitor { .. } => None,
    }
}

/// Its size, such as `2.8 MB`.
pub fn size(card: &ModelCard) -> String {
    text::size(card.bytes)
}

/// All that is known of its accuracy.
pub fn accuracy(card: &ModelCard) -> String {
    let robust = THREATS.iter().filter_map(|threat| robust(card, threat));
    std::iter::once(clean(card)).chain(robust).collect::<Vec<_>>().join("; ")
}

/// A threat model such as `ℓ2 ε = 0.5` or `ℓ∞ ε = 8/255`.
pub fn radius(threat: &ThreatModel) -> String {
    let levels = 255.0 * threat.epsilon;
    match threat.norm {
        Norm::Linf if (levels - levels.round()).abs() < 1e-3 => format!("ℓ∞ ε = {levels:.0}/255"),
        Norm::Linf => format!("ℓ∞ ε = {}", local(threat.epsilon.to_string())),
        Norm::L2 => format!("ℓ2 ε = {}", local(threat.epsilon.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(source: ModelSource) -> ModelCard {
        let (architecture, sha256) = ("resnet18".into(), String::new());
        ModelCard { id: "a".into(), name: "A".into(), architecture, bytes: 2_817_696, sha256, source }
    }

    fn adversarial(norm: Norm, epsilon: f64) -> ModelCard {
        let training = Training::Adversarial(ThreatModel { norm, epsilon });
        let measured = |threat, accuracy| Robustness { threat, accuracy, images: 1000 };
        let other = ThreatModel { norm: Norm::L2, epsilon: 0.25 };
        let robustness = vec![measured(other, 0.7), measured(THREATS[0], 0.602), measured(THREATS[1], 0.004)];
        card(ModelSource::Shipped { training, accuracy: Some(0.84), robustness })
    }

    fn natural(accuracy: Option<f64>) -> ModelSource {
        ModelSource::Shipped { training: Training::Natural, accuracy, robustness: Vec::new() }
    }

    #[test]
    fn a_model_says_how_it_was_trained() {
        assert_eq!(training(&card(natural(Some(0.93)))), "natural");
        assert_eq!(training(&adversarial(Norm::Linf, 8.0 / 255.0)), "adversarial, ℓ∞ ε = 8/255");
        assert_eq!(training(&adversarial(Norm::Linf, 0.15)), "adversarial, ℓ∞ ε = 0.15");
        assert_eq!(training(&adversarial(Norm::L2, 0.25)), "adversarial, ℓ2 ε = 0.25");
        assert_eq!(training(&card(ModelSource::Visitor { file: String::new() })), "your own");
    }

    #[test]
    fn a_model_says_what_has_been_measured() {
        let both = "84.0\u{a0}% correct; 60.2\u{a0}% under PGD-20, ℓ2 ε = 0.5; 0.4\u{a0}% under PGD-20, ℓ∞ ε = 8/255";
        assert_eq!(accuracy(&adversarial(Norm::L2, 0.25)), both, "in the same threat models for every network");
        assert_eq!(accuracy(&card(natural(Some(0.93)))), "93.0\u{a0}% correct");
        assert_eq!(accuracy(&card(natural(None))), "not measured");
        assert_eq!(accuracy(&card(ModelSource::Visitor { file: String::new() })), "not measured");
        assert_eq!(size(&card(ModelSource::Visitor { file: String::new() })), "2.8 MB");
    }
}
