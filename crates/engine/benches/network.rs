//! The shipped ResNet-18 on this machine's CPU, without a browser: forward passes by batch, gradients, a chart and SimBA.
//!
//! ```sh
//! cargo bench -p freqscope-engine --no-default-features --features criterion --bench network
//! ```

use criterion::{BenchmarkId, Criterion, Throughput};
use freqscope_core::{
    attack::{
        AttackSpec, Example, Method, Misclassified,
        goal::Goal,
        simba::{Basis, Order, Simba},
    },
    class::Class,
    device::{DeviceChoice, reason::Reason},
    image::Image,
    occlusion::{OcclusionSpec, ablation::Baseline},
    spectrum::partition::Partition,
};
use freqscope_engine::{attack::gradients, device, engine::Engine, model::classifier::Classifier};
use freqscope_weights::packed::Packed;
use pollster::block_on;
use std::{error::Error, hint::black_box};

const MODEL: &str = "resnet18-natural";
const WEIGHTS: &[u8] = include_bytes!("../../../models/resnet18-natural.safetensors");
const PICTURE: &[u8] = include_bytes!("../../../www/samples/cat-0.png");

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    let mut engine = block_on(Engine::start(DeviceChoice::Cpu));
    block_on(engine.load_unlisted(MODEL, MODEL, WEIGHTS.to_vec()))?;
    forward(&mut criterion, &mut engine);
    let packed = Packed::open(WEIGHTS.to_vec()).map_err(|invalid| invalid.to_string())?;
    let classifier = Classifier::new(&packed, &device::cpu(Reason::ByHand, false).device);
    gradient(&mut criterion, &classifier.map_err(|invalid| invalid.to_string())?);
    chart(&mut criterion, &mut engine, &Image::decode(PICTURE)?);
    simba(&mut criterion, &mut engine);
    criterion.final_summary();
    Ok(())
}

/// So many images, all different.
fn images(count: usize) -> Vec<Image> {
    let pixel = |image: usize, c: usize, y: usize, x: usize| ((image * 7 + c * 11 + y * 5 + x * 3) % 32) as f32 / 31.0;
    (0..count).map(|image| Image::from_fn(|c, y, x| pixel(image, c, y, x))).collect()
}

/// From pixels to logits, so many images at once.
fn forward(criterion: &mut Criterion, engine: &mut Engine) {
    let mut group = criterion.benchmark_group("forward");
    for count in [1, 8, 64] {
        let images = images(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &images, |bencher, images| {
            bencher.iter(|| block_on(engine.classify(MODEL, black_box(images))));
        });
    }
    group.finish();
}

/// The gradients of eight images' cross-entropy.
fn gradient(criterion: &mut Criterion, classifier: &Classifier) {
    let images: Vec<(Image, Class)> = images(8).into_iter().zip(Class::ALL).collect();
    let mut group = criterion.benchmark_group("gradient");
    group.throughput(Throughput::Elements(images.len() as u64));
    group.bench_with_input(BenchmarkId::from_parameter(images.len()), &images, |bencher, images| {
        bencher.iter(|| block_on(gradients(black_box(images), classifier)));
    });
    group.finish();
}

/// An Occluded Frequency of a sample.
fn chart(criterion: &mut Criterion, engine: &mut Engine, image: &Image) {
    let (baseline, partition) = (Baseline::default(), Partition::Diagonal);
    let spec = OcclusionSpec { image: image.clone(), class: None, baseline, partition };
    criterion.bench_function("chart", |bencher| {
        bencher.iter(|| block_on(engine.occluded_frequency(MODEL, black_box(&spec), async |_| Ok(()))));
    });
}

/// SimBA of one image, and of eight together: so small steps that every walk goes along all twelve directions.
fn simba(criterion: &mut Criterion, engine: &mut Engine) {
    let order = Order::Random { freq_dims: 2 };
    let method = Method::Simba(Simba { epsilon: 1e-6, basis: Basis::Dct, order });
    let spec = AttackSpec { method, goal: Goal::Untargeted, seed: 0, misclassified: Misclassified::Attack };
    let mut group = criterion.benchmark_group("simba");
    for count in [1, 8] {
        let examples: Vec<_> = images(count).into_iter().map(|image| Example { image, class: None }).collect();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &examples, |bencher, examples| {
            bencher.iter(|| block_on(engine.attack(MODEL, &spec, black_box(examples), async |_| Ok(()))));
        });
    }
    group.finish();
}
