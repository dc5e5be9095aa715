//! Whether the network is right about each of many forms of an image.

use crate::stop;
use freqscope_core::{class::Class, error::Result, image::Image};
use freqscope_engine::engine::Engine;

/// Whether the model's class of each form is the label; as many at once as the device computes, with a chance to stop after each.
///
/// # Errors
/// Those of [`Engine::classify`], and [`freqscope_core::error::Error::Cancelled`].
pub async fn right(
    engine: &mut Engine,
    model: &str,
    label: Class,
    forms: impl Iterator<Item = Image>,
) -> Result<Vec<bool>> {
    let (mut forms, mut right) = (forms, Vec::new());
    loop {
        stop::check()?;
        let together: Vec<Image> = forms.by_ref().take(engine.batch()).collect();
        if together.is_empty() {
            return Ok(right);
        }
        let logits = engine.classify(model, &together).await?;
        right.extend(logits.iter().map(|logits| logits.class() == label));
    }
}
