//! A model's training, accuracy and size as the page writes them.

use crate::text::{megabytes, percent};
use freqscope_core::{
    attack::threat::{Norm, ThreatModel},
    model::{ModelCard, ModelSource, Training},
};

/// How it was trained, such as `natural` or `adversarial, ℓ∞ ε = 8/255`.
pub fn training(card: &ModelCard) -> String {
    match &card.source {
        ModelSource::Visitor => "your own".into(),
        ModelSource::Shipped { training: Training::Natural, .. } => "natural".into(),
        ModelSource::Shipped { training: Training::Adversarial(threat), .. } => {
            format!("adversarial, {}", radius(threat))
        }
    }
}

/// Its accuracy on the test images.
pub fn clean(card: &ModelCard) -> String {
    match &card.source {
        ModelSource::Shipped { accuracy: Some(share), .. } => format!("{} correct", percent(*share)),
        ModelSource::Shipped { .. } | ModelSource::Visitor => "not measured".into(),
    }
}

/// Its accuracy on the test images under attack, if that is known.
pub fn robust(card: &ModelCard) -> Option<String> {
    match &card.source {
        ModelSource::Shipped { robust_accuracy: Some(share), .. } => Some(format!("{} under attack", percent(*share))),
        ModelSource::Shipped { .. } | ModelSource::Visitor => None,
    }
}

/// Its size, such as `2.8 MB`.
pub fn size(card: &ModelCard) -> String {
    format!("{} MB", megabytes(card.bytes))
}

/// All that is known of its accuracy.
pub fn accuracy(card: &ModelCard) -> String {
    [Some(clean(card)), robust(card)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A threat model such as `ℓ2 ε = 0.5` or `ℓ∞ ε = 8/255`.
pub fn radius(threat: &ThreatModel) -> String {
    let levels = 255.0 * threat.epsilon;
    match threat.norm {
        Norm::Linf if (levels - levels.round()).abs() < 1e-3 => format!("ℓ∞ ε = {levels:.0}/255"),
        Norm::Linf => format!("ℓ∞ ε = {}", threat.epsilon),
        Norm::L2 => format!("ℓ2 ε = {}", threat.epsilon),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(source: ModelSource) -> ModelCard {
        ModelCard { id: "a".into(), name: "A".into(), architecture: "resnet18".into(), bytes: 2_817_696, source }
    }

    fn adversarial(norm: Norm, epsilon: f64) -> ModelCard {
        let training = Training::Adversarial(ThreatModel { norm, epsilon });
        card(ModelSource::Shipped { training, accuracy: Some(0.84), robust_accuracy: Some(0.602), robustness: vec![] })
    }

    fn natural(accuracy: Option<f64>) -> ModelSource {
        ModelSource::Shipped { training: Training::Natural, accuracy, robust_accuracy: None, robustness: vec![] }
    }

    #[test]
    fn a_model_says_how_it_was_trained() {
        assert_eq!(training(&card(natural(Some(0.93)))), "natural");
        assert_eq!(training(&adversarial(Norm::Linf, 8.0 / 255.0)), "adversarial, ℓ∞ ε = 8/255");
        assert_eq!(training(&adversarial(Norm::Linf, 0.15)), "adversarial, ℓ∞ ε = 0.15");
        assert_eq!(training(&adversarial(Norm::L2, 0.25)), "adversarial, ℓ2 ε = 0.25");
        assert_eq!(training(&card(ModelSource::Visitor)), "your own");
    }

    #[test]
    fn a_model_says_what_has_been_measured() {
        assert_eq!(accuracy(&adversarial(Norm::L2, 0.5)), "84.0 % correct, 60.2 % under attack");
        assert_eq!(accuracy(&card(natural(Some(0.93)))), "93.0 % correct");
        assert_eq!(accuracy(&card(natural(None))), "not measured");
        assert_eq!(accuracy(&card(ModelSource::Visitor)), "not measured");
        assert_eq!(size(&card(ModelSource::Visitor)), "2.8 MB");
    }
}
