//! A network that takes pixels in [0, 1]: normalisation is part of it.

use super::{
    resnet::ResNet,
    transfer::{download, upload},
    weights::{Architecture, Weights},
};
use crate::{error::Result, image::Image, logits::Logits};
use burn::tensor::{Device, Tensor, TensorData};

/// A network on a device.
#[derive(Debug)]
pub struct Classifier {
    network: ResNet,
    mean: Tensor<4>,
    std: Tensor<4>,
    device: Device,
}

impl Classifier {
    /// Builds the network of a packed file on `device`; weights are dequantised once, here.
    ///
    /// # Errors
    /// [`crate::error::Error::Weights`] when the file is not exactly such a network; `model` names it.
    pub fn load(model: &str, file: &[u8], device: &Device) -> Result<Self> {
        let mut weights = Weights::open(model, file)?;
        let network = match weights.header.architecture {
            Architecture::Resnet18 => ResNet::take(&mut weights, device)?,
        };
        let colour = |values: [f32; 3]| Tensor::from_data(TensorData::new(values.to_vec(), [1, 3, 1, 1]), device);
        let (mean, std) = (colour(weights.header.mean), colour(weights.header.std));
        weights.finish()?;
        Ok(Self { network, mean, std, device: device.clone() })
    }

    /// The logits of each image, computed as one batch and read back once.
    ///
    /// # Errors
    /// [`crate::error::Error::Computation`] when the device fails or a logit is not finite.
    pub async fn logits(&self, images: &[Image]) -> Result<Vec<Logits>> {
        Logits::from_flat(&download(self.forward(upload(images, &self.device))).await?)
    }

    /// `[N, 3, 32, 32]` pixels → `[N, 10]` logits. The weights are constants to automatic differentiation.
    pub fn forward(&self, pixels: Tensor<4>) -> Tensor<2> {
        self.network.forward((pixels - self.mean.clone()) / self.std.clone())
    }

    /// Where the weights lie.
    pub fn device(&self) -> &Device {
        &self.device
    }
}
