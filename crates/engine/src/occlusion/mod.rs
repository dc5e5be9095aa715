//! Occluded Frequency (paper, eq. 6 and 7).

pub mod first_order;

use freqscope_core::{
    error::Result,
    image::Image,
    logits::Logits,
    occlusion::{OcclusionReport, OcclusionSpec, ablation::Occluder},
    spectrum::{band::Band, partition::Partition},
};
use std::iter::once;
use web_time::Instant;

/// Images of one run: the whole one and one without each band.
pub const fn images(partition: Partition) -> usize {
    1 + partition.count()
}

/// score_k = f_c(x) − f_c(x without band k) for every band k, with f_c the logit of the class of interest c.
///
/// `logits` is the network f: it is called with at most `batch` images at a time. After each batch `step` is called
/// with the number of [`images`] that are done; an error from it, such as a cancellation, ends the run.
///
/// # Errors
/// Those of `logits` and `step`.
pub async fn occluded_frequency(
    spec: &OcclusionSpec,
    batch: usize,
    logits: impl AsyncFn(&[Image]) -> Result<Vec<Logits>>,
    mut step: impl AsyncFnMut(usize) -> Result<()>,
) -> Result<OcclusionReport> {
    let start = Instant::now();
    let occlusions = occlusions(spec);
    let mut all = Vec::with_capacity(occlusions.len());
    for chunk in occlusions.chunks(batch) {
        all.extend(logits(chunk).await?);
        step(all.len()).await?;
    }
    let clean = all.remove(0);
    let class = spec.class.unwrap_or_else(|| clean.class());
    let scores = all.iter().map(|ablated| clean.of(class) - ablated.of(class)).collect();
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    Ok(OcclusionReport { class, clean, ablated: all, scores, milliseconds })
}

/// The whole image, then the image without band 0, without band 1, … without the last.
fn occlusions(spec: &OcclusionSpec) -> Vec<Image> {
    let &OcclusionSpec { ref image, baseline, partition, .. } = spec;
    let occluder = Occluder::new(baseline, image);
    let without = |band: Band| occluder.without(partition, once(band));
    once(image.clone()).chain(partition.bands().map(without)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::{class::Class, error::Error, occlusion::ablation::Baseline, spectrum::dct::Spectrum};
    use pollster::block_on;

    fn spec(class: Option<Class>) -> OcclusionSpec {
        let image = Image::from_fn(|c, y, x| ((c * 11 + y * 5 + x * 3) % 32) as f32 / 31.0);
        OcclusionSpec { image, class, baseline: Baseline::default(), partition: Partition::Diagonal }
    }

    /// A linear network whose logit for class k + 3 is twice the DCT coefficient (0, k) of channel 1, class 0 a
    /// constant.
    async fn linear(images: &[Image]) -> Result<Vec<Logits>> {
        let row = |image: &Image| {
            let spectrum = Spectrum::of(image);
            let mut logits = [100.0; 10];
            (3..10).for_each(|class| logits[class] = 2.0 * spectrum.get(1, 0, class - 3));
            Logits(logits)
        };
        Ok(images.iter().map(row).collect())
    }

    #[test]
    fn a_linear_network_is_attributed_to_the_bands_that_it_reads() {
        let spec = spec(Some(Class::Dog));
        let report = block_on(occluded_frequency(&spec, 64, linear, async |_| Ok(()))).unwrap();
        let expected = 2.0 * Spectrum::of(&spec.image).get(1, 0, 2);
        for (k, score) in report.scores.iter().enumerate() {
            let expected = if k == 2 { expected } else { 0.0 };
            assert!((score - expected).abs() < 1e-4, "band {k}: {score}, not {expected}");
        }
    }

    #[test]
    fn the_scores_of_a_linear_network_sum_to_its_logit() {
        // f(x) = Σ_k f(band k of x) when f is linear, so the 63 scores share out the whole logit.
        let report = block_on(occluded_frequency(&spec(Some(Class::Cat)), 7, linear, async |_| Ok(()))).unwrap();
        let total: f32 = report.scores.iter().sum();
        assert!((total - report.clean.of(Class::Cat)).abs() < 1e-3);
    }

    #[test]
    fn a_radial_band_takes_what_it_holds() {
        // √(0² + 2²) = 2: the coefficient that class dog reads is in ring 2 as it is in band 2; ring 44 holds none of them.
        let spec = OcclusionSpec { partition: Partition::Radial, ..spec(Some(Class::Dog)) };
        let report = block_on(occluded_frequency(&spec, 64, linear, async |_| Ok(()))).unwrap();
        let expected = 2.0 * Spectrum::of(&spec.image).get(1, 0, 2);
        assert_eq!((report.scores.len(), images(spec.partition)), (45, 46));
        assert!((report.scores[2] - expected).abs() < 1e-4 && report.scores[44].abs() < 1e-4);
    }

    #[test]
    fn a_constant_network_relies_on_no_band_and_is_the_default_class() {
        let report = block_on(occluded_frequency(&spec(None), 64, linear, async |_| Ok(()))).unwrap();
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
        block_on(occluded_frequency(&spec, 30, linear, note)).unwrap();
        assert_eq!(seen, [30, 60, 64]);
        let stop = async |done| if done < 60 { Ok(()) } else { Err(Error::Cancelled) };
        assert_eq!(block_on(occluded_frequency(&spec, 30, linear, stop)), Err(Error::Cancelled));
    }
}
