//! Times the GPU's convolutions beside burn's: every shape of a ResNet-18 of width 32, for 64 images, forward and the
//! gradient with respect to the images. Both are timed in turn, best of five; each layer counts as often as the network has
//! it, and their results are compared first.
//!
//! ```sh
//! cargo run --release -p freqscope-engine --example convolutions
//! ```
#![allow(clippy::print_stdout, missing_docs)]

use burn::tensor::{Device, Tensor, TensorData, module::conv2d, ops::ConvOptions};
use burn_cubecl::cubecl::{self, client::Client, prelude::CubeElement, server::Handle};
use freqscope_kernels::{Weights, gpu::Convolution};
use std::{error::Error, time::Instant};

const IMAGES: usize = 64;
const RUNS: usize = 5;

/// A layer: its channels, kernel and stride, the side of its images, and how often the network has it.
#[derive(Debug, Clone, Copy)]
struct Shape {
    input: usize,
    output: usize,
    kernel: usize,
    stride: usize,
    side: usize,
    count: usize,
}

fn shapes() -> Vec<Shape> {
    let shape =
        |[input, output, kernel, stride, side, count]: [usize; 6]| Shape { input, output, kernel, stride, side, count };
    [
        [3, 32, 3, 1, 32, 1],
        [32, 32, 3, 1, 32, 4],
        [32, 64, 3, 2, 32, 1],
        [32, 64, 1, 2, 32, 1],
        [64, 64, 3, 1, 16, 3],
        [64, 128, 3, 2, 16, 1],
        [64, 128, 1, 2, 16, 1],
        [128, 128, 3, 1, 8, 3],
        [128, 256, 3, 2, 8, 1],
        [128, 256, 1, 2, 8, 1],
        [256, 256, 3, 1, 4, 3],
    ]
    .map(shape)
    .to_vec()
}

/// Numbers without a pattern, in ±0.5.
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let number = |k: u32| (k.wrapping_mul(2_654_435_761).wrapping_add(seed) ^ 0x5bd1) as f32 / u32::MAX as f32 - 0.5;
    (0..count as u32).map(number).collect()
}

/// Both convolutions of one layer on the same numbers.
struct Pair {
    client: Client,
    images: [usize; 4],
    ours: Convolution,
    x: Handle,
    slopes: Handle,
    stock_x: Tensor<4>,
    stock_weight: Tensor<4>,
    stock_bias: Tensor<1>,
    stock_slopes: Tensor<4>,
    options: ConvOptions<2>,
}

impl Pair {
    fn new(client: &Client, device: &Device, shape: Shape) -> Self {
        let Shape { input, output, kernel, stride, side, .. } = shape;
        let to = side.div_ceil(stride);
        let values = numbers(output * input * kernel * kernel, 1);
        let (bias, x) = (numbers(output, 2), numbers(IMAGES * side * side * input, 3));
        let slopes = numbers(IMAGES * to * to * output, 4);
        let first = |values: &[f32], shape: [usize; 4]| {
            Tensor::<4>::from_data(TensorData::new(values.to_vec(), shape), device).permute([0, 3, 1, 2])
        };
        Self {
            client: client.clone(),
            images: [IMAGES, side, side, input],
            x: client.create_from_slice(f32::as_bytes(&x)),
            slopes: client.create_from_slice(f32::as_bytes(&slopes)),
            stock_x: first(&x, [IMAGES, side, side, input]),
            stock_slopes: first(&slopes, [IMAGES, to, to, output]),
            stock_weight: Tensor::from_data(TensorData::new(values.clone(), [output, input, kernel, kernel]), device),
            stock_bias: Tensor::from_data(TensorData::new(bias.clone(), [output]), device),
            ours: Convolution::new(
                client,
                Weights { values: values.into(), output, input, side: kernel },
                &bias,
                stride,
            ),
            options: ConvOptions::new([stride; 2], [kernel / 2; 2], [1; 2], 1),
        }
    }

