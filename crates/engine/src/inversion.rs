//! Representation inversion: images that a network sees as it sees others (paper, Experiment II and eq. 9).
//!
//! [`freqscope_core::inversion`] has its parameters and reports.

use crate::{
    attack::ball::{direction, into_box},
    gradient::{Evaluation, differentiate},
    model::{
        classifier::Classifier,
        transfer::{download, upload},
    },
    progress::{FinalIterate, IterateBatch, Reportable, Reporter, StepRecorder},
};
use burn::tensor::{Device, Tensor};
use freqscope_core::{
    attack::threat::Norm,
    error::{Error, Quantity, Result},
    inversion::{Endpoints, InversionReport, InversionSpec, Iterate},
    progress::Progress,
};

/// What can be inverted: pixels in [0, 1] to g, differentiable by burn, with weights that do not track gradients.
pub trait Encoder {
    /// `[N, 3, 32, 32]` → `[N, channels]`, each image for itself.
    fn represent(&self, pixels: Tensor<4>) -> Tensor<2>;
    /// Where its weights lie.
    fn device(&self) -> &Device;
}

impl Encoder for Classifier {
    fn represent(&self, pixels: Tensor<4>) -> Tensor<2> {
        self.representation(pixels)
    }

    fn device(&self) -> &Device {
        Self::device(self)
    }
}

/// Inverts the representation of each target, from its start; reports come in their order.
///
/// At most `batch` images are computed at once. `step` is called with the progress, throttled for display; an error
/// from it, such as a cancellation, ends the run.
///
/// # Errors
/// [`Error::Parameter`] before any work, [`Error::Computation`] when the device fails, [`Error::NotFinite`] when a
/// result is not finite, and those of `step`.
pub async fn invert(
    spec: &InversionSpec,
    endpoints: &[Endpoints],
    encoder: &impl Encoder,
    batch: usize,
    step: impl AsyncFnMut(Progress<Iterate>) -> Result<()>,
) -> Result<Vec<InversionReport>> {
    spec.check()?;
    let mut reporter = Reporter::new(step, spec.steps, endpoints.len().div_ceil(batch) as u32);
    let mut reports = Vec::with_capacity(endpoints.len());
    for endpoints in endpoints.chunks(batch) {
        let group = InversionBatch { encoder, endpoints, first: reports.len() };
        reports.extend(group.descend(spec, &mut reporter).await?);
        reporter.end_group();
    }
    Ok(reports)
}

/// Images that are inverted together.
struct InversionBatch<'a, E> {
    encoder: &'a E,
    endpoints: &'a [Endpoints],
    /// The position of the first among all.
    first: usize,
}

/// The representations that are sought.
struct Sought {
    /// g(x), `[N, channels]`.
    representation: Tensor<2>,
    /// ‖g(x)‖₂², `[N]`.
    square: Tensor<1>,
}

impl<E: Encoder> InversionBatch<'_, E> {
    async fn descend<S>(&self, spec: &InversionSpec, reporter: &mut Reporter<S>) -> Result<Vec<InversionReport>>
    where
        S: AsyncFnMut(Progress<Iterate>) -> Result<()>,
    {
        let device = self.encoder.device();
        let sought = Sought::of(self.encoder, upload(self.endpoints.iter().map(|ends| &ends.target), device));
        let mut recorder = StepRecorder::new(self, reporter);
        let mut x = upload(self.endpoints.iter().map(|ends| &ends.start), device);
        for _ in 0..spec.steps {
            let (point, gradient) = differentiate(x.clone(), |pixels| sought.point(self.encoder, pixels))?;
            recorder.note(point).await?;
            x = into_box(x - direction(Norm::L2, gradient) * spec.step_size);
        }
        let left = download(sought.point(self.encoder, x.clone()).losses).await?;
        recorder.finish(x).await?.zip(left).map(|(ended, left)| report(ended, left)).collect()
    }
}

impl<E> Reportable for InversionBatch<'_, E> {
    type State = Iterate;

    fn count(&self) -> usize {
        self.endpoints.len()
    }

    fn states(&self, iterates: IterateBatch) -> Result<Vec<Iterate>> {
        let state = |(i, (image, losses)): (usize, (_, &Vec<f32>))| {
            let loss = relative(losses.last().copied().unwrap_or_default())?;
            Ok(Iterate { index: (self.first + i) as u32, image, loss })
        };
        iterates.images.into_iter().zip(iterates.losses).enumerate().map(state).collect()
    }
}

impl Sought {
    fn of(encoder: &impl Encoder, targets: Tensor<4>) -> Self {
        let representation = encoder.represent(targets);
        Self { square: squares(representation.clone()), representation }
    }

    /// The encoder and ‖g(x_r) − g(x)‖₂²/‖g(x)‖₂² at an iterate: unlike its root, the square has a gradient where it is
    /// 0, and elsewhere one of the same direction.
    fn point(&self, encoder: &impl Encoder, pixels: Tensor<4>) -> Evaluation {
        let output = encoder.represent(pixels.clone());
        let losses = squares(output.clone() - self.representation.clone()) / self.square.clone();
        Evaluation { pixels, output, losses }
    }
}

/// ‖·‖₂² of each row, `[N]`.
fn squares(rows: Tensor<2>) -> Tensor<1> {
    rows.square().sum_dim(1).flatten(0, 1)
}

fn report(FinalIterate { image, losses }: FinalIterate, left: f32) -> Result<InversionReport> {
    let losses = losses.into_iter().map(relative).collect::<Result<_>>()?;
    Ok(InversionReport { image, loss: relative(left)?, losses })
}

