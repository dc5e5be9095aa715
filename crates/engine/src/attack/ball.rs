//! How far an adversary may go: the ball of a threat model, and the box [0, 1] of all images.

use burn::tensor::Tensor;
use freqscope_core::attack::threat::{Norm, ThreatModel};

/// The direction of unit length in which a linear function with this gradient rises most: sign(g), or g/(‖g‖₂ + 1e-10).
/// `[N, 3, 32, 32]`, each image for itself.
pub fn direction(norm: Norm, gradient: Tensor<4>) -> Tensor<4> {
    match norm {
        Norm::Linf => gradient.sign(),
        Norm::L2 => gradient.clone() / (l2(gradient) + 1e-10),
    }
}

/// The point of the ball closest to each δ: limited to [−ε, ε], or δ·min(1, ε/‖δ‖₂).
pub fn project(threat: ThreatModel, delta: Tensor<4>) -> Tensor<4> {
    match threat.norm {
        Norm::Linf => delta.clamp(-threat.epsilon, threat.epsilon),
        Norm::L2 => delta.clone() * shrinkage(delta, threat.epsilon),
    }
}

/// min(1, ε/‖δ‖₂) of each image, `[N, 1, 1, 1]`; 1 for a δ of zeros.
pub(super) fn shrinkage(delta: Tensor<4>, epsilon: f64) -> Tensor<4> {
    // The smallest norm keeps 0/0 away, also where ε is 0.
    (l2(delta).clamp_min(1e-12).recip() * epsilon).clamp_max(1.0)
}

/// ‖·‖₂ of each image, `[N, 1, 1, 1]`.
pub(super) fn l2(tensor: Tensor<4>) -> Tensor<4> {
    tensor.square().sum_dims(&[1, 2, 3]).sqrt()
}

/// Each value limited to [0, 1].
pub fn into_box(pixels: Tensor<4>) -> Tensor<4> {
    pixels.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::transfer::{download, upload};
    use burn::tensor::Device;
    use freqscope_core::image::Image;
    use pollster::block_on;

    fn image(value: f32) -> Image {
        Image::from_fn(|_, _, x| if x % 2 == 0 { value } else { -value })
    }

    fn norm(values: &[f32]) -> f64 {
        values.iter().map(|&value| f64::from(value).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn projections_end_on_the_ball_and_leave_its_inside_alone() {
        let device = Device::flex();
        let deltas = || upload(&[image(0.5), image(0.001), image(0.0)], &device);
        let projected = |norm, epsilon| block_on(download(project(ThreatModel { norm, epsilon }, deltas()))).unwrap();
        let linf = projected(Norm::Linf, 0.1);
        assert!(linf[..Image::LEN].iter().all(|value| value.abs() == 0.1));
        assert!(linf[Image::LEN..2 * Image::LEN].iter().all(|value| value.abs() == 0.001));
        let l2 = projected(Norm::L2, 0.5);
        assert!((norm(&l2[..Image::LEN]) - 0.5).abs() < 1e-5);
        assert!(l2[Image::LEN..2 * Image::LEN].iter().all(|value| value.abs() == 0.001));
        for epsilon in [0.0, 0.5] {
            assert!(projected(Norm::L2, epsilon)[2 * Image::LEN..].iter().all(|&value| value == 0.0));
        }
        assert!(projected(Norm::L2, 0.0).iter().all(|&value| value == 0.0));
    }

    #[test]
    fn directions_have_unit_length() {
        let device = Device::flex();
        let gradients = || upload(&[image(1e-6), image(0.0)], &device);
        let directions = |norm: Norm| block_on(download(direction(norm, gradients()))).unwrap();
        let (linf, l2) = (directions(Norm::Linf), directions(Norm::L2));
        assert!(linf[..Image::LEN].iter().all(|value| value.abs() == 1.0));
        assert!((norm(&l2[..Image::LEN]) - 1.0).abs() < 1e-5);
        assert!(linf[Image::LEN..].iter().chain(&l2[Image::LEN..]).all(|&value| value == 0.0));
    }
}
