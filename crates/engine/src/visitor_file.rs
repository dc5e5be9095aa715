//! A file that a visitor opens: packed weights, or a checkpoint, which is packed.

use crate::model::{comparison::largest_difference, passing::pack_passing};
use freqscope_checkpoint::{Checkpoint, source::Source};
use freqscope_core::{
    error::{Error, Result, unfit::Unfit},
    logits::Logits,
    model::{Hints, Packing, Questions},
};
use freqscope_weights::{
    header,
    invalid::InvalidModel,
    manifest::test_image,
    pack::folded::{Folded, Refusal},
    source::WeightSource,
};

/// What a file is.
#[derive(Debug)]
pub enum Opened {
    /// Packed weights.
    Packed(Vec<u8>),
    /// A checkpoint, packed.
    Checkpoint(Box<NewlyPacked>),
    /// A checkpoint that leaves something open.
    Unsaid(Questions),
}

/// A checkpoint that was packed.
#[derive(Debug)]
pub struct NewlyPacked {
    /// The packed weights.
    pub file: Vec<u8>,
    /// How it was read, but for what rounding changes.
    packing: Packing,
    /// Its logits of the test image before anything is rounded.
    exact: Vec<Logits>,
}

impl NewlyPacked {
    /// How its names are laid out.
    pub fn layout(&self) -> &str {
        &self.packing.layout
    }

    /// How it was read; `rounded`: the logits of the test image by the packed weights.
    pub fn packing(&self, rounded: &[Logits]) -> Packing {
        Packing { rounding: largest_difference(rounded, &self.exact), ..self.packing.clone() }
    }
}

/// Reads a file that is called `name`.
///
/// # Errors
/// [`Error::Checkpoint`] when it is neither.
pub async fn open(name: &str, source: Box<dyn Source>, hints: &Hints) -> Result<Opened> {
    let fail = |reason: Unfit| Error::Checkpoint { path: format!("“{name}”"), reason };
    let checkpoint = Checkpoint::open(source).map_err(|error| fail(InvalidModel::from(error).unfit()))?;
    if header::is_packed(checkpoint.metadata()) {
        return checkpoint.bytes().map(Opened::Packed).map_err(|error| fail(InvalidModel::from(error).unfit()));
    }
    let invalid = |invalid: InvalidModel| fail(invalid.unfit());
    let folded = match Folded::find(checkpoint, None, hints) {
        Ok(folded) => folded,
        Err(Refusal::Open(questions)) => return Ok(Opened::Unsaid(questions)),
        Err(Refusal::Invalid(reason)) => return Err(invalid(reason)),
    };
    let passed = pack_passing(&folded, &test_image()).map_err(invalid)?;
    let (file, exact) = passed.finish().await?;
    Ok(Opened::Checkpoint(Box::new(NewlyPacked { file, packing: described(&folded), exact })))
}

fn described(folded: &Folded) -> Packing {
    Packing {
        layout: folded.layout().to_string(),
        key: folded.key().into(),
        normalisation: folded.header().normalisation,
        normalisation_is_stored: folded.normalisation_is_stored(),
        assumptions: folded.assumptions(),
        rounding: 0.0,
    }
}
