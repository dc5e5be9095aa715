//! `lab classify`

use super::{Options, input::Subject, print};
use freqscope_core::{class::Class, error::Result, logits::Logits};
use pollster::block_on;
use serde::Serialize;

/// Images that are computed at once.
const BATCH: usize = 64;

#[derive(Debug, Serialize)]
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
    let (mut engine, model, images) = subject.open(options)?;
    let mut logits = Vec::new();
    for batch in images.as_slice().chunks(BATCH) {
        logits.extend(block_on(engine.classify(model, batch))?);
    }
    let predictions = images.with(logits.into_iter().map(Prediction::from).collect())?;
    print(options, &predictions, || {
        let line = |p: &Prediction| format!("{}  {:.1} %", p.class, 100.0 * p.probability);
        predictions.as_slice().iter().map(line).collect::<Vec<_>>().join("\n")
    })
}