    fn forward(&self) -> Handle {
        self.ours.forward(&self.client, self.x.clone(), self.images, None, false)
    }

    fn adjoint(&self) -> Handle {
        self.ours.adjoint(&self.client, self.slopes.clone(), self.images, None)
    }

    fn stock(&self, x: Tensor<4>) -> Tensor<4> {
        conv2d(x, self.stock_weight.clone(), Some(self.stock_bias.clone()), self.options.clone())
    }

    /// What burn computes backward comes with what it computes forward.
    fn stock_gradient(&self) -> Option<Tensor<4>> {
        let x = self.stock_x.clone().autodiff().require_grad();
        let slopes = Tensor::from_inner(self.stock_slopes.clone());
        let mut gradients = (self.stock(x.clone()) * slopes).sum().backward();
        x.grad_remove(&mut gradients)
    }

    /// Seconds of one call, and of nothing before it.
    fn seconds<T>(&self, call: impl Fn() -> T) -> f64 {
        let sync = || pollster::block_on(self.client.sync()).is_ok();
        assert!(sync(), "the GPU failed");
        let start = Instant::now();
        let _result = call();
        assert!(sync(), "the GPU failed");
        start.elapsed().as_secs_f64()
    }

    /// Ours and burn's, forward and then backward; burn's backward less its forward.
    fn times(&self) -> [f64; 4] {
        let stock = || self.stock(self.stock_x.clone());
        let mut best = [f64::INFINITY; 4];
        for _ in 0..RUNS {
            let gradient = self.seconds(|| self.stock_gradient());
            let times =
                [self.seconds(|| self.forward()), self.seconds(stock), self.seconds(|| self.adjoint()), gradient];
            best.iter_mut().zip(times).for_each(|(best, time)| *best = best.min(time));
        }
        best[3] -= best[1];
        best
    }

    /// The largest difference of both, forward and backward.
    fn difference(&self) -> Result<[f32; 2], Box<dyn Error>> {
        let differ = |ours: Handle, stock: Tensor<4>| -> Result<f32, Box<dyn Error>> {
            let ours = self.client.read_one(ours).map_err(|error| format!("{error:?}"))?;
            let stock =
                stock.permute([0, 2, 3, 1]).into_data().try_to_vec::<f32>().map_err(|error| format!("{error:?}"))?;
            Ok(f32::from_bytes(&ours).iter().zip(&stock).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max))
        };
        let gradient = self.stock_gradient().ok_or("burn gives no gradient")?;
        Ok([differ(self.forward(), self.stock(self.stock_x.clone()))?, differ(self.adjoint(), gradient)?])
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (client, device) = (cubecl::Device::default().client(), Device::wgpu(burn::tensor::DeviceKind::DefaultDevice));
    println!("{:>24} {:>10} {:>10} {:>6} {:>10} {:>10} {:>6}", "", "forward", "burn's", "", "gradient", "burn's", "");
    let mut totals = [0.0; 4];
    for shape in shapes() {
        let Shape { input, output, kernel, stride, side, count } = shape;
        let pair = Pair::new(&client, &device, shape);
        let difference = pair.difference()?;
        assert!(difference.iter().all(|&difference| difference < 1e-2), "{shape:?}: apart by {difference:?}");
        let times = pair.times();
        row(&format!("{input}→{output} {kernel}×{kernel}/{stride} {side}² ·{count}"), times);
        totals.iter_mut().zip(times).for_each(|(total, time)| *total += count as f64 * time);
    }
    row("all", totals);
    Ok(())
}

/// Milliseconds, and the shares of burn's.
fn row(name: &str, times: [f64; 4]) {
    let [ours, stock, adjoint, gradient] = times.map(|time| time * 1000.0);
    let (forward, backward) = (ours / stock, adjoint / gradient);
    println!("{name:>24} {ours:8.2}ms {stock:8.2}ms {forward:5.2}× {adjoint:8.2}ms {gradient:8.2}ms {backward:5.2}×");
}
