//! The GPU's convolutions against their definition in `f64`, within the error bounds that hold on the CPU.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../bounds/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "../bounds/error.rs"]
#[allow(dead_code)]
mod error;
#[path = "../bounds/naive.rs"]
mod naive;
#[path = "../bounds/winograd.rs"]
mod winograd;

use case::{Case, Kind, Layer, Shape};
use cubecl::{Device, client::Client, prelude::CubeElement, server::Handle};
use error::{Method, Values, adjoint, forward, gamma, holds};
use freqscope_kernels::{Weights, gpu::Convolution, rectified};
use proptest::prelude::*;

fn upload(client: &Client, values: &[f32]) -> Handle {
    client.create_from_slice(f32::as_bytes(values))
}

fn download(client: &Client, values: Handle) -> Vec<f32> {
    f32::from_bytes(&client.read_one(values).unwrap()).to_vec()
}

fn method(layer: &Layer) -> Method {
    let wide = |channels: usize| channels >= 32 && channels.is_multiple_of(4);
    match (layer.side, layer.stride) == (3, 1) && wide(layer.input) && wide(layer.output) {
        true => Method::Tiles,
        false => Method::Patches,
    }
}

/// What comes of adding numbers and the rectifier.
fn finished(values: Values, residual: &[f32]) -> Values {
    let sums = values.exact.iter().zip(residual).map(|(exact, &residual)| exact + f64::from(residual));
    let exact: Vec<f64> = sums.collect();
    let bound =
        values.bound.iter().zip(&exact).map(|(bound, exact)| bound + gamma(1) * (exact.abs() + bound)).collect();
    Values { exact: exact.into_iter().map(|exact| exact.max(0.0)).collect(), bound }
}

fn is_a_convolution(client: &Client, case: &Case) -> Result<(), TestCaseError> {
    let Case { layer, images, x, slopes } = case;
    let Layer { output, input, side, stride, ref weights, ref bias } = *layer;
    let convolution =
        Convolution::new(client, Weights { values: weights.clone().into(), output, input, side }, bias, stride);
    prop_assert_eq!(convolution.results(*images), case.results());
    let (method, pixels) = (method(layer), upload(client, x));
    let run =
        |residual, rectify| download(client, convolution.forward(client, pixels.clone(), *images, residual, rectify));
    holds(&run(None, false), &forward(method, layer, *images, x))?;
    let residual: Vec<f32> = slopes.iter().rev().copied().collect();
    let gates = run(Some(upload(client, &residual)), true);
    holds(&gates, &finished(forward(method, layer, *images, x), &residual))?;

    let run = |gates| download(client, convolution.adjoint(client, upload(client, slopes), *images, gates));
    holds(&run(None), &adjoint(method, layer, *images, slopes))?;
    let passed = rectified(slopes, &gates);
    holds(&run(Some(upload(client, &gates))), &adjoint(method, layer, *images, &passed))?;
    let alone = freqscope_kernels::gpu::rectified(client, upload(client, slopes), upload(client, &gates), slopes.len());
    prop_assert_eq!(download(client, alone), passed);
    Ok(())
}

fn any_case() -> impl Strategy<Value = Case> {
    let channels = || prop::sample::select(vec![1, 3, 5, 36, 64, 130]);
    let kinds = prop_oneof![Just(Kind::Even(0)), Just(Kind::Even(5)), Just(Kind::Sparse), Just(Kind::Zeros)];
    let kernels = prop::sample::select(vec![[1, 1], [1, 2], [3, 1], [3, 2]]);
    let images = (prop::sample::select(vec![1, 3, 65]), 1..=6_usize, 1..=6_usize);
    (channels(), channels(), kernels, images, kinds, any::<u64>()).prop_map(
        |(output, input, [side, stride], (n, height, width), kind, seed)| {
            Case::of(Shape { output, input, side, stride, images: [n, height, width] }, kind, seed)
        },
    )
}

/// Every method with every number of channels and of images that is odd in some way.
fn odd() -> Vec<Shape> {
    let shape = |[output, input, side]: [usize; 3], stride, images| Shape { output, input, side, stride, images };
    vec![
        shape([5, 1, 3], 1, [65, 3, 5]),
        shape([130, 3, 3], 1, [1, 6, 5]),
        shape([3, 130, 1], 1, [3, 4, 4]),
        shape([36, 64, 3], 1, [65, 4, 4]),
        shape([64, 36, 3], 1, [3, 9, 7]),
        shape([130, 5, 3], 2, [3, 7, 6]),
        shape([64, 32, 3], 2, [1, 1, 8]),
        shape([5, 130, 1], 2, [65, 5, 4]),
        shape([10, 256, 1], 1, [65, 1, 1]),
    ]
}

#[test]
#[ignore = "needs a GPU: run it with `--ignored` where there is one"]
fn odd_shapes_give_the_convolution_and_its_adjoint() {
    let client = Device::default().client();
    for shape in odd() {
        let case = Case::of(shape, Kind::Even(0), 1);
        is_a_convolution(&client, &case).unwrap_or_else(|error| panic!("{shape:?}: {error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    #[ignore = "needs a GPU: run it with `--ignored` where there is one"]
    fn any_shape_gives_the_convolution_and_its_adjoint(case in any_case()) {
        is_a_convolution(&Device::default().client(), &case)?;
    }
}
