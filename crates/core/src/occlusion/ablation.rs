//! Removing bands from a spectrum: the H_k of the paper's eq. 6.

use crate::{
    image::{Image, npy},
    random,
    spectrum::{
        band::{Band, Bands},
        dct::Spectrum,
        partition::Partition,
    },
};
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Which bands are replaced, and by what: σ in eq. 6.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ablation {
    /// The bands that are replaced.
    pub bands: Bands,
    /// What replaces them.
    pub baseline: Baseline,
}

/// What a removed band is replaced by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Baseline {
    /// What replaces the coefficients.
    pub fill: Fill,
    /// What a zero in band 0 means.
    pub zero: Zero,
    /// Whether the ablated image is limited to [0, 1].
    pub clip: bool,
}

/// What replaces a removed coefficient.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Fill {
    /// 0, as in the paper.
    #[default]
    Zero,
    /// The mean of that coefficient over the 50,000 training images of CIFAR-10.
    Mean,
    /// Gaussian noise with the energy of the removed band, channel by channel.
    Noise {
        /// Seed of the [`random`] numbers of each image.
        seed: u64,
    },
}

/// A [`Fill`] without its seed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum FillKind {
    /// 0, as in the paper.
    #[default]
    Zero,
    /// The mean of that coefficient over the training images.
    Mean,
    /// Gaussian noise with the energy of the removed band.
    Noise,
}

/// Where the values live that [`Fill::Zero`] sets to 0. Only band 0 can tell the two apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Zero {
    /// Pixels in [0, 1]: without band 0 the mean of each channel is 0 (black).
    #[default]
    Pixels,
    /// Normalised pixels: without band 0 the mean of each channel is the data set's mean colour.
    Normalised,
}

/// Mean image of the CIFAR-10 training set, float32 `(3, 32, 32)`; made by `training/data.py`.
static TRAINING_MEAN: LazyLock<Spectrum> = LazyLock::new(|| {
    let images = npy::read(include_bytes!("../../../../models/training_mean_image.npy"));
    let image = images.map(|mut images| images.remove(0));
    Spectrum::of(&image.expect("the mean image in models/ is a 3×32×32 float32 array"))
});

impl Ablation {
    /// The removal of `bands` with the default baseline: zeros in pixel space, no clipping.
    pub fn of(bands: impl Into<Bands>) -> Self {
        Self { bands: bands.into(), baseline: Baseline::default() }
    }

    /// The image with the bands replaced.
    pub fn apply(&self, image: &Image) -> Image {
        Occluder::new(self.baseline, image).without(Partition::Diagonal, self.bands.iter())
    }
}

impl FillKind {
    /// The fill, whose noise follows `seed`.
    pub const fn seeded(self, seed: u64) -> Fill {
        match self {
            Self::Zero => Fill::Zero,
            Self::Mean => Fill::Mean,
            Self::Noise => Fill::Noise { seed },
        }
    }
}

/// What takes bands out of one image.
#[derive(Debug)]
pub struct Occluder<'a> {
    baseline: Baseline,
    image: &'a Image,
    spectrum: Spectrum,
}

impl<'a> Occluder<'a> {
    /// Takes bands of this image to their baseline.
    pub fn new(baseline: Baseline, image: &'a Image) -> Self {
        Self { baseline, image, spectrum: Spectrum::of(image) }
    }

    /// The spectrum of the whole image.
    pub fn whole(&self) -> &Spectrum {
        &self.spectrum
    }

    /// The spectrum with these bands of the partition replaced.
    pub fn fill(&self, partition: Partition, bands: impl Iterator<Item = Band>) -> Spectrum {
        let mut filled = self.spectrum.clone();
        for band in bands {
            let coefficients: Vec<_> = partition.coefficients(band).collect();
            self.replace(&mut filled, band, &coefficients);
        }
        filled
    }

    /// The image with these bands of the partition replaced.
    pub fn without(&self, partition: Partition, bands: impl Iterator<Item = Band>) -> Image {
        let image = self.fill(partition, bands).to_image();
        if self.baseline.clip { image.clipped() } else { image }
    }

    fn replace(&self, spectrum: &mut Spectrum, band: Band, coefficients: &[(usize, usize)]) {
        match self.baseline.fill {
            Fill::Zero if self.baseline.zero == Zero::Normalised && band == Band::LOWEST => {
                copy_mean(spectrum, coefficients)
            }
            Fill::Zero => each(coefficients, |c, u, v| spectrum.set(c, u, v, 0.0)),
            Fill::Mean => copy_mean(spectrum, coefficients),
            Fill::Noise { seed } => self.add_noise(spectrum, band, coefficients, seed),
        }
    }

