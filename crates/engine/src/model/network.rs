//! A network on a device.

use super::{
    convolution::ConvolutionPlan,
    invalid::InvalidModel,
    layers::{ConvolutionLayer, LinearLayer, TensorLayout},
    name::Name,
    source::WeightSource,
    step::Step,
};
use burn::tensor::{Device, Tensor, module::max_pool2d, ops::MaxPoolOptions};

/// Steps through convolutions, the average over the image, and a linear layer.
#[derive(Debug)]
pub struct Network {
    layout: TensorLayout,
    steps: Vec<Step<ConvolutionLayer>>,
    head: LinearLayer,
}

impl Network {
    /// Builds the network of `source`.
    pub fn build(source: &impl WeightSource, device: &Device) -> Result<Self, InvalidModel> {
        let geometry = &source.header().geometry;
        let convolution = |plan: ConvolutionPlan| {
            let layer = source.layer(plan.name, &plan.shape.dimensions());
            layer.map(|layer| ConvolutionLayer::new(plan.shape, layer, device))
        };
        let steps = geometry.steps().into_iter().map(|step| step.try_map(convolution)).collect::<Result<_, _>>()?;
        let head = geometry.head();
        Ok(Self {
            layout: TensorLayout::of(device),
            steps,
            head: LinearLayer::new(head, source.layer(Name::Head, &head)?, device),
        })
    }

    /// `[N, 3, 32, 32]` normalised pixels → `[N, 10]` logits.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        self.head.forward(self.representation(x))
    }

    /// `[N, 3, 32, 32]` normalised pixels → `[N, channels]`, what the linear layer reads.
    pub fn representation(&self, x: Tensor<4>) -> Tensor<2> {
        let (x, area) = match self.layout {
            TensorLayout::ChannelsFirst => (x, [2, 3]),
            TensorLayout::ChannelsLast => (x.permute([0, 2, 3, 1]), [1, 2]),
        };
        let x = self.steps.iter().fold(x, |x, step| step.forward(x, self.layout));
        x.mean_dims(&area).flatten(1, 3)
    }
}

impl Step<ConvolutionLayer> {
    /// From `in` to `out` channels; H and W stay or are halved.
    fn forward(&self, x: Tensor<4>, layout: TensorLayout) -> Tensor<4> {
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
                    TensorLayout::ChannelsFirst => pool(x),
                    TensorLayout::ChannelsLast => pool(x.permute([0, 3, 1, 2])).permute([0, 2, 3, 1]),
                }
            }
        }
    }
}
