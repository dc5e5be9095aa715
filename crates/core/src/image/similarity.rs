//! How far apart two images are, and how alike they look.

use crate::image::Image;
use serde::{Deserialize, Serialize};

/// Norms of x′ − x over all 3072 values, in pixel units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distance {
    /// How many values differ at all.
    pub l0: u32,
    /// The ℓ1 norm, Σ |x′ − x|.
    pub l1: f64,
    /// The ℓ2 norm, √Σ (x′ − x)².
    pub l2: f64,
    /// The ℓ∞ norm, max |x′ − x|.
    pub linf: f64,
}

impl Distance {
    /// The norms of `perturbed` − `x`.
    pub fn between(x: &Image, perturbed: &Image) -> Self {
        let differences = || x.pixels().iter().zip(perturbed.pixels()).map(|(&a, &b)| f64::from(b) - f64::from(a));
        Self {
            l0: differences().filter(|&difference| difference != 0.0).count() as u32,
            l1: l1_distance(x, perturbed),
            l2: differences().map(|difference| difference * difference).sum::<f64>().sqrt(),
            linf: differences().map(f64::abs).fold(0.0, f64::max),
        }
    }
}

/// The ℓ1 distance Σ |x − x′| over all pixels and channels.
pub fn l1_distance(x: &Image, perturbed: &Image) -> f64 {
    differences(x, perturbed).map(f64::abs).sum()
}

/// x − x′ of every value.
pub(crate) fn differences(x: &Image, perturbed: &Image) -> impl Iterator<Item = f64> {
    x.pixels().iter().zip(perturbed.pixels()).map(|(&a, &b)| f64::from(a) - f64::from(b))
}

/// Half the width of the window of [`ssim`].
const RADIUS: usize = 5;
/// Positions along one axis at which the whole window lies in the image.
const INNER: usize = Image::SIDE - 2 * RADIUS;

/// The structural similarity of two images (Wang et al., 2004), −1 to 1, 1 for equal ones.
///
/// The mean over the three channels, and over the 22×22 positions at which a Gaussian window of 11×11 with σ = 1.5 lies
/// in the image, of (2 μ_x μ_y + C₁)(2 σ_xy + C₂) / ((μ_x² + μ_y² + C₁)(σ_x² + σ_y² + C₂)), with C₁ = 0.01² and
/// C₂ = 0.03² for pixels in [0, 1]. The same as scikit-image's `structural_similarity` with `gaussian_weights=True`,
/// `sigma=1.5`, `use_sample_covariance=False` and `data_range=1`.
pub fn ssim(a: &Image, b: &Image) -> f64 {
    let channels = (0..Image::CHANNELS).map(|c| channel_ssim(a.channel(c), b.channel(c)));
    channels.sum::<f64>() / Image::CHANNELS as f64
}

fn channel_ssim(a: &[f32], b: &[f32]) -> f64 {
    const C1: f64 = 0.01 * 0.01;
    const C2: f64 = 0.03 * 0.03;
    let products = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).collect();
    let values = |a: &[f32]| a.iter().copied().map(f64::from).collect();
    let planes: [Vec<f64>; 5] = [values(a), values(b), products(a, a), products(b, b), products(a, b)];
    let [mean_a, mean_b, aa, bb, ab] = planes.map(|plane: Vec<f64>| smooth(&plane));
    let at = |i: usize| {
        let (ma, mb) = (mean_a[i], mean_b[i]);
        let (var_a, var_b, covariance) = (aa[i] - ma * ma, bb[i] - mb * mb, ab[i] - ma * mb);
        (2.0 * ma * mb + C1) * (2.0 * covariance + C2) / ((ma * ma + mb * mb + C1) * (var_a + var_b + C2))
    };
    (0..mean_a.len()).map(at).sum::<f64>() / mean_a.len() as f64
}

/// Means of a 32×32 plane under the Gaussian window: 22×22.
fn smooth(plane: &[f64]) -> Vec<f64> {
    let along_rows = slide(plane, Image::SIDE);
    slide(&along_rows, Image::SIDE)
}

/// Slides the 1-D window along rows of `width` values and transposes the result, so that the second pass is the same.
fn slide(plane: &[f64], width: usize) -> Vec<f64> {
    let window = window();
    let rows: Vec<&[f64]> = plane.chunks_exact(width).collect();
    let mean = |row: &[f64], x: usize| row[x..].iter().zip(window).map(|(value, weight)| value * weight).sum();
    (0..INNER).flat_map(|x| rows.iter().map(move |row| mean(row, x)).collect::<Vec<f64>>()).collect()
}

/// Weights exp(−d²/2σ²), d from −5 to 5, that sum to 1.
fn window() -> [f64; 2 * RADIUS + 1] {
    let weights: [f64; 2 * RADIUS + 1] = std::array::from_fn(|i| {
        let d = i as f64 - RADIUS as f64;
        (-d * d / (2.0 * 1.5 * 1.5)).exp()
    });
    let total: f64 = weights.iter().sum();
    weights.map(|weight| weight / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norms_of_a_known_difference() {
        let x = Image::from_fn(|_, _, _| 0.25);
        let perturbed = Image::from_fn(|c, y, x| 0.25 + if (c, y, x) < (0, 0, 4) { 0.5 } else { 0.0 });
        assert_eq!(Distance::between(&x, &perturbed), Distance { l0: 4, l1: 2.0, l2: 1.0, linf: 0.5 });
        assert_eq!(Distance::between(&x, &x), Distance::default());
    }

    #[test]
    fn flat_images_differ_by_their_means_alone() {
        let flat = |value: f32| Image::from_fn(move |_, _, _| value);
        assert!((ssim(&flat(0.25), &flat(0.25)) - 1.0).abs() < 1e-12);
        let expected = (2.0 * 0.25 * 0.5 + 1e-4) / (0.25 * 0.25 + 0.5 * 0.5 + 1e-4);
        assert!((ssim(&flat(0.25), &flat(0.5)) - expected).abs() < 1e-9);
    }

    #[test]
    fn an_image_and_its_negative_are_unlike() {
        let image = Image::from_fn(|_, y, x| ((x + y) % 2) as f32);
        let negative = Image::from_fn(|_, y, x| ((x + y + 1) % 2) as f32);
        assert!(ssim(&image, &negative) < -0.9);
    }
}
