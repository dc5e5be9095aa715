//! Laws that hold for every image: of the transform, the bands, the ablation and Proposition 1.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_core::{
    image::{Image, similarity::l1_distance},
    occlusion::ablation::Ablation,
    proposition::{l1_lower_bound, spend},
    spectrum::{
        band::{Band, Bands},
        dct::Spectrum,
    },
};
use proptest::prelude::*;

fn any_image() -> impl Strategy<Value = Image> {
    prop::collection::vec(0.0_f32..=1.0, Image::LEN).prop_map(|pixels| Image::from_chw(pixels).unwrap())
}

fn any_bands() -> impl Strategy<Value = Bands> {
    any::<u64>().prop_map(|bits| Bands::try_from(bits & u64::from(Bands::ALL)).unwrap())
}

fn complement(bands: Bands) -> Bands {
    Bands::try_from(u64::from(Bands::ALL) & !u64::from(bands)).unwrap()
}

fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

fn energy(values: &[f32]) -> f64 {
    values.iter().map(|&value| f64::from(value).powi(2)).sum()
}

/// The definition of the orthonormal DCT-II, one coefficient at a time.
fn slow_coefficient(image: &Image, c: usize, u: usize, v: usize) -> f64 {
    let norm = |k: usize| if k == 0 { (1.0_f64 / 32.0).sqrt() } else { (2.0_f64 / 32.0).sqrt() };
    let wave = |k: usize, n: usize| (std::f64::consts::PI * (n as f64 + 0.5) * k as f64 / 32.0).cos();
    let term = |i: usize| f64::from(image.channel(c)[i]) * wave(u, i / 32) * wave(v, i % 32);
    norm(u) * norm(v) * (0..1024).map(term).sum::<f64>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_inverse_undoes_the_transform(image in any_image()) {
        let back = Spectrum::of(&image).to_image();
        prop_assert!(largest_difference(image.pixels(), back.pixels()) < 1e-5);
    }

    #[test]
    fn the_transform_keeps_the_energy(image in any_image()) {
        let (pixels, spectrum) = (energy(image.pixels()), energy(Spectrum::of(&image).coefficients()));
        prop_assert!((pixels / spectrum - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_fast_transform_is_the_definition(image in any_image(), c in 0..3_usize, u in 0..32_usize, v in 0..32_usize) {
        let fast = f64::from(Spectrum::of(&image).get(c, u, v));
        prop_assert!((fast - slow_coefficient(&image, c, u, v)).abs() < 1e-5);
    }

    #[test]
    fn the_bands_share_out_the_energy(image in any_image()) {
        let spectrum = Spectrum::of(&image);
        let bands: f64 = (0..3).flat_map(|c| Band::all().map(move |band| (c, band)))
            .map(|(c, band)| f64::from(spectrum.energy(c, band.coefficients())))
            .sum();
        prop_assert!((bands / energy(spectrum.coefficients()) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn an_image_is_the_sum_of_its_two_ablations(image in any_image(), bands in any_bands()) {
        let without = Ablation::of(bands).apply(&image);
        let only = Ablation::of(complement(bands)).apply(&image);
        let sum: Vec<f32> = without.pixels().iter().zip(only.pixels()).map(|(a, b)| a + b).collect();
        prop_assert!(largest_difference(image.pixels(), &sum) < 1e-5);
    }

    #[test]
    fn ablation_is_a_projection(image in any_image(), bands in any_bands()) {
        let ablation = Ablation::of(bands);
        let once = ablation.apply(&image);
        let twice = ablation.apply(&once);
        prop_assert!(largest_difference(once.pixels(), twice.pixels()) < 1e-5);
    }

    #[test]
    fn sets_of_bands_are_read_as_they_are_written(bands in any_bands()) {
        prop_assert_eq!(bands.to_string().parse::<Bands>().unwrap(), bands);
    }

    #[test]
    fn proposition_1_bounds_every_perturbation(x in any_image(), perturbed in any_image()) {
        prop_assert!(l1_distance(&x, &perturbed) >= l1_lower_bound(&x, &perturbed) - 1e-9);
    }

    #[test]
    fn only_band_0_moves_the_bound(image in any_image(), k in 1_u8..63) {
        let band = Band::try_from(k).unwrap();
        let without = Ablation::of(band).apply(&image);
        prop_assert!(l1_lower_bound(&image, &without) < 1e-2);
    }

    #[test]
    fn the_same_energy_in_any_band_obeys_proposition_1(image in any_image(), k in 0_u8..63, spent in 0.01_f64..100.0) {
        let perturbed = spend(&image, Band::try_from(k).unwrap(), spent);
        let pairs = image.pixels().iter().zip(perturbed.pixels());
        let change: Vec<f32> = pairs.map(|(x, perturbed)| perturbed - x).collect();
        prop_assert!((energy(&change) / spent - 1.0).abs() < 1e-3);
        let (l1, bound) = (l1_distance(&image, &perturbed), l1_lower_bound(&image, &perturbed));
        prop_assert!(l1 >= bound - 1e-9);
        prop_assert!(if k == 0 { l1 - bound < 1e-2 } else { bound < 1e-2 }, "{l1} and {bound}");
    }
}