    /// Each band has a random stream of its own, so that its noise does not depend on which others are removed.
    fn add_noise(&self, spectrum: &mut Spectrum, band: Band, coefficients: &[(usize, usize)], seed: u64) {
        let mut random = random::of_image(seed, self.image);
        random.set_stream(band.index() as u64);
        for c in 0..Image::CHANNELS {
            let noise: Vec<f32> = coefficients.iter().map(|_| StandardNormal.sample(&mut random)).collect();
            let drawn: f32 = noise.iter().map(|value| value * value).sum();
            let gain = (spectrum.energy(c, coefficients.iter().copied()) / drawn).sqrt();
            for (&(u, v), value) in coefficients.iter().zip(noise) {
                spectrum.set(c, u, v, gain * value);
            }
        }
    }
}

fn each(coefficients: &[(usize, usize)], mut visit: impl FnMut(usize, usize, usize)) {
    for c in 0..Image::CHANNELS {
        coefficients.iter().for_each(|&(u, v)| visit(c, u, v));
    }
}

fn copy_mean(spectrum: &mut Spectrum, coefficients: &[(usize, usize)]) {
    each(coefficients, |c, u, v| spectrum.set(c, u, v, TRAINING_MEAN.get(c, u, v)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image() -> Image {
        Image::from_fn(|c, y, x| ((c * 7 + y * 31 + x * 17) % 64) as f32 / 63.0)
    }

    fn spectrum() -> Spectrum {
        Spectrum::of(&image())
    }

    fn ablated(fill: Fill, bands: &str) -> Spectrum {
        let baseline = Baseline { fill, ..Baseline::default() };
        Spectrum::of(&Ablation { bands: bands.parse().unwrap(), baseline }.apply(&image()))
    }

    fn coefficients(band: Band) -> Vec<(usize, usize)> {
        band.coefficients().collect()
    }

    #[test]
    fn only_the_named_bands_change() {
        for fill in [Fill::Zero, Fill::Mean, Fill::Noise { seed: 1 }] {
            let changed = ablated(fill, "0,7,60-62");
            let close = |c, u, v| (changed.get(c, u, v) - spectrum().get(c, u, v)).abs() < 1e-5;
            let kept = "1-6,8-59".parse::<Bands>().unwrap();
            kept.iter().for_each(|band| each(&coefficients(band), |c, u, v| assert!(close(c, u, v))));
            assert!(!close(0, 3, 4));
        }
    }

    #[test]
    fn noise_keeps_the_energy_and_follows_its_seed() {
        let (noisy, band) = (ablated(Fill::Noise { seed: 1 }, "12"), "12".parse().unwrap());
        let energy = |spectrum: &Spectrum| spectrum.energy(2, coefficients(band));
        let (before, after) = (energy(&spectrum()), energy(&noisy));
        assert!((after / before - 1.0).abs() < 1e-3);
        assert_eq!(noisy, ablated(Fill::Noise { seed: 1 }, "12"));
        assert_ne!(noisy, ablated(Fill::Noise { seed: 2 }, "12"));
        let together = ablated(Fill::Noise { seed: 1 }, "3,12");
        each(&coefficients(band), |c, u, v| assert!((together.get(c, u, v) - noisy.get(c, u, v)).abs() < 1e-5));
    }

    #[test]
    fn each_image_has_noise_of_its_own_wherever_it_is() {
        let noise = |image: &Image| {
            let baseline = Baseline { fill: Fill::Noise { seed: 1 }, ..Baseline::default() };
            Ablation { bands: "12".parse().unwrap(), baseline }.apply(image)
        };
        let other = Image::from_fn(|c, y, x| image().pixels()[(c * 32 + x) * 32 + y]);
        let in_order: Vec<Image> = [&image(), &other, &image()].map(noise).into();
        assert_eq!((&in_order[0], &in_order[2]), (&noise(&image()), &in_order[0]));
        // Band 12 of the transposed image has the same energy: only the noise can differ.
        let drawn = |image: &Image, u: usize, v: usize| Spectrum::of(image).get(0, u, v);
        assert!((0..13).any(|u| (drawn(&in_order[0], u, 12 - u) - drawn(&in_order[1], u, 12 - u)).abs() > 1e-3));
    }

    #[test]
    fn zero_in_band_0_is_black_or_the_mean_colour() {
        let mean = |zero| {
            let baseline = Baseline { zero, ..Baseline::default() };
            let image = Ablation { bands: Bands::EMPTY.with(Band::LOWEST), baseline }.apply(&image());
            image.channel(0).iter().sum::<f32>() / Image::PLANE as f32
        };
        assert!(mean(Zero::Pixels).abs() < 1e-6);
        assert!((mean(Zero::Normalised) - 0.4914).abs() < 1e-3);
    }

    #[test]
    fn clipping_limits_the_values() {
        let baseline = Baseline { clip: true, ..Baseline::default() };
        let image = Ablation { bands: "0".parse().unwrap(), baseline }.apply(&image());
        assert!(image.pixels().iter().all(|value| (0.0..=1.0).contains(value)));
    }
}
