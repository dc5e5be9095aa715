//! A network on a device.

use super::layers::{ConvolutionLayer, LinearLayer};
use burn::tensor::{Tensor, module::max_pool2d, ops::MaxPoolOptions};
use freqscope_weights::{
    convolution::ConvolutionPlan, geometry::Geometry, invalid::InvalidModel, name::Name, source::WeightSource,
    step::Step,
};

/// Bytes of a buffer that WebGPU always gives to a program.
const MOST_BYTES: usize = 128 << 20;

/// Steps through convolutions, the average over the image, and a linear layer.
#[derive(Debug)]
pub struct Network {
    /// Images that are computed together.
    most: usize,
    steps: Vec<Step<ConvolutionLayer>>,
    head: LinearLayer,
}

impl Network {
    /// Builds the network of `source`.
    pub fn build(source: &impl WeightSource) -> Result<Self, InvalidModel> {
        let most = most_images(&source.header().geometry);
        Ok(Self { most, steps: steps(source).collect::<Result<_, _>>()?, head: head(source)? })
    }

    /// `[N, 3, 32, 32]` normalised pixels → `[N, 10]` logits.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        self.head.forward(self.representation(x))
    }

    /// `[N, 3, 32, 32]` normalised pixels → `[N, channels]`, what the linear layer reads.
    pub fn representation(&self, x: Tensor<4>) -> Tensor<2> {
        match x.dims()[0] > self.most {
            true => Tensor::cat(x.split(self.most, 0).into_iter().map(|x| self.together(x)).collect(), 0),
            false => self.together(x),
        }
    }

    fn together(&self, x: Tensor<4>) -> Tensor<2> {
        averaged(self.steps.iter().fold(entering(x), |x, step| through(step, x)))
    }
}

/// `[1, 3, 32, 32]` normalised pixels → `[1, 10]` logits of the network of `source`, of which one step at a time is in memory.
pub fn pass(source: &impl WeightSource, x: Tensor<4>) -> Result<Tensor<2>, InvalidModel> {
    let x = steps(source).try_fold(entering(x), |x, step| step.map(|step| through(&step, x)))?;
    Ok(head(source)?.forward(averaged(x)))
}

fn steps(source: &impl WeightSource) -> impl Iterator<Item = Result<Step<ConvolutionLayer>, InvalidModel>> {
    let convolution = |plan: ConvolutionPlan| {
        let layer = source.layer(plan.name, &plan.shape.dimensions());
        layer.map(|layer| ConvolutionLayer::new(plan.shape, layer))
    };
    source.header().geometry.steps().into_iter().map(move |step| step.try_map(convolution))
}

fn head(source: &impl WeightSource) -> Result<LinearLayer, InvalidModel> {
    let head = source.header().geometry.head();
    Ok(LinearLayer::new(head, source.layer(Name::Head, &head)?))
}

/// `[N, C, H, W]` → `[N, H, W, C]`
fn entering(x: Tensor<4>) -> Tensor<4> {
    x.permute([0, 2, 3, 1])
}

/// `[N, H, W, C]` → `[N, C]`
fn averaged(x: Tensor<4>) -> Tensor<2> {
    x.mean_dims(&[1, 2]).flatten(1, 3)
}

/// Images whose numbers fit into a buffer, wherever in the network they are.
fn most_images(geometry: &Geometry) -> usize {
    ((MOST_BYTES - 1) / (geometry.largest_image() * size_of::<f32>())).max(1)
}

/// Through one step, `[N, H, W, in]` → `[N, H, W, out]`; H and W stay or are halved.
fn through(step: &Step<ConvolutionLayer>, x: Tensor<4>) -> Tensor<4> {
    match step {
        Step::Convolution(convolution) => convolution.rectified(x),
        Step::Residual { inner, last, shortcut } => {
            let around = match shortcut {
                Some(projection) => projection.forward(x.clone()),
                None => x.clone(),
            };
            let along = inner.iter().fold(x, |x, next| next.rectified(x));
            last.rectified_onto(along, around)
        }
        Step::Pool => max_pool2d(x.permute([0, 3, 1, 2]), MaxPoolOptions::new([2, 2])).permute([0, 2, 3, 1]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_weights::geometry::Architecture;

    #[test]
    fn no_buffer_is_larger_than_any_gpu_gives() {
        // What a layer makes of an image at full width: 256 or 64 channels of 32×32 pixels.
        let table = [
            (Architecture::Resnet18, vec![64, 128, 256, 512], 64 * 1024, 511),
            (Architecture::Resnet50, vec![256, 512, 1024, 2048], 256 * 1024, 127),
            (Architecture::Vgg19, vec![64, 128, 256, 512, 512], 64 * 1024, 511),
            (Architecture::Resnet18, vec![2048; 4], 2048 * 1024, 15),
        ];
        for (architecture, widths, numbers, most) in table {
            let geometry = Geometry::new(architecture, widths, architecture.blocks().to_vec()).unwrap();
            assert_eq!((geometry.largest_image(), most_images(&geometry)), (numbers, most), "{architecture}");
            assert!(most * numbers * size_of::<f32>() < MOST_BYTES);
        }
    }
}
