//! Convolutions as products of matrices whose left one is never written out: its rows are what a kernel sees of a pixel.

use super::shader::{Epilogue, Shader, Source, THREADS, launch};
use cubecl::{bytes::Bytes, client::Client, server::Handle};

/// Rows of the right matrix come by as many as are multiplied at once.
const LINES: usize = 16;
/// Most rows of a workgroup, of which 16 numbers each lie in memory that it shares.
const ROWS: usize = 128;
/// As many workgroups keep a GPU busy.
const BUSY: usize = 128;

/// Where pixels come from and go to, along rows and columns.
///
/// A pixel at p of a grid sums what images have at `step · p + first`, and at the next `taps` places from there on, and goes
/// to `to_step · p + to_first`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    pub from: [usize; 2],
    pub first: [isize; 2],
    pub step: usize,
    pub taps: [usize; 2],
    pub grid: [usize; 2],
    pub to: [usize; 2],
    pub to_first: [usize; 2],
    pub to_step: usize,
}

impl Window {
    /// Of one pixel to itself: what is left is a product of matrices.
    pub const POINT: Self = Self {
        from: [1; 2],
        first: [0; 2],
        step: 1,
        taps: [1; 2],
        grid: [1; 2],
        to: [1; 2],
        to_first: [0; 2],
        to_step: 1,
    };
}

/// Matrices on a GPU: what each tap counts for.
#[derive(Debug)]
pub struct Panels {
    values: Handle,
    /// Channels of the images and of the results.
    channels: [usize; 2],
}

impl Panels {
    /// `[batches, taps, from, to]`, of weights and their places in that; all others are 0.
    pub fn new(client: &Client, dimensions: [usize; 4], weights: impl Iterator<Item = ([usize; 4], f32)>) -> Self {
        let [_, taps, from, to] = dimensions;
        let (quads, width) = (from.next_multiple_of(4), panel(to));
        let lines = (taps * quads).next_multiple_of(LINES);
        let mut values = vec![0.0; Self::bytes(dimensions) / size_of::<f32>()];
        for ([batch, tap, i, o], weight) in weights {
            values[(batch * lines + tap * quads + i) * width + o] = weight;
        }
        Self { values: upload(client, values), channels: [from, to] }
    }

    /// Of memory that matrices of these dimensions take.
    pub fn bytes([batches, taps, from, to]: [usize; 4]) -> usize {
        let lines = (taps * from.next_multiple_of(4)).next_multiple_of(LINES);
        (batches * lines).max(LINES) * panel(to) * size_of::<f32>()
    }
}

/// Numbers on a GPU.
pub fn upload(client: &Client, values: Vec<f32>) -> Handle {
    client.create(Bytes::from_elems(values))
}

/// The images and what else a product reads.
#[derive(Debug, Clone)]
pub struct Operands {
    /// `[batch · N, H, W, in]`
    pub images: Handle,
    /// `images` counts only where this is not at most 0.
    pub gates: Option<Handle>,
    /// `[out]`, to whole quads.
    pub bias: Option<Handle>,
    /// As the results are.
    pub residual: Option<Handle>,
    /// Whether the results end at 0 from below.
    pub rectify: bool,
}

impl Operands {
    /// Images as they are.
    pub fn of(images: Handle) -> Self {
        Self { images, gates: None, bias: None, residual: None, rectify: false }
    }

    pub fn source(&self) -> Source {
        Source { gated: self.gates.is_some() }
    }

    pub fn epilogue(&self) -> Epilogue {
        Epilogue { bias: self.bias.is_some(), residual: self.residual.is_some(), rectify: self.rectify }
    }
}

/// Writes the sums of `n` images to `to`, `batches` times.
pub fn multiply(
    client: &Client,
    window: Window,
    panels: &Panels,
    operands: Operands,
    [batches, n]: [usize; 2],
    to: &Handle,
) {
    let rows = n * window.grid[0] * window.grid[1];
    let channels = panels.channels;
    let tile = Tile::of(rows, channels[1], batches);
    let shader = Product { window, channels, tile, source: operands.source(), epilogue: operands.epilogue() };
    let [down, across] = tile.groups(rows, channels[1]);
    let Operands { images, gates, bias, residual, .. } = operands;
    let inputs = [Some(images), gates, Some(panels.values.clone()), bias, residual];
    launch(client, &shader, [down, across, batches], inputs.into_iter().flatten().collect(), to, &[n]);
}

/// What a workgroup of 64 threads computes: `wide` threads are side by side, and each has `down` rows of `across` quads of
/// columns. Many sums from few reads, where there are enough for all threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Tile {
    wide: usize,
    across: usize,
    down: usize,
}

