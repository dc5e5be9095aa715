//! The words that the article explains where they first stand.

use crate::{widgets::term::Term, words::words};
use yew::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    Dct,
    Band,
    Logit,
    NormalisedPixels,
    WhiteNoise,
    Epsilon,
    Norms,
    Rct,
    Seed,
    Ball,
    CrossEntropy,
    Pgd20,
    Representation,
    Interval,
    ControlVariate,
}

impl Word {
    /// The word as it stands in its sentence.
    fn text(self) -> &'static str {
        let words = &words().glossary;
        match self {
            Self::Dct => words.dct(),
            Self::Band => words.band(),
            Self::Logit => words.logits(),
            Self::NormalisedPixels => words.normalised_pixels(),
            Self::WhiteNoise => words.white_noise(),
            Self::Epsilon => words.epsilon(),
            Self::Norms => words.norms(),
            Self::Rct => words.rct(),
            Self::Seed => words.seed(),
            Self::Ball => words.ball(),
            Self::CrossEntropy => words.cross_entropy(),
            Self::Pgd20 => words.pgd20(),
            Self::Representation => words.representation(),
            Self::Interval => words.interval(),
            Self::ControlVariate => words.control_variate(),
        }
    }

    /// Part of an id.
    fn id(self) -> &'static str {
        match self {
            Self::Dct => "dct",
            Self::Band => "band",
            Self::Logit => "logit",
            Self::NormalisedPixels => "normalised",
            Self::WhiteNoise => "white-noise",
            Self::Epsilon => "epsilon",
            Self::Norms => "norms",
            Self::Rct => "rct",
            Self::Seed => "seed",
            Self::Ball => "ball",
            Self::CrossEntropy => "cross-entropy",
            Self::Pgd20 => "pgd-20",
            Self::Representation => "representation",
            Self::Interval => "interval",
            Self::ControlVariate => "control-variate",
        }
    }

    fn definition(self) -> &'static str {
        let words = &words().glossary;
        match self {
            Self::Dct => words.dct_definition(),
            Self::Band => words.band_definition(),
            Self::Logit => words.logits_definition(),
            Self::NormalisedPixels => words.normalised_pixels_definition(),
            Self::WhiteNoise => words.white_noise_definition(),
            Self::Epsilon => words.epsilon_definition(),
            Self::Norms => words.norms_definition(),
            Self::Rct => words.rct_definition(),
            Self::Seed => words.seed_definition(),
            Self::Ball => words.ball_definition(),
            Self::CrossEntropy => words.cross_entropy_definition(),
            Self::Pgd20 => words.pgd20_definition(),
            Self::Representation => words.representation_definition(),
            Self::Interval => words.interval_definition(),
            Self::ControlVariate => words.control_variate_definition(),
        }
    }

    /// The word with its definition, to stand in a sentence.
    pub fn term(self) -> Html {
        html! { <Term id={self.id()} definition={self.definition()}>{ self.text() }</Term> }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{self, Language};
    use std::collections::BTreeSet;

    const ALL: [Word; 15] = [
        Word::Dct,
        Word::Band,
        Word::Logit,
        Word::NormalisedPixels,
        Word::WhiteNoise,
        Word::Epsilon,
        Word::Norms,
        Word::Rct,
        Word::Seed,
        Word::Ball,
        Word::CrossEntropy,
        Word::Pgd20,
        Word::Representation,
        Word::Interval,
        Word::ControlVariate,
    ];

    #[test]
    fn every_word_has_an_id_and_a_definition_of_its_own() {
        let ids: BTreeSet<&str> = ALL.into_iter().map(Word::id).collect();
        assert_eq!(ids.len(), ALL.len());
        for language in Language::ALL {
            language::speak(language);
            for word in ALL {
                assert!(word.definition().ends_with('.') && word.definition().len() < 360, "{}", word.text());
            }
        }
    }
}
