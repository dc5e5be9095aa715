//! A file that a visitor opens: packed weights, or a checkpoint, which is packed.

use crate::model::{
    header,
    invalid::InvalidModel,
    manifest::test_image,
    pack::{
        comparison::{largest_difference, logits},
        folded::{Folded, Refusal},
        pack,
    },
    packed::Packed,
    source::WeightSource,
};
use freqscope_checkpoint::{Checkpoint, source::Source};
use freqscope_core::{
    error::{Error, Result, unfit::Unfit},
    model::{Hints, Packing, Questions},
};

/// What a file is.
#[derive(Debug)]
pub enum Opened {
    /// Packed weights.
    Packed(Vec<u8>),
    /// A checkpoint, packed, and how it was read.
    Checkpoint(Vec<u8>, Packing),
    /// A checkpoint that leaves something open.
    Unsaid(Questions),
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
    let file = pack(&folded).map_err(invalid)?;
    let rounding = rounding(&folded, &Packed::open(&file).map_err(invalid)?).await?;
    Ok(Opened::Checkpoint(file, described(&folded, rounding)))
}

/// The largest change of a logit by 8-bit weights, on the test image.
async fn rounding(folded: &Folded, packed: &Packed<'_>) -> Result<f32> {
    let images = [test_image()];
    let exact = logits(folded, &images).await?;
    Ok(largest_difference(&logits(packed, &images).await?, &exact))
}

fn described(folded: &Folded, rounding: f32) -> Packing {
    Packing {
        layout: folded.layout().to_string(),
        key: folded.key().into(),
        normalisation: folded.header().normalisation,
        normalisation_is_stored: folded.normalisation_is_stored(),
        assumptions: folded.assumptions(),
        rounding,
    }
}