impl Tile {
    /// For `columns` of `batches` matrices with so many `rows`.
    fn of(rows: usize, columns: usize, batches: usize) -> Self {
        let [wide, across] = widths(columns);
        let tile = |down| Self { wide, across, down };
        let busy = |tile: &Self| {
            let [down, across] = tile.groups(rows, columns);
            tile.rows() <= ROWS && down * across * batches >= BUSY
        };
        [8, 4].map(tile).into_iter().find(busy).unwrap_or(tile(2))
    }

    fn rows(&self) -> usize {
        THREADS / self.wide * self.down
    }

    /// Workgroups down and across.
    fn groups(&self, rows: usize, columns: usize) -> [usize; 2] {
        [rows.div_ceil(self.rows()), columns.div_ceil(4 * self.wide * self.across)]
    }
}

/// Threads across, and quads of each.
fn widths(columns: usize) -> [usize; 2] {
    match columns.div_ceil(4) {
        quads @ 0..=8 => [quads.next_power_of_two(), 1],
        _ => [8, 2],
    }
}

/// Numbers of a line of the right matrix: those of whole workgroups.
fn panel(columns: usize) -> usize {
    let [wide, across] = widths(columns);
    columns.next_multiple_of(4 * wide * across)
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Product {
    window: Window,
    /// In and out.
    channels: [usize; 2],
    tile: Tile,
    source: Source,
    epilogue: Epilogue,
}

/// Numbers that are read, or written, together.
fn element(channels: usize) -> &'static str {
    if channels.is_multiple_of(4) { "vec4<f32>" } else { "f32" }
}

impl Shader for Product {
    fn buffers(&self) -> Vec<(&'static str, &'static str)> {
        let [from, to] = self.channels.map(element);
        let inputs = self.source.buffers(from).chain([("weights", "vec4<f32>")]).chain(self.epilogue.buffers(to));
        inputs.chain([("results", to)]).collect()
    }

    fn text(&self) -> String {
        let Self { window, channels: [from, to], tile, source, epilogue } = self;
        let quads = from.div_ceil(4);
        let length = window.taps[0] * window.taps[1] * quads;
        let numbers = [
            ("IN", *from),
            ("OUT", *to),
            ("IN_QUADS", quads),
            ("OUT_QUADS", to.div_ceil(4)),
            ("LENGTH", length),
            ("LINES", (4 * length).next_multiple_of(LINES)),
            ("PANEL", panel(*to) / 4),
            ("STEP", window.step),
            ("TO_STEP", window.to_step),
            ("WIDE", tile.wide),
            ("ACROSS", tile.across),
            ("DOWN", tile.down),
        ];
        let pairs = [
            ("FROM", window.from),
            ("TAPS", window.taps.map(|taps| taps.max(1))),
            ("GRID", window.grid),
            ("TO", window.to),
            ("TO_FIRST", window.to_first),
        ];
        let mut text = format!("const FIRST = vec2<i32>({}, {});\n", window.first[0], window.first[1]);
        numbers.iter().for_each(|(name, value)| text += &format!("const {name} = {value}u;\n"));
        pairs.iter().for_each(|(name, [y, x])| text += &format!("const {name} = vec2<u32>({y}u, {x}u);\n"));
        text += &source.text(element(*from));
        text += &epilogue.text(element(*to));
        text += if from.is_multiple_of(4) { FETCH_QUAD } else { FETCH_NUMBERS };
        text += if to.is_multiple_of(4) { PUT_QUAD } else { PUT_NUMBERS };
        text + include_str!("product.wgsl")
    }
}

const FETCH_QUAD: &str = "
fn fetch(pixel: u32, quad: u32) -> vec4<f32> {
    return seen(pixel * IN_QUADS + quad);
}
";
const FETCH_NUMBERS: &str = "
fn fetch(pixel: u32, quad: u32) -> vec4<f32> {
    var value = vec4<f32>();
    for (var i = 0u; i < 4u; i++) {
        if (4u * quad + i < IN) {
            value[i] = seen(pixel * IN + 4u * quad + i);
        }
    }
    return value;
}
";
const PUT_QUAD: &str = "
fn put(pixel: u32, quad: u32, sum: vec4<f32>) {
    let at = pixel * OUT_QUADS + quad;
    results[at] = finish(sum, quad, at);
}
";
const PUT_NUMBERS: &str = "
fn put(pixel: u32, quad: u32, sum: vec4<f32>) {
    for (var i = 0u; i < 4u; i++) {
        let channel = 4u * quad + i;
        if (channel < OUT) {
            let at = pixel * OUT + channel;
            results[at] = finish(sum[i], channel, at);
        }
    }
}
";
