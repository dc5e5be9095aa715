//! Occluded Frequency (paper, eq. 6 and 7).

pub mod first_order;
mod pixels;

use crate::{attack::LogitModel, model::transfer::download};
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    logits::Logits,
    occlusion::{OcclusionReport, OcclusionSpec},
    spectrum::partition::Partition,
};
use pixels::Occlusions;
use std::ops::Range;
use web_time::Instant;

/// Images of one run: the whole one and one without each band.
pub const fn images(partition: Partition) -> usize {
    1 + partition.count()
}

/// score_k = f_c(x) − f_c(x without band k) for every band k, with f_c the logit of the class of interest c.
///
/// The network f is called with at most `batch` images at a time, which a GPU makes itself, and its logits are read back
/// once a batch. After each batch `step` is called with the number of [`images`] that are done; an error from it, such as
/// a cancellation, ends the run.
///
/// # Errors
/// [`freqscope_core::error::Error::Computation`] when the device fails, [`freqscope_core::error::Error::NotFinite`], and
/// those of `step`.
pub async fn occluded_frequency(
    spec: &OcclusionSpec,
    batch: usize,
    network: &impl LogitModel,
    mut step: impl AsyncFnMut(usize) -> Result<()>,
) -> Result<OcclusionReport> {
    let start = Instant::now();
    let (count, occlusions) = (images(spec.partition), Occlusions::of(spec, network.device()));
    let mut all = Vec::with_capacity(count);
    for start in (0..count).step_by(batch) {
        all.extend(logits(&occlusions, start..count.min(start + batch), network).await?);
        step(all.len()).await?;
    }
    report(spec.class, all, start)
}

/// The logits of some of the [`images`] of a run, of which the whole one is the first, as one batch. They do not depend on which
/// others are in it.
///
/// # Errors
/// [`Error::Computation`] when the device fails or a run has no such images, [`Error::NotFinite`].
pub async fn ablated(spec: &OcclusionSpec, range: Range<usize>, network: &impl LogitModel) -> Result<Vec<Logits>> {
    if range.is_empty() || range.end > images(spec.partition) {
        return Err(Error::Computation(format!("a run has no images {} to {}", range.start, range.end)));
    }
    logits(&Occlusions::of(spec, network.device()), range, network).await
}

/// What the logits of all [`images`] of a run say, which began at `start`.
///
/// # Errors
/// [`Error::Computation`] where there are none.
pub fn report(class: Option<Class>, logits: Vec<Logits>, start: Instant) -> Result<OcclusionReport> {
    let mut logits = logits.into_iter();
    let clean = logits.next().ok_or_else(|| Error::Computation("a run without images has no scores".into()))?;
    let ablated: Vec<Logits> = logits.collect();
    let class = class.unwrap_or_else(|| clean.class());
    let scores = ablated.iter().map(|ablated| clean.of(class) - ablated.of(class)).collect();
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    Ok(OcclusionReport { class, clean, ablated, scores, milliseconds })
}

async fn logits(all: &Occlusions<'_>, range: Range<usize>, network: &impl LogitModel) -> Result<Vec<Logits>> {
    Logits::from_flat(&download(network.forward(all.pixels(range))).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::transfer::to_images;
    use burn::tensor::{Device, Tensor, TensorData};
    use freqscope_core::{image::Image, occlusion::ablation::Baseline, spectrum::dct::Spectrum};
    use pollster::block_on;

    fn spec(class: Option<Class>) -> OcclusionSpec {
        let image = Image::from_fn(|c, y, x| ((c * 11 + y * 5 + x * 3) % 32) as f32 / 31.0);
        OcclusionSpec { image, class, baseline: Baseline::default(), partition: Partition::Diagonal }
    }

    /// A linear network whose logit for class k + 3 is twice the DCT coefficient (0, k) of channel 1, class 0 a
    /// constant.
    struct Linear(Device);

    fn linear() -> Linear {
        Linear(Device::flex())
    }

    impl LogitModel for Linear {
        fn forward(&self, pixels: Tensor<4>) -> Tensor<2> {
            let row = |image: &Image| {
                let spectrum = Spectrum::of(image);
                let mut logits = [100.0; 10];
                (3..10).for_each(|class| logits[class] = 2.0 * spectrum.get(1, 0, class - 3));
                logits
            };
            let images = to_images(&block_on(download(pixels)).unwrap()).unwrap();
            let logits: Vec<f32> = images.iter().flat_map(row).collect();
            Tensor::from_data(TensorData::new(logits, [images.len(), Class::COUNT]), &self.0)
        }

        fn device(&self) -> &Device {
            &self.0
        }
    }

    #[test]
    fn a_linear_network_is_attributed_to_the_bands_that_it_reads() {
        let spec = spec(Some(Class::Dog));
        let report = block_on(occluded_frequency(&spec, 64, &linear(), async |_| Ok(()))).unwrap();
        let expected = 2.0 * Spectrum::of(&spec.image).get(1, 0, 2);
        for (k, score) in report.scores.iter().enumerate() {
            let expected = if k == 2 { expected } else { 0.0 };
            assert!((score - expected).abs() < 1e-4, "band {k}: {score}, not {expected}");
        }
    }

    #[test]
    fn the_scores_of_a_linear_network_sum_to_its_logit() {
        // f(x) = Σ_k f(band k of x) when f is linear, so the 63 scores share out the whole logit.
        let report = block_on(occluded_frequency(&spec(Some(Class::Cat)), 7, &linear(), async |_| Ok(()))).unwrap();
        let total: f32 = report.scores.iter().sum();
        assert!((total - report.clean.of(Class::Cat)).abs() < 1e-3);
    }

    #[test]
    fn a_radial_band_takes_what_it_holds() {
        // √(0² + 2²) = 2: the coefficient that class dog reads is in ring 2 as it is in band 2; ring 44 holds none of them.
        let spec = OcclusionSpec { partition: Partition::Radial, ..spec(Some(Class::Dog)) };
        let report = block_on(occluded_frequency(&spec, 64, &linear(), async |_| Ok(()))).unwrap();
        let expected = 2.0 * Spectrum::of(&spec.image).get(1, 0, 2);
        assert_eq!((report.scores.len(), images(spec.partition)), (45, 46));
        assert!((report.scores[2] - expected).abs() < 1e-4 && report.scores[44].abs() < 1e-4);
    }

    #[test]
    fn a_constant_network_relies_on_no_band_and_is_the_default_class() {
        let report = block_on(occluded_frequency(&spec(None), 64, &linear(), async |_| Ok(()))).unwrap();
        assert_eq!(report.class, Class::Airplane);
        assert!(report.scores.iter().all(|&score| score == 0.0));
    }

    #[test]
    fn batches_report_their_progress_and_can_be_cancelled() {
        let (spec, mut seen) = (spec(None), Vec::new());
        let note = async |done| {
            seen.push(done);
            Ok(())
        };
        block_on(occluded_frequency(&spec, 30, &linear(), note)).unwrap();
        assert_eq!(seen, [30, 60, 64]);
        let stop = async |done| if done < 60 { Ok(()) } else { Err(Error::Cancelled) };
        assert_eq!(block_on(occluded_frequency(&spec, 30, &linear(), stop)), Err(Error::Cancelled));
    }
}
