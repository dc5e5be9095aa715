//! Packing while an image passes through the network: each layer is read once, and dropped once it is used.

use super::{classifier, transfer::download};
use crate::device;
use burn::tensor::Tensor;
use freqscope_core::{device::reason::Reason, error::Result, image::Image, logits::Logits};
use freqscope_weights::{
    header::PackedHeader,
    invalid::InvalidModel,
    name::Name,
    pack::writer::Writer,
    source::{Layer, WeightSource},
};
use std::cell::RefCell;

/// A network that is packed, and what it says before anything is rounded.
#[derive(Debug)]
pub struct Passed {
    file: Vec<u8>,
    /// `[1, 10]`, on the CPU.
    logits: Tensor<2>,
}

impl Passed {
    /// The packed file, as [`freqscope_weights::pack::pack`] gives it, and the logits of the image.
    ///
    /// # Errors
    /// Those of a computation.
    pub async fn finish(self) -> Result<(Vec<u8>, Vec<Logits>)> {
        let logits = download(self.logits).await?;
        Ok((self.file, Logits::from_flat(&logits)?))
    }
}

/// Packs a network, through which an image passes on the way.
///
/// # Errors
/// Those of `source`.
pub fn pack_passing(source: &impl WeightSource, image: &Image) -> Result<Passed, InvalidModel> {
    let packing = PackingSource { source, writer: RefCell::new(Writer::new(source.header())) };
    let logits = classifier::pass(&packing, image, &device::cpu(Reason::AtOnce, false).device)?;
    Ok(Passed { file: packing.writer.into_inner().finish(), logits })
}

/// A network each of whose layers is packed when it is read.
struct PackingSource<'a, S> {
    source: &'a S,
    writer: RefCell<Writer>,
}

impl<S: WeightSource> WeightSource for PackingSource<'_, S> {
    fn header(&self) -> &PackedHeader {
        self.source.header()
    }

    fn layer(&self, name: Name, dimensions: &[usize]) -> Result<Layer, InvalidModel> {
        let layer = self.source.layer(name, dimensions)?;
        self.writer.borrow_mut().put(name, &layer);
        Ok(layer)
    }
}
