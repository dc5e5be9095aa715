//! The words that the article explains where they first stand.

use crate::widgets::term::Term;
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
        match self {
            Self::Dct => "discrete cosine transform",
            Self::Band => "band",
            Self::Logit => "logits",
            Self::NormalisedPixels => "normalised pixels",
            Self::WhiteNoise => "white noise",
            Self::Epsilon => "ε",
            Self::Norms => "ℓ2 or ℓ∞",
            Self::Rct => "relative change",
            Self::Seed => "seed",
            Self::Ball => "ball",
            Self::CrossEntropy => "cross-entropy",
            Self::Pgd20 => "PGD-20",
            Self::Representation => "representation",
            Self::Interval => "95 % interval",
            Self::ControlVariate => "control variate",
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
        match self {
            Self::Dct => {
                "The discrete cosine transform (DCT) writes each colour channel as a sum of cosine waves. Its coefficients say how \
                 much of each wave there is, and nothing is lost: they give the picture back."
            }
            Self::Band => {
                "All coefficients whose wave counts, across plus down, add up to the same number k: a diagonal of the spectrum. \
                 Band 0 is the mean colour, the last one the finest checkerboard."
            }
            Self::Logit => {
                "The ten numbers that a network gives for a picture, one a class. The largest one names its answer; a \
                 softmax of them gives the probabilities."
            }
            Self::NormalisedPixels => {
                "Before it computes, a network subtracts from each colour its mean over all training pictures. Zero in these \
                 numbers is that mean colour, not black. Choose it under “Bands” to ask what a network makes of a picture \
                 without contrast rather than without light."
            }
            Self::WhiteNoise => {
                "It changes every pixel by an independent random amount, so that each coefficient gets the same share on \
                 average. Here it has the same length as the attack beside it."
            }
            Self::Epsilon => {
                "Epsilon, the largest change that an attack may make, in units of pixels from 0 (black) to 1 (full colour)."
            }
            Self::Norms => {
                "Two ways to say how large a change is. ℓ2 is its length, the square root of the sum of all squares; ℓ∞ is the \
                 largest change of any single value."
            }
            Self::Rct => {
                "RCT, the change of a coefficient divided by its size before. Raw: as in the paper, where a coefficient near 0 \
                 makes it huge. Guarded: divided by at least 0.001. Absolute: not divided at all."
            }
            Self::Seed => "The number from which random numbers are drawn: the same seed gives the same numbers again.",
            Self::Ball => {
                "All pictures whose change from the given one is at most ε, measured by ℓ2 or by ℓ∞: a ball or a cube around it."
            }
            Self::CrossEntropy => {
                "The loss that training makes small: minus the logarithm of the probability that the network gives the right \
                 class. Attacks make it large."
            }
            Self::Pgd20 => {
                "Twenty steps of projected gradient descent: each goes uphill on the loss, then back into the ball. The \
                 start is random; a picture counts as right only if it is at every step."
            }
            Self::Representation => {
                "The numbers from which a network’s last layer reads the ten logits. Two pictures with the same \
                 representation are the same to the network."
            }
            Self::Interval => {
                "Had other pictures been drawn, the number would have been another one. In 95 of 100 such draws the interval \
                 holds the true mean."
            }
            Self::ControlVariate => {
                "A way to need fewer exact scores: a quick estimate is made for every picture, the exact score for some, and the \
                 estimate’s mean is corrected by how the two differ there."
            }
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
        for word in ALL {
            assert!(word.definition().ends_with('.') && word.definition().len() < 320, "{}", word.text());
        }
    }
}
