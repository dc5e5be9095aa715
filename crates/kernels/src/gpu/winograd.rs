//! 3×3 convolutions of stride 1 as F(4×4, 3×3), with the maps of [`crate::winograd`]: 36 products of matrices.

use super::{
    product::{Operands, Panels, Window, multiply},
    shader::{Epilogue, Shader, Source, groups_of, launch},
};
use crate::winograd::{POINTS, TILE, raised};
use cubecl::{client::Client, server::Handle};

/// Bytes of a buffer between the maps: images are mapped in blocks of as many as this holds, or one by one.
const MOST_BYTES: usize = 64 << 20;

/// A convolution, or its adjoint.
#[derive(Debug)]
pub struct Winograd {
    filters: Panels,
    channels: [usize; 2],
}

impl Winograd {
    /// Of memory that the weights of a convolution take.
    pub fn bytes([from, to]: [usize; 2]) -> usize {
        Panels::bytes([POINTS, 1, from, to])
    }

    /// Of the taps `tap(from, to, y, x)`.
    pub fn new(client: &Client, channels: [usize; 2], tap: impl Fn(usize, usize, usize, usize) -> f32) -> Self {
        let [from, to] = channels;
        let pairs = (0..from).flat_map(|i| (0..to).map(move |o| (i, o)));
        let weights = pairs.flat_map(|(i, o)| {
            let points = raised(|y, x| tap(i, o, y, x));
            points.into_iter().enumerate().map(move |(point, weight)| ([point, 0, i, o], weight))
        });
        Self { filters: Panels::new(client, [POINTS, 1, from, to], weights), channels }
    }

    /// `n` images of this size; the results have it too.
    pub fn run(&self, client: &Client, n: usize, size: [usize; 2], operands: &Operands, results: &Handle) {
        let tiles = size.map(|side| side.div_ceil(TILE));
        let widest = self.channels[0].max(self.channels[1]);
        let block = (MOST_BYTES / bytes(tiles, widest)).clamp(1, n.max(1));
        for first in (0..n).step_by(block) {
            self.block(client, [first, block.min(n - first)], [size, tiles], operands, results);
        }
    }

    fn block(
        &self,
        client: &Client,
        [first, n]: [usize; 2],
        [size, tiles]: [[usize; 2]; 2],
        operands: &Operands,
        results: &Handle,
    ) {
        let maps = self.channels.map(|channels| Map { size, tiles, channels });
        let [spread, product] = maps.map(|map| client.empty(n * bytes(tiles, map.channels)));
        let Operands { images, gates, bias, residual, .. } = operands.clone();
        let groups = self.channels.map(|channels| groups_of(n * tiles[0] * tiles[1] * channels));
        let shader = Spread { map: maps[0], source: operands.source() };
        let inputs = [Some(images), gates].into_iter().flatten().collect();
        launch(client, &shader, groups[0], inputs, &spread, &[first, n]);
        let points = [POINTS, n * tiles[0] * tiles[1]];
        multiply(client, Window::POINT, &self.filters, Operands::of(spread), points, &product);
        let shader = Gather { map: maps[1], epilogue: operands.epilogue() };
        let inputs = [Some(product), bias, residual].into_iter().flatten().collect();
        launch(client, &shader, groups[1], inputs, results, &[first, n]);
    }
}

/// Of an image between the maps.
fn bytes(tiles: [usize; 2], channels: usize) -> usize {
    POINTS * tiles[0] * tiles[1] * channels * size_of::<f32>()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Map {
    size: [usize; 2],
    tiles: [usize; 2],
    channels: usize,
}

impl Map {
    fn text(&self) -> String {
        let Self { size: [height, width], tiles: [down, across], channels } = self;
        format!(
            "const FROM = vec2<u32>({height}u, {width}u);
            const TILES = vec2<u32>({down}u, {across}u);
            const CHANNELS = {channels}u;\n"
        )
    }
}

/// From pixels to the points of tiles.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Spread {
    map: Map,
    source: Source,
}

impl Shader for Spread {
    fn buffers(&self) -> Vec<(&'static str, &'static str)> {
        self.source.buffers("f32").chain([("results", "f32")]).collect()
    }

    fn text(&self) -> String {
        self.map.text() + &self.source.text("f32") + include_str!("tiles.wgsl") + include_str!("spread.wgsl")
    }
}

/// From the points of tiles to pixels.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Gather {
    map: Map,
    epilogue: Epilogue,
}

impl Shader for Gather {
    fn buffers(&self) -> Vec<(&'static str, &'static str)> {
        let inputs = [("images", "f32")].into_iter().chain(self.epilogue.buffers("f32"));
        inputs.chain([("results", "f32")]).collect()
    }

    fn text(&self) -> String {
        let source = Source { gated: false }.text("f32");
        self.map.text()
            + &source
            + &self.epilogue.text("f32")
            + include_str!("tiles.wgsl")
            + include_str!("gather.wgsl")
    }
}
