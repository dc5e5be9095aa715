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
        let forward = match tiled(&weights, stride) {
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
        match tiled(weights, *stride) {
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
fn tiled(weights: &Weights, stride: usize) -> bool {
    let wide = |channels: usize| channels >= WORTH && channels.is_multiple_of(4);
    stride == 1 && weights.side == 3 && wide(weights.input) && wide(weights.output)
}
