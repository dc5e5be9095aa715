//! A network that takes pixels in [0, 1]: normalisation is part of it.

use super::{
    network::{self, Network},
    transfer::{download, upload},
};
use burn::tensor::{Device, Tensor, TensorData};
use freqscope_core::{error::Result, image::Image, logits::Logits, model::Normalisation};
use freqscope_weights::{geometry::Architecture, invalid::InvalidModel, source::WeightSource};

/// A network on a device.
#[derive(Debug)]
pub struct Classifier {
    architecture: Architecture,
    network: Network,
    scaling: Scaling,
    device: Device,
}

impl Classifier {
    /// Builds the network of `source` on `device`; int8 weights are dequantised once, here.
    ///
    /// # Errors
    /// [`InvalidModel`] when a number of it cannot be used.
    pub fn new(source: &impl WeightSource, device: &Device) -> Result<Self, InvalidModel> {
        let header = source.header();
        Ok(Self {
            architecture: header.geometry.architecture(),
            network: Network::build(source)?,
            scaling: Scaling::new(&header.normalisation, device),
            device: device.clone(),
        })
    }

    /// The family of the network.
    pub fn architecture(&self) -> Architecture {
        self.architecture
    }

    /// The logits of each image, computed as one batch and read back once.
    ///
    /// # Errors
    /// [`freqscope_core::error::Error::Computation`] when the device fails,
    /// [`freqscope_core::error::Error::NotFinite`].
    pub async fn logits(&self, images: &[Image]) -> Result<Vec<Logits>> {
        Logits::from_flat(&download(self.forward(upload(images, &self.device))).await?)
    }

    /// `[N, 3, 32, 32]` pixels → `[N, 10]` logits. The weights are constants to automatic differentiation.
    pub fn forward(&self, pixels: Tensor<4>) -> Tensor<2> {
        self.network.forward(self.scaling.apply(pixels))
    }

    /// `[N, 3, 32, 32]` pixels → `[N, channels]`: g(x), what the linear layer reads.
    pub fn representation(&self, pixels: Tensor<4>) -> Tensor<2> {
        self.network.representation(self.scaling.apply(pixels))
    }

    /// Where the weights lie.
    pub fn device(&self) -> &Device {
        &self.device
    }
}

/// `[1, 10]` logits of an image by the network of `source`, of which no more is in memory at once than a step.
///
/// # Errors
/// [`InvalidModel`] when a number of it cannot be used.
pub fn pass(source: &impl WeightSource, image: &Image, device: &Device) -> Result<Tensor<2>, InvalidModel> {
    let scaling = Scaling::new(&source.header().normalisation, device);
    network::pass(source, scaling.apply(upload([image], device)))
}

/// Normalisation, on a device.
#[derive(Debug)]
struct Scaling {
    mean: Tensor<4>,
    std: Tensor<4>,
}

impl Scaling {
    fn new(normalisation: &Normalisation, device: &Device) -> Self {
        let colour = |values: [f32; 3]| Tensor::from_data(TensorData::new(values.to_vec(), [1, 3, 1, 1]), device);
        Self { mean: colour(normalisation.mean), std: colour(normalisation.std) }
    }

    /// `[N, 3, 32, 32]`
    fn apply(&self, pixels: Tensor<4>) -> Tensor<4> {
        (pixels - self.mean.clone()) / self.std.clone()
    }
}
