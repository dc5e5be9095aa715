//! Numbers of other people's code: scipy for the transform, PyTorch and captum for the networks.
//!
//! The fixtures come from `training/fixtures.py`. The same tests run natively on the CPU, natively on a GPU with
//! `--ignored`, and in Chromium on the CPU and on WebGPU.
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_core::{
    device::{DeviceChoice, DeviceKind},
    image::{Image, npy},
    occlusion::{
        OcclusionSpec,
        ablation::{Ablation, Baseline, Fill},
    },
    spectrum::{band::Band, dct::Spectrum, partition::Partition},
};
use freqscope_engine::engine::Engine;
use freqscope_weights::manifest::Manifest;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Images that are attributed: all natively, few where a browser or an emulated GPU is slow. What is both, a test of the page asks for
/// scores (`tests/e2e/first-visit.test.mjs`).
const ON_CPU: usize = if cfg!(target_arch = "wasm32") { 3 } else { 24 };
const ON_GPU: usize = if cfg!(target_arch = "wasm32") { 0 } else { 3 };

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/", $name))
    };
}

fn images() -> Vec<Image> {
    npy::read(fixture!("images.npy")).unwrap()
}

fn values(bytes: &[u8]) -> Vec<f32> {
    npy::read_array(bytes).unwrap().1
}

fn assert_close(found: &[f32], expected: &[f32], tolerance: f32, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (i, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= tolerance, "{what}, value {i}: {a}, not {b}");
    }
}

const MODEL: &str = "resnet18-natural";

async fn engine(choice: DeviceChoice) -> Engine {
    let manifest = Manifest::parse(include_bytes!("../../../models/manifest.json")).unwrap();
    let file = include_bytes!("../../../models/resnet18-natural.safetensors");
    let mut engine = Engine::start(choice).await;
    engine.load(manifest.get(MODEL).unwrap(), file.to_vec()).await.unwrap();
    engine
}

/// Small random networks of the other architectures, beside the model that is loaded already.
async fn assert_architectures(engine: &mut Engine) {
    let files: [(&str, &[u8], &[u8]); 2] = [
        ("resnet50", fixture!("networks/resnet50.safetensors"), fixture!("networks/resnet50_logits.npy")),
        ("vgg19", fixture!("networks/vgg19.safetensors"), fixture!("networks/vgg19_logits.npy")),
    ];
    for (name, file, expected) in files {
        let architecture = engine.load_unlisted(name, name, file.to_vec()).await.unwrap();
        assert_eq!(architecture.name(), name);
        let logits = engine.classify(name, &images()[..4]).await.unwrap();
        let found: Vec<f32> = logits.iter().flat_map(|logits| logits.0).collect();
        assert_close(&found, &values(expected), 1e-3, name);
    }
}

async fn assert_logits(engine: &mut Engine, count: usize) {
    let logits = engine.classify(MODEL, &images()[..count]).await.unwrap();
    let found: Vec<f32> = logits.iter().flat_map(|logits| logits.0).collect();
    assert_close(&found, &values(fixture!("logits.npy"))[..found.len()], 2e-3, "logits");
}

async fn assert_scores(engine: &mut Engine, fill: Fill, count: usize, expected: &[u8]) {
    for (image, expected) in images().into_iter().zip(values(expected).chunks(63)).take(count) {
        let baseline = Baseline { fill, ..Baseline::default() };
        let spec = OcclusionSpec { image, class: None, baseline, partition: Partition::Diagonal };
        let report = engine.occluded_frequency(MODEL, &spec, async |_| Ok(())).await.unwrap();
        assert_close(&report.scores, expected, 2e-3, "scores");
    }
}

async fn assert_first_order(engine: &mut Engine, fill: Fill, expected: &[u8]) {
    for (image, expected) in images().into_iter().zip(values(expected).chunks(63)) {
        let baseline = Baseline { fill, ..Baseline::default() };
        let spec = OcclusionSpec { image, class: None, baseline, partition: Partition::Diagonal };
        let found = engine.first_order(MODEL, &spec).await.unwrap();
        assert_close(&found.scores, expected, 2e-3, "first-order scores");
    }
}