/// The relative loss from its square.
fn relative(square: f32) -> Result<f32> {
    match square.is_finite() {
        true => Ok(square.sqrt()),
        false => Err(Error::NotFinite(Quantity::Loss)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::TensorData;
    use freqscope_core::image::Image;
    use pollster::block_on;

    /// The mean of each third of the pixels, by position: a representation of three values that can be computed by
    /// hand.
    struct Thirds {
        weights: Tensor<2>,
        device: Device,
    }

    impl Thirds {
        /// `scale` times the means.
        fn scaled(scale: f32) -> Self {
            let device = Device::flex();
            let weight = |i: usize| if i / 3 % 3 == i % 3 { scale * 3.0 / Image::LEN as f32 } else { 0.0 };
            let weights = (0..3 * Image::LEN).map(weight).collect::<Vec<_>>();
            Self { weights: Tensor::from_data(TensorData::new(weights, [Image::LEN, 3]), &device), device }
        }
    }

    impl Encoder for Thirds {
        fn represent(&self, pixels: Tensor<4>) -> Tensor<2> {
            pixels.flatten::<2>(1, 3).matmul(self.weights.clone())
        }

        fn device(&self) -> &Device {
            &self.device
        }
    }

    fn grey(value: f32) -> Image {
        Image::from_fn(|_, _, _| value)
    }

    /// From mid-grey to an image whose first third is brighter by 0.1, the others as they are.
    fn endpoints() -> Endpoints {
        let target = Image::from_fn(|c, y, x| if (c * 1024 + y * 32 + x) % 3 == 0 { 0.6 } else { 0.5 });
        Endpoints { start: grey(0.5), target }
    }

    fn run(encoder: &Thirds, steps: u32, endpoints: &[Endpoints], batch: usize) -> Result<Vec<InversionReport>> {
        let spec = InversionSpec { steps, step_size: 0.2 };
        block_on(invert(&spec, endpoints, encoder, batch, async |_| Ok(())))
    }

    #[test]
    fn steps_go_straight_to_a_linear_representation() {
        let report = run(&Thirds::scaled(1.0), 5, &[endpoints()], 4).unwrap().remove(0);
        // A step of 0.2 over 1024 equal pixels raises each by 0.2/32; the way of 0.1 takes 16 of them.
        let norm = (0.6_f32.powi(2) + 0.5 * 0.5 * 2.0).sqrt();
        for (i, loss) in report.losses.iter().chain([&report.loss]).enumerate() {
            let expected = (0.1 - i as f32 * 0.2 / 32.0) / norm;
            assert!((loss - expected).abs() < 1e-4, "step {i}: {loss}, not {expected}");
        }
        for (i, pixel) in report.image.pixels().iter().enumerate() {
            let expected = if i % 3 == 0 { 0.5 + 5.0 * 0.2 / 32.0 } else { 0.5 };
            assert!((pixel - expected).abs() < 1e-5, "pixel {i}: {pixel}");
        }
    }

    #[test]
    fn images_stay_in_the_box() {
        let ends = Endpoints { start: grey(0.99), target: grey(1.5) };
        let report = run(&Thirds::scaled(1.0), 20, &[ends], 4).unwrap().remove(0);
        assert!(report.image.pixels().iter().all(|&pixel| pixel == 1.0));
        assert!((report.loss - 1.0 / 3.0).abs() < 1e-4);
    }

    #[test]
    fn what_is_reached_already_is_left_alone() {
        let ends = Endpoints { start: grey(0.3), target: grey(0.3) };
        let report = run(&Thirds::scaled(1.0), 3, &[ends], 4).unwrap().remove(0);
        assert_eq!((report.image, report.loss, report.losses), (grey(0.3), 0.0, vec![0.0; 3]));
    }

    #[test]
    fn batches_change_nothing() {
        let ends = [0.2, 0.4, 0.6].map(|value| Endpoints { start: grey(value), ..endpoints() });
        let encoder = Thirds::scaled(1.0);
        let (alone, together) = (run(&encoder, 4, &ends, 1).unwrap(), run(&encoder, 4, &ends, 8).unwrap());
        for (alone, together) in alone.iter().zip(&together) {
            assert!((alone.loss - together.loss).abs() < 1e-4, "{} and {}", alone.loss, together.loss);
        }
        assert!(alone[0].loss > alone[1].loss);
    }

    #[test]
    fn a_run_tells_its_progress_and_can_be_cancelled() {
        let (encoder, ends) = (Thirds::scaled(1.0), [endpoints(), endpoints(), endpoints()]);
        let spec = InversionSpec { steps: 4, step_size: 0.1 };
        let mut told = Vec::new();
        let note = async |progress: Progress<Iterate>| {
            let indices: Vec<u32> = progress.states.iter().map(|state| state.index).collect();
            told.push((progress.done, progress.total, indices));
            Ok(())
        };
        block_on(invert(&spec, &ends, &encoder, 2, note)).unwrap();
        assert_eq!(told[0], (1, 8, vec![0, 1]));
        assert!(told.iter().any(|(done, _, indices)| *done > 4 && *indices == [2]), "{told:?}");
        let cancelled = block_on(invert(&spec, &ends, &encoder, 2, async |_| Err(Error::Cancelled)));
        assert_eq!(cancelled, Err(Error::Cancelled));
    }

    #[test]
    fn a_representation_without_numbers_is_an_error() {
        for scale in [0.0, f32::NAN] {
            assert!(matches!(run(&Thirds::scaled(scale), 2, &[endpoints()], 4), Err(Error::NotFinite(_))));
        }
    }
}
