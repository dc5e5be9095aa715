//! One convolution and its adjoint, product by product.

use freqscope_weights::source;
use std::ops::Range;

/// `[channels, side, side]`
#[derive(Debug, Clone)]
pub struct Map {
    pub channels: usize,
    pub side: usize,
    pub values: Vec<f64>,
}

/// A square convolution with bias, padded so that stride 1 keeps the size.
pub struct Layer {
    /// `[out, in, kernel, kernel]`
    shape: [usize; 4],
    stride: usize,
    weights: Vec<f64>,
    bias: Vec<f64>,
}

impl Map {
    fn zeros(channels: usize, side: usize) -> Self {
        Self { channels, side, values: vec![0.0; channels * side * side] }
    }

    pub fn add(&mut self, other: &Self) {
        self.values.iter_mut().zip(&other.values).for_each(|(value, other)| *value += other);
    }

    /// Each channel's mean.
    pub fn mean(&self) -> Self {
        let plane = self.side * self.side;
        let values = self.values.chunks(plane).map(|channel| channel.iter().sum::<f64>() / plane as f64).collect();
        Self { channels: self.channels, side: 1, values }
    }

    /// The adjoint of [`Map::mean`].
    pub fn spread(&self, side: usize) -> Self {
        let plane = side * side;
        let values = self.values.iter().flat_map(|&slope| std::iter::repeat_n(slope / plane as f64, plane)).collect();
        Self { channels: self.channels, side, values }
    }
}

impl Layer {
    pub fn new(layer: source::Layer, shape: [usize; 4], stride: usize) -> Self {
        let exact = |values: &[f32]| values.iter().copied().map(f64::from).collect();
        Self { shape, stride, weights: exact(&layer.weight.floats()), bias: exact(&layer.bias) }
    }

    pub fn stride(&self) -> usize {
        self.stride
    }

    pub fn forward(&self, x: &Map) -> Map {
        let mut y = Map::zeros(self.shape[0], x.side / self.stride);
        let plane = y.side * y.side;
        y.values.chunks_mut(plane).zip(&self.bias).for_each(|(channel, &bias)| channel.fill(bias));
        self.products(x.side, y.side, |weight, result, pixel| y.values[result] += weight * x.values[pixel]);
        y
    }

    /// Slopes in images of this side, of those in the results.
    pub fn adjoint(&self, slopes: &Map, side: usize) -> Map {
        let mut x = Map::zeros(self.shape[1], side);
        self.products(side, slopes.side, |weight, result, pixel| x.values[pixel] += weight * slopes.values[result]);
        x
    }

    /// Each weight with each result that it is for, and the pixel that it counts there.
    fn products(&self, from: usize, to: usize, mut each: impl FnMut(f64, usize, usize)) {
        let [output, input, kernel, _] = self.shape;
        // Results whose tap is inside the image.
        let inside = |tap: usize| -> Range<usize> {
            let start = (kernel / 2).saturating_sub(tap).div_ceil(self.stride);
            let end = (from + kernel / 2 - tap).div_ceil(self.stride).min(to);
            start..end
        };
        let weights = self.weights.chunks(kernel * kernel).enumerate();
        for (pair, taps) in weights.take(output * input) {
            let (o, i) = (pair / input, pair % input);
            for (tap, &weight) in taps.iter().enumerate() {
                let (down, across) = (tap / kernel, tap % kernel);
                for y in inside(down) {
                    let row = (i * from + y * self.stride + down - kernel / 2) * from;
                    for x in inside(across) {
                        each(weight, (o * to + y) * to + x, row + x * self.stride + across - kernel / 2);
                    }
                }
            }
        }
    }
}