async fn the_cpu_agrees_with_pytorch_and_captum() {
    let mut engine = engine(DeviceChoice::Cpu).await;
    assert_logits(&mut engine, 24).await;
    assert_scores(&mut engine, Fill::Zero, ON_CPU, fixture!("of_scores.npy")).await;
    assert_scores(&mut engine, Fill::Mean, 2, fixture!("of_scores_mean.npy")).await;
    assert_first_order(&mut engine, Fill::Zero, fixture!("first_order.npy")).await;
    assert_first_order(&mut engine, Fill::Mean, fixture!("first_order_mean.npy")).await;
    assert_architectures(&mut engine).await;
}

async fn the_gpu_agrees_with_pytorch_and_captum() {
    let mut engine = engine(DeviceChoice::Gpu).await;
    assert_eq!(engine.device().kind, DeviceKind::Gpu, "{}", engine.device().reason);
    assert_logits(&mut engine, 3).await;
    assert_scores(&mut engine, Fill::Zero, ON_GPU, fixture!("of_scores.npy")).await;
    assert_architectures(&mut engine).await;
    assert_eq!(engine.device().kind, DeviceKind::Gpu, "{}", engine.device().reason);
}

fn the_transform_agrees_with_scipy() {
    let spectra = images().into_iter().take(3).flat_map(|image| Spectrum::of(&image).coefficients().to_vec());
    assert_close(&spectra.collect::<Vec<_>>(), &values(fixture!("spectra.npy")), 1e-5, "spectra");
    assert_ablations(Fill::Zero, fixture!("ablated_zero.npy"));
    assert_ablations(Fill::Mean, fixture!("ablated_mean.npy"));
}

/// Compares the first three images without each of the fixtures' sets of bands.
fn assert_ablations(fill: Fill, expected: &[u8]) {
    #[derive(serde::Deserialize)]
    struct Description {
        band_sets: Vec<Vec<Band>>,
    }
    let description: Description = serde_json::from_slice(fixture!("fixtures.json")).unwrap();
    let mut ablated = Vec::new();
    for bands in description.band_sets {
        let baseline = Baseline { fill, ..Baseline::default() };
        let ablation = Ablation { bands: bands.into_iter().collect(), baseline };
        images()[..3].iter().for_each(|image| ablated.extend_from_slice(ablation.apply(image).pixels()));
    }
    assert_close(&ablated, &values(expected), 1e-5, "ablated images");
}

fn resizing_agrees_with_block_means() {
    let image = Image::decode(fixture!("resize_input.png")).unwrap();
    // What is taken in has 8 bits a value.
    let rounded: Vec<f32> =
        values(fixture!("resized.npy")).iter().map(|value| (value * 255.0).round() / 255.0).collect();
    assert_close(image.pixels(), &rounded, 1e-5, "resized image");
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    #[test]
    fn the_cpu_agrees_with_pytorch_and_captum() {
        pollster::block_on(super::the_cpu_agrees_with_pytorch_and_captum());
    }

    #[test]
    #[ignore = "needs a GPU: run it with `--ignored` where there is one"]
    fn the_gpu_agrees_with_pytorch_and_captum() {
        pollster::block_on(super::the_gpu_agrees_with_pytorch_and_captum());
    }

    #[test]
    fn the_transform_agrees_with_scipy() {
        super::the_transform_agrees_with_scipy();
    }

    #[test]
    fn resizing_agrees_with_block_means() {
        super::resizing_agrees_with_block_means();
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_cpu_agrees_with_pytorch_and_captum() {
        super::the_cpu_agrees_with_pytorch_and_captum().await;
    }

    #[wasm_bindgen_test]
    async fn the_gpu_agrees_with_pytorch_and_captum() {
        super::the_gpu_agrees_with_pytorch_and_captum().await;
    }

    #[wasm_bindgen_test]
    fn the_transform_agrees_with_scipy() {
        super::the_transform_agrees_with_scipy();
    }

    #[wasm_bindgen_test]
    fn resizing_agrees_with_block_means() {
        super::resizing_agrees_with_block_means();
    }
}
