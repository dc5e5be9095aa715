//! What PyTorch's representation inversion does on the same weights.
//!
//! The fixtures come from `training/inversion_fixtures.py`. Single losses of the natural network jump between two values
//! once steps of this length are too long for it, and then follow rounding: means are compared there.
#![allow(clippy::unwrap_used, missing_docs)]

use burn::tensor::Device;
use freqscope_core::{
    image::{Image, npy},
    inversion::{Endpoints, InversionReport, InversionSpec},
};
use freqscope_engine::{
    inversion::invert,
    model::{
        classifier::Classifier,
        transfer::{download, upload},
    },
};
use freqscope_weights::packed::Packed;
use serde::Deserialize;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Steps at whose beginning rounding has not yet grown.
const FIRST: usize = 5;
/// Steps at the end that are averaged.
const LAST: usize = 10;

/// inversion.json
#[derive(Deserialize)]
struct Fixtures {
    /// Positions in images.npy.
    targets: Vec<usize>,
    starts: Vec<usize>,
    steps: u32,
    step_size: f64,
    models: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    /// The relative loss before each step and after the last, a list an image.
    losses: Vec<Vec<f64>>,
}

macro_rules! bytes {
    ($path:literal) => {
        include_bytes!($path).as_slice()
    };
}

fn fixtures() -> Fixtures {
    serde_json::from_slice(bytes!("../../../tests/fixtures/inversion/inversion.json")).unwrap()
}

/// The weights and the representations of the targets.
fn files(id: &str) -> (&'static [u8], &'static [u8]) {
    match id {
        "resnet18-natural" => (
            bytes!("../../../models/resnet18-natural.safetensors"),
            bytes!("../../../tests/fixtures/inversion/resnet18-natural.npy"),
        ),
        "resnet18-l2-05" => (
            bytes!("../../../models/resnet18-l2-05.safetensors"),
            bytes!("../../../tests/fixtures/inversion/resnet18-l2-05.npy"),
        ),
        other => panic!("{other}"),
    }
}

fn classifier(id: &str) -> Classifier {
    Classifier::new(&Packed::open(files(id).0.to_vec()).unwrap(), &Device::flex()).unwrap()
}

fn images(positions: &[usize]) -> Vec<Image> {
    let all = npy::read(bytes!("../../../tests/fixtures/images.npy")).unwrap();
    positions.iter().map(|&position| all[position].clone()).collect()
}

fn assert_close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance, "{what}: {found}, not {expected}");
}

async fn representations_agree_with_pytorch() {
    let fixtures = fixtures();
    for Case { id, .. } in &fixtures.models {
        let (_, expected) = npy::read_array(files(id).1).unwrap();
        let found = upload(&images(&fixtures.targets), &Device::flex());
        let found = download(classifier(id).representation(found)).await.unwrap();
        assert_eq!(found.len(), expected.len());
        for (&found, &expected) in found.iter().zip(&expected) {
            assert_close(found.into(), expected.into(), 1e-3 + 1e-3 * f64::from(expected.abs()), id);
        }
    }
}

async fn inversion_agrees_with_pytorch() {
    let fixtures = fixtures();
    let spec = InversionSpec { steps: fixtures.steps, step_size: fixtures.step_size };
    let pairs = images(&fixtures.starts).into_iter().zip(images(&fixtures.targets));
    let endpoints: Vec<Endpoints> = pairs.map(|(start, target)| Endpoints { start, target }).collect();
    for Case { id, losses } in &fixtures.models {
        let reports = invert(&spec, &endpoints, &classifier(id), 8, async |_| Ok(())).await.unwrap();
        for (i, (report, expected)) in reports.iter().zip(losses).enumerate() {
            assert_descent(report, expected, &format!("{id}, image {i}"));
        }
    }
}

/// The first losses one by one to 1 %, the last ones as a mean to 5 %.
fn assert_descent(InversionReport { image, loss, losses }: &InversionReport, expected: &[f64], what: &str) {
    let found: Vec<f64> = losses.iter().chain([loss]).map(|&loss| loss.into()).collect();
    assert_eq!(found.len(), expected.len(), "{what}");
    for (step, (&found, &expected)) in found.iter().zip(expected).take(FIRST).enumerate() {
        assert_close(found, expected, 0.01 * expected, &format!("{what}, step {step}"));
    }
    let mean = |losses: &[f64]| losses[losses.len() - LAST..].iter().sum::<f64>() / LAST as f64;
    assert_close(mean(&found), mean(expected), 0.05 * mean(expected), what);
    assert!(image.pixels().iter().all(|pixel| (0.0..=1.0).contains(pixel)), "{what}");
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    #[test]
    fn representations_agree_with_pytorch() {
        pollster::block_on(super::representations_agree_with_pytorch());
    }

    #[test]
    fn inversion_agrees_with_pytorch() {
        pollster::block_on(super::inversion_agrees_with_pytorch());
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn representations_agree_with_pytorch() {
        super::representations_agree_with_pytorch().await;
    }

    #[wasm_bindgen_test]
    async fn inversion_agrees_with_pytorch() {
        super::inversion_agrees_with_pytorch().await;
    }
}
