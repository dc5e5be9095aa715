//! Occluded Frequency to first order: what one gradient says of every band.

use crate::{
    attack::LogitModel,
    gradient::{Evaluation, differentiate},
    model::transfer::{download_all, to_images, upload},
};
use burn::tensor::{Tensor, TensorData, Transaction};
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    image::Image,
    logits::Logits,
    occlusion::{OcclusionSpec, ablation::Occluder},
    spectrum::dct::Spectrum,
    study::estimator::check_first_order,
};

/// The first-order scores of an image.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstOrder {
    /// The class of interest c.
    pub class: Class,
    /// One score for each band of the partition.
    pub scores: Vec<f32>,
}

/// score_k ≈ ⟨∇f_c(x), b_k⟩ for every band k, with b_k = x − (x without band k): what eq. 7 would be if f_c were linear
/// between the two.
///
/// One forward and one backward pass serve all bands. The DCT is orthonormal, so the product is taken over the
/// coefficients of the band: Σ DCT(∇f_c)·(DCT(x) − what replaces it).
///
/// # Errors
/// [`Error::Parameter`] for a baseline without a first order, [`Error::Computation`] when the device fails.
pub async fn first_order(spec: &OcclusionSpec, network: &impl LogitModel) -> Result<FirstOrder> {
    check_first_order(spec.baseline)?;
    let (point, gradient) = differentiate(upload([&spec.image], network.device()), |pixels| {
        let logits = network.forward(pixels.clone());
        Evaluation { pixels, losses: of_interest(logits.clone(), spec.class), output: logits }
    })?;
    let [logits, gradient] = download_all(Transaction::default().register(point.output).register(gradient)).await?;
    let empty = || Error::Computation("the network gave no answer".into());
    let logits = Logits::from_flat(&logits)?.pop().ok_or_else(empty)?;
    let gradient = to_images(&gradient)?.pop().ok_or_else(empty)?;
    Ok(FirstOrder { class: spec.class.unwrap_or_else(|| logits.class()), scores: products(spec, &gradient) })
}

/// f_c of each image, `[N]`; without a class, its largest logit.
fn of_interest(logits: Tensor<2>, class: Option<Class>) -> Tensor<1> {
    let chosen = match class {
        None => logits.max_dim(1),
        Some(class) => {
            let row = Class::ALL.map(|other| f32::from(u8::from(other == class)));
            let row = Tensor::<2>::from_data(TensorData::new(row.to_vec(), [1, Class::COUNT]), &logits.device());
            (logits * row).sum_dim(1)
        }
    };
    chosen.flatten(0, 1)
}

/// The product of the gradient and what is taken away, band by band.
fn products(spec: &OcclusionSpec, gradient: &Image) -> Vec<f32> {
    let (gradient, occluder) = (Spectrum::of(gradient), Occluder::new(spec.baseline, &spec.image));
    let (whole, filled) = (occluder.whole(), occluder.fill(spec.partition, spec.partition.bands()));
    let product = |c: usize, u: usize, v: usize| {
        f64::from(gradient.get(c, u, v)) * (f64::from(whole.get(c, u, v)) - f64::from(filled.get(c, u, v)))
    };
    let of_channel = |(u, v)| (0..Image::CHANNELS).map(|c| product(c, u, v)).sum::<f64>();
    let score = |band| spec.partition.coefficients(band).map(of_channel).sum::<f64>() as f32;
    spec.partition.bands().map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::occlusion::occluded_frequency;
    use burn::tensor::Device;
    use freqscope_core::{
        occlusion::ablation::{Baseline, Fill, Zero},
        spectrum::partition::Partition,
    };
    use pollster::block_on;

    /// Ten logits W·x, of which the seventh is the largest.
    struct Linear {
        weight: Tensor<2>,
        device: Device,
    }

    impl LogitModel for Linear {
        fn forward(&self, pixels: Tensor<4>) -> Tensor<2> {
            pixels.flatten::<2>(1, 3).matmul(self.weight.clone())
        }

        fn device(&self) -> &Device {
            &self.device
        }
    }

    fn linear() -> Linear {
        let device = Device::flex();
        let weight =
            |i: usize, class: usize| ((i * (class + 3)) % 17) as f32 / 1e3 - if class == 6 { 0.0 } else { 0.01 };
        let weights: Vec<f32> = (0..Image::LEN * Class::COUNT).map(|at| weight(at / 10, at % 10)).collect();
        Linear { weight: Tensor::from_data(TensorData::new(weights, [Image::LEN, Class::COUNT]), &device), device }
    }

    fn spec(class: Option<Class>, baseline: Baseline, partition: Partition) -> OcclusionSpec {
        let image = Image::from_fn(|c, y, x| ((c * 11 + y * 5 + x * 3) % 32) as f32 / 31.0);
        OcclusionSpec { image, class, baseline, partition }
    }

    #[test]
    fn a_linear_network_leaves_no_residual() {
        let network = linear();
        for (fill, zero) in [(Fill::Zero, Zero::Pixels), (Fill::Zero, Zero::Normalised), (Fill::Mean, Zero::Pixels)] {
            for (class, partition) in [(None, Partition::Diagonal), (Some(Class::Cat), Partition::Radial)] {
                let spec = spec(class, Baseline { fill, zero, clip: false }, partition);
                let exact = block_on(occluded_frequency(&spec, 64, &network, async |_| Ok(()))).unwrap();
                let found = block_on(first_order(&spec, &network)).unwrap();
                assert_eq!((found.class, found.scores.len()), (exact.class, partition.count()));
                for (k, (found, exact)) in found.scores.iter().zip(&exact.scores).enumerate() {
                    assert!((found - exact).abs() < 1e-4, "{fill:?} {zero:?} {partition:?} {k}: {found}, not {exact}");
                }
            }
        }
    }

    #[test]
    fn a_baseline_without_a_first_order_is_refused() {
        let baseline = Baseline { fill: Fill::Noise { seed: 1 }, ..Baseline::default() };
        let refusal = block_on(first_order(&spec(None, baseline, Partition::Diagonal), &linear()));
        assert!(matches!(refusal, Err(Error::Parameter { .. })));
    }
}
