//! What weights do not say: two networks of the same names and shapes may compute something else.

use super::{folded::EPSILON, naming_scheme::NamingScheme};
use crate::geometry::{Family, Geometry};
use freqscope_core::class::Class;

/// What is taken for granted of a network, a sentence each.
pub fn assumptions(geometry: &Geometry, scheme: NamingScheme, epsilon_is_stored: bool) -> Vec<String> {
    let classes = Class::ALL.map(|class| class.to_string());
    let mut sentences = match geometry.architecture().family() {
        Family::Vgg => vec!["After each group of convolutions comes a 2 × 2 max-pooling, and no dropout acts."],
        Family::BasicResnet => vec![STEM, AVERAGE],
        Family::BottleneckResnet => {
            vec![STEM, "A stage halves the image in the 3 × 3 convolution of its first block.", AVERAGE]
        }
    };
    sentences.push("Every activation is a ReLU.");
    let mut sentences: Vec<String> = sentences.into_iter().map(str::to_owned).collect();
    match (scheme == NamingScheme::PlainVgg, epsilon_is_stored) {
        (true, _) => (),
        (false, true) => sentences.push("Batch-norm adds the ε that the file states.".into()),
        (false, false) => sentences.push(format!("Batch-norm adds ε = {EPSILON:e} to a variance.")),
    }
    sentences.push(format!("Its classes are in the order {}.", classes.join(", ")));
    sentences
}

const STEM: &str = "The first convolution has stride 1, and no pooling comes after it.";
const AVERAGE: &str = "The last image is averaged as a whole before the linear layer.";
