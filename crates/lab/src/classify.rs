//! `lab classify`

use super::{
    Options,
    input::Subject,
    print,
    provenance::{Nothing, Provenance},
    threads,
};
use freqscope_core::{class::Class, error::Result, image::Image, logits::Logits, text::percent};
use freqscope_engine::engine::Engine;
use pollster::block_on;
use serde::Serialize;

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
    let (network, images) = subject.open(options)?;
    let (mut predictions, batches): (Vec<Prediction>, Vec<_>) =
        (Vec::new(), images.as_slice().chunks(network.engine.batch()).collect());
    let classify = |engine: &mut Engine, batch: &&[Image]| block_on(engine.classify(&network.name, batch));
    threads::in_order(&mut network.engines(), &batches, classify, |logits| {
        predictions.extend(logits.into_iter().map(Prediction::from));
        Ok(())
    })?;
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
