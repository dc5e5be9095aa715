//! `lab classify`

use super::{
    Options,
    input::Subject,
    print,
    provenance::{Nothing, Provenance},
};
use freqscope_core::{class::Class, error::Result, logits::Logits, text::percent};
use pollster::block_on;
use serde::Serialize;

/// Images that are computed at once.
const BATCH: usize = 64;

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Prediction {
    logits: Logits,
    class: Class,
    probability: f32,
}

impl From<Logits> for Prediction {
    fn from(logits: Logits) -> Self {
        let class = logits.class();
        Self { logits, class, probability: logits.probability(class) }
    }
}

/// Classifies the images.
pub fn run(options: &Options, subject: &Subject) -> Result<()> {
    let (mut network, images) = subject.open(options)?;
    let mut predictions = Vec::new();
    for batch in images.as_slice().chunks(BATCH) {
        let logits = block_on(network.engine.classify(&network.name, batch))?;
        predictions.extend(logits.into_iter().map(Prediction::from));
    }
    let provenance = Provenance::by("freqscope-lab-classify/1", &network, options, Nothing {});
    print(options, &provenance.answers(&images, &predictions)?, || {
        let line = |p: &Prediction| format!("{}  {}", p.class, percent(p.probability.into(), 1));
        images.titled(predictions.iter().map(line)).join("\n")
    })
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Nothing>::schema_of_each::<Prediction>()
}
