//! A layer, by the faster of two methods.

use super::{
    patches::Patches,
    product::{Operands, upload},
    winograd::Winograd,
};
use crate::weights::Weights;
use cubecl::{client::Client, server::Handle};
use std::sync::{Arc, OnceLock};

/// Channels from which on tiles are worth their maps.
const WORTH: usize = 32;
/// Bytes of a buffer that WebGPU always binds.
const MOST_BYTES: usize = 128 << 20;

/// A square convolution with bias on a GPU, padded so that stride 1 keeps the size.
#[derive(Debug)]
pub struct Convolution {
    weights: Arc<Weights>,
    stride: usize,
    /// `[out]`, to whole quads.
    bias: Handle,
    forward: Method,
    /// Made when a gradient is first asked for.
    adjoint: OnceLock<Method>,
}

#[derive(Debug)]
enum Method {
    Winograd(Winograd),
    Patches(Patches),
}

impl Convolution {
    /// Of weights, `[out]` biases and a stride.
    pub fn new(client: &Client, weights: impl Into<Arc<Weights>>, bias: &[f32], stride: usize) -> Self {
        let weights = weights.into();
        let mut quads = bias.to_vec();
        quads.resize(bias.len().next_multiple_of(4), 0.0);
        let forward = match tiled([weights.input, weights.output], weights.side, stride) {
            true => {
                let channels = [weights.input, weights.output];
                Method::Winograd(Winograd::new(client, channels, |i, o, y, x| weights.tap(o, i, y, x)))
            }
            false => Method::Patches(Patches::forward(client, &weights, stride)),
        };
        let bias = upload(client, quads);
        Self { weights, stride, bias, forward, adjoint: OnceLock::new() }
    }

    /// `[N, H, W, in]` → `[N, H / stride, W / stride, out]`, sizes rounded up.
    pub fn results(&self, [n, height, width, _]: [usize; 4]) -> [usize; 4] {
        [n, height.div_ceil(self.stride), width.div_ceil(self.stride), self.weights.output]
    }

    /// The results for images of dimensions `images`, to which the `residual` of the same dimensions is added; then, where it
    /// is to `rectify`, max(·, 0).
    pub fn forward(
        &self,
        client: &Client,
        x: Handle,
        images: [usize; 4],
        residual: Option<Handle>,
        rectify: bool,
    ) -> Handle {
        let operands = Operands { residual, rectify, bias: Some(self.bias.clone()), ..Operands::of(x) };
        self.forward.run(client, &operands, images, self.results(images))
    }

    /// The slopes of what a function of the results has the given slopes in those, in images of dimensions `images`. Slopes
    /// count only where `gates`, the results themselves, are not at most 0.
    pub fn adjoint(&self, client: &Client, slopes: Handle, images: [usize; 4], gates: Option<Handle>) -> Handle {
        let operands = Operands { gates, ..Operands::of(slopes) };
        let adjoint = self.adjoint.get_or_init(|| self.turned(client));
        adjoint.run(client, &operands, self.results(images), images)
    }

    fn turned(&self, client: &Client) -> Method {
        let Self { weights, stride, .. } = self;
        match tiled([weights.input, weights.output], weights.side, *stride) {
            true => {
                let channels = [weights.output, weights.input];
                Method::Winograd(Winograd::new(client, channels, |o, i, y, x| weights.tap(o, i, 2 - y, 2 - x)))
            }
            false => Method::Patches(Patches::adjoint(client, weights, *stride)),
        }
    }
}

impl Method {
    fn run(&self, client: &Client, operands: &Operands, from: [usize; 4], to: [usize; 4]) -> Handle {
        let results = client.empty(to.iter().product::<usize>() * size_of::<f32>());
        let (n, sizes) = (from[0], [[from[1], from[2]], [to[1], to[2]]]);
        match self {
            Self::Winograd(winograd) => winograd.run(client, n, sizes[0], operands, &results),
            Self::Patches(patches) => patches.run(client, n, sizes, operands, &results),
        }
        results
    }
}

/// Whether a layer is convolved in tiles.
fn tiled(channels: [usize; 2], side: usize, stride: usize) -> bool {
    let wide = |channels: usize| channels >= WORTH && channels.is_multiple_of(4);
    stride == 1 && side == 3 && channels.into_iter().all(wide) && Winograd::bytes(channels) <= MOST_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gpu::product::Panels;

    #[test]
    fn weights_fit_into_a_buffer_that_any_gpu_binds() {
        let bytes = |channels: [usize; 2], side| match tiled(channels, side, 1) {
            true => Winograd::bytes(channels),
            false => Panels::bytes([1, side * side, channels[0], channels[1]]),
        };
        // The widest layers of ResNet-50, VGG-19 and ResNet-18 at full width, of a ResNet-50 twice as wide, and others.
        let layers = [[2048, 512, 1], [512, 2048, 1], [512, 512, 3], [1024, 1024, 3], [2048, 1024, 3], [96, 1000, 3]];
        for [from, to, side] in layers {
            assert!(bytes([from, to], side) <= MOST_BYTES, "{from} to {to}: {}", bytes([from, to], side));
        }
        assert!(tiled([512, 512], 3, 1) && !tiled([1024, 1024], 3, 1));
    }
}
