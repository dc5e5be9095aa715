//! A network on a device.

use super::{
    convolution::Site,
    layers::{Convolution, Layout, Linear},
    name::Name,
    source::Source,
    step::Step,
    unfit::Unfit,
};
use burn::tensor::{Device, Tensor, module::max_pool2d, ops::MaxPoolOptions};

/// Steps through convolutions, the average over the image, and a linear layer.
#[derive(Debug)]
pub struct Network {
    layout: Layout,
    steps: Vec<Step<Convolution>>,
    head: Linear,
}

impl Network {
    /// Builds the network of `source`.
    pub fn build(source: &impl Source, device: &Device) -> Result<Self, Unfit> {
        let geometry = &source.header().geometry;
        let convolution = |site: Site| {
            let layer = source.layer(site.name, &site.shape.dimensions());
            layer.map(|layer| Convolution::new(site.shape, layer, device))
        };
        let steps = geometry.steps().into_iter().map(|step| step.try_map(convolution)).collect::<Result<_, _>>()?;
        let head = geometry.head();
        Ok(Self {
            layout: Layout::of(device),
            steps,
            head: Linear::new(head, source.layer(Name::Head, &head)?, device),
        })
    }

    /// `[N, 3, 32, 32]` normalised pixels → `[N, 10]` logits.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        self.head.forward(self.representation(x))
    }

    /// `[N, 3, 32, 32]` normalised pixels → `[N, channels]`, what the linear layer reads.
    pub fn representation(&self, x: Tensor<4>) -> Tensor<2> {
        let (x, area) = match self.layout {
            Layout::ChannelsFirst => (x, [2, 3]),
            Layout::ChannelsLast => (x.permute([0, 2, 3, 1]), [1, 2]),
        };
        let x = self.steps.iter().fold(x, |x, step| step.forward(x, self.layout));
        x.mean_dims(&area).flatten(1, 3)
    }
}

impl Step<Convolution> {
    /// From `in` to `out` channels; H and W stay or are halved.
    fn forward(&self, x: Tensor<4>, layout: Layout) -> Tensor<4> {
        match self {
            Self::Convolution(convolution) => layout.relu(convolution.forward(x)),
            Self::Residual { first, rest, shortcut } => {
                let around = match shortcut {
                    Some(projection) => projection.forward(x.clone()),
                    None => x.clone(),
                };
                let through = rest.iter().fold(first.forward(x), |x, next| next.forward(layout.relu(x)));
                layout.relu(through + around)
            }
            Self::Pool => {
                let pool = |x| max_pool2d(x, MaxPoolOptions::new([2, 2]));
                match layout {
                    Layout::ChannelsFirst => pool(x),
                    Layout::ChannelsLast => pool(x.permute([0, 3, 1, 2])).permute([0, 2, 3, 1]),
                }
            }
        }
    }
}
