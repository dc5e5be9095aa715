//! How far an adversary may go: the ball of a threat model, and the box [0, 1] of all images.

use crate::{
    image::Image,
    threat::{Norm, ThreatModel},
};
use burn::tensor::Tensor;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

impl Norm {
    /// The direction of unit length in which a linear function with this gradient rises most: sign(g), or g/(‖g‖₂ + 1e-10).
    /// `[N, 3, 32, 32]`, each image for itself.
    pub fn direction(self, gradient: Tensor<4>) -> Tensor<4> {
        match self {
            Self::Linf => gradient.sign(),
            Self::L2 => gradient.clone() / (l2(gradient) + 1e-10),
        }
    }
}

impl ThreatModel {
    /// The point of the ball closest to each δ: limited to [−ε, ε], or δ·min(1, ε/‖δ‖₂).
    pub(super) fn project(self, delta: Tensor<4>) -> Tensor<4> {
        match self.norm {
            Norm::Linf => delta.clamp(-self.epsilon, self.epsilon),
            Norm::L2 => delta.clone() * shrinkage(delta, self.epsilon),
        }
    }

    /// A point drawn uniformly from the ball: 3072 values.
    pub(super) fn sample(self, random: &mut ChaCha8Rng) -> Vec<f32> {
        match self.norm {
            Norm::Linf => {
                (0..Image::LEN).map(|_| (self.epsilon * (2.0 * random.random::<f64>() - 1.0)) as f32).collect()
            }
            Norm::L2 => {
                let normal: Vec<f64> = (0..Image::LEN).map(|_| StandardNormal.sample(random)).collect();
                let length = normal.iter().map(|value| value * value).sum::<f64>().sqrt();
                let radius = self.epsilon * random.random::<f64>().powf(1.0 / Image::LEN as f64);
                normal.into_iter().map(|value| (radius * value / length) as f32).collect()
            }
        }
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
    use pollster::block_on;
    use rand::SeedableRng;

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
        let project = |norm, epsilon| block_on(download(ThreatModel { norm, epsilon }.project(deltas()))).unwrap();
        let linf = project(Norm::Linf, 0.1);
        assert!(linf[..Image::LEN].iter().all(|value| value.abs() == 0.1));
        assert!(linf[Image::LEN..2 * Image::LEN].iter().all(|value| value.abs() == 0.001));
        let l2 = project(Norm::L2, 0.5);
        assert!((norm(&l2[..Image::LEN]) - 0.5).abs() < 1e-5);
        assert!(l2[Image::LEN..2 * Image::LEN].iter().all(|value| value.abs() == 0.001));
        for epsilon in [0.0, 0.5] {
            assert!(project(Norm::L2, epsilon)[2 * Image::LEN..].iter().all(|&value| value == 0.0));
        }
        assert!(project(Norm::L2, 0.0).iter().all(|&value| value == 0.0));
    }

    #[test]
    fn samples_fill_the_ball_and_follow_the_seed() {
        let sample = |norm, seed| ThreatModel { norm, epsilon: 0.25 }.sample(&mut ChaCha8Rng::seed_from_u64(seed));
        let linf = sample(Norm::Linf, 1);
        assert!(linf.iter().all(|value| value.abs() <= 0.25));
        assert!(linf.iter().any(|&value| value > 0.24) && linf.iter().any(|&value| value < -0.24));
        // Nearly all of a ball of 3072 dimensions lies under its surface.
        let length = norm(&sample(Norm::L2, 1));
        assert!(length <= 0.25 + 1e-6 && length > 0.24, "{length}");
        for norm in [Norm::Linf, Norm::L2] {
            assert_eq!(sample(norm, 7), sample(norm, 7));
            assert_ne!(sample(norm, 7), sample(norm, 8));
        }
    }

    #[test]
    fn directions_have_unit_length() {
        let device = Device::flex();
        let gradients = || upload(&[image(1e-6), image(0.0)], &device);
        let direction = |norm: Norm| block_on(download(norm.direction(gradients()))).unwrap();
        let (linf, l2) = (direction(Norm::Linf), direction(Norm::L2));
        assert!(linf[..Image::LEN].iter().all(|value| value.abs() == 1.0));
        assert!((norm(&l2[..Image::LEN]) - 1.0).abs() < 1e-5);
        assert!(linf[Image::LEN..].iter().chain(&l2[Image::LEN..]).all(|&value| value == 0.0));
    }
}
