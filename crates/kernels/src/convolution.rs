//! A layer, by the faster of two methods.

use crate::{patches::Patches, weights::Weights, winograd::Winograd};

/// A square convolution with bias, padded so that stride 1 keeps the size.
#[derive(Debug)]
pub struct Convolution {
    method: Method,
    bias: Vec<f32>,
}

#[derive(Debug)]
enum Method {
    Winograd(Winograd),
    Patches(Patches),
}

impl Convolution {
    /// Of weights, `[out]` biases and a stride.
    pub fn new(weights: Weights, bias: Vec<f32>, stride: usize) -> Self {
        let method = match stride {
            1 if Winograd::suits(&weights) => Method::Winograd(Winograd::new(weights)),
            _ => Method::Patches(Patches::new(weights, stride)),
        };
        Self { method, bias }
    }

    /// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`, sizes rounded up.
    pub fn results(&self, [n, height, width, _]: [usize; 4]) -> [usize; 4] {
        let stride = match &self.method {
            Method::Winograd(_) => 1,
            Method::Patches(patches) => patches.stride(),
        };
        [n, height.div_ceil(stride), width.div_ceil(stride), self.bias.len()]
    }

    /// The results for images of dimensions `images`.
    pub fn forward(&self, x: &[f32], images: [usize; 4]) -> Vec<f32> {
        match &self.method {
            Method::Winograd(winograd) => winograd.forward(x, images, &self.bias),
            Method::Patches(patches) => patches.forward(x, images, &self.bias),
        }
    }

    /// The slopes of what a function has the given slopes in the results, in images of dimensions `images`.
    pub fn adjoint(&self, slopes: &[f32], images: [usize; 4]) -> Vec<f32> {
        match &self.method {
            Method::Winograd(winograd) => winograd.adjoint(slopes, images),
            Method::Patches(patches) => patches.adjoint(slopes, images),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small integers without a pattern.
    fn integer(seed: usize) -> f32 {
        (seed * 7919 % 17) as f32 - 8.0
    }

    /// The definition: each result, from its bias and what its kernel sees.
    fn direct(
        [weight, bias, x]: [&[f32]; 3],
        [output, input, side]: [usize; 3],
        stride: usize,
        images: [usize; 4],
    ) -> Vec<f32> {
        let [n, height, width, _] = images;
        let mut results = Vec::new();
        for (image, y, z) in (0..n)
            .flat_map(|image| (0..height).step_by(stride).map(move |y| (image, y)))
            .flat_map(|(image, y)| (0..width).step_by(stride).map(move |z| (image, y, z)))
        {
            for o in 0..output {
                let mut sum = bias[o];
                for (dy, dx) in (0..side).flat_map(|dy| (0..side).map(move |dx| (dy, dx))) {
                    let (Some(y), Some(z)) = ((y + dy).checked_sub(side / 2), (z + dx).checked_sub(side / 2)) else {
                        continue;
                    };
                    if y < height && z < width {
                        let pixel = &x[((image * height + y) * width + z) * input..][..input];
                        let taps = (0..input).map(|i| weight[((o * input + i) * side + dy) * side + dx]);
                        sum += pixel.iter().zip(taps).map(|(pixel, tap)| pixel * tap).sum::<f32>();
                    }
                }
                results.push(sum);
            }
        }
        results
    }

    /// Shapes of a layer, with its stride, and images: with and without borders of tiles, few and many channels.
    const CASES: [([usize; 3], usize, [usize; 4]); 9] = [
        ([16, 16, 3], 1, [2, 8, 8, 16]),
        ([32, 16, 3], 1, [1, 4, 4, 16]),
        ([16, 48, 3], 1, [3, 2, 2, 48]),
        ([48, 32, 3], 1, [1, 5, 7, 32]),
        ([16, 16, 3], 1, [70, 4, 4, 16]),
        ([16, 3, 3], 1, [2, 8, 8, 3]),
        ([40, 16, 3], 2, [2, 8, 8, 16]),
        ([32, 16, 1], 2, [70, 5, 7, 16]),
        ([7, 5, 1], 1, [2, 3, 3, 5]),
    ];

    fn layer(shape: [usize; 3], stride: usize) -> (Vec<f32>, Vec<f32>, Convolution) {
        let weight: Vec<f32> = (0..shape[0] * shape[1] * shape[2].pow(2)).map(|k| integer(k + 5)).collect();
        let bias: Vec<f32> = (0..shape[0]).map(|k| integer(k + 3)).collect();
        let [output, input, side] = shape;
        let convolution =
            Convolution::new(Weights { values: weight.clone(), output, input, side }, bias.clone(), stride);
        (weight, bias, convolution)
    }

    #[test]
    fn it_is_what_its_definition_says() {
        for (shape, stride, images) in CASES {
            let (weight, bias, convolution) = layer(shape, stride);
            let x: Vec<f32> = (0..images.iter().product()).map(integer).collect();
            let expected = direct([&weight, &bias, &x], shape, stride, images);
            let found = convolution.forward(&x, images);
            assert_eq!(found.len(), convolution.results(images).iter().product());
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 0.05, "{shape:?}, {images:?}: {found}, not {expected}");
            }
        }
    }

    #[test]
    fn its_adjoint_is_one() {
        // ⟨f(x) − f(0), s⟩ = ⟨x, adjoint(s)⟩.
        for (shape, stride, images) in CASES {
            let (.., convolution) = layer(shape, stride);
            let x: Vec<f32> = (0..images.iter().product()).map(integer).collect();
            let still = convolution.forward(&vec![0.0; x.len()], images);
            let results: Vec<f32> = convolution.forward(&x, images).iter().zip(still).map(|(y, o)| y - o).collect();
            let slopes: Vec<f32> = (0..results.len()).map(|k| integer(k + 11)).collect();
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>();
            let pair = [dot(&results, &slopes), dot(&x, &convolution.adjoint(&slopes, images))];
            let size = dot(&results, &results).sqrt() * dot(&slopes, &slopes).sqrt();
            assert!((pair[0] - pair[1]).abs() < 1e-5 * size, "{shape:?}, {images:?}: {pair:?}");
        }
    }
}
