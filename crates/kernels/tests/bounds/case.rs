//! Layers and images to try, with numbers of every size.

use freqscope_kernels::{Convolution, Weights};
use proptest::prelude::*;

/// A layer as its definition needs it.
#[derive(Debug, Clone)]
pub struct Layer {
    pub output: usize,
    pub input: usize,
    pub side: usize,
    pub stride: usize,
    /// `[out, in, side, side]`
    pub weights: Vec<f32>,
    /// `[out]`
    pub bias: Vec<f32>,
}

/// A layer with images and slopes of its results.
#[derive(Debug, Clone)]
pub struct Case {
    pub layer: Layer,
    /// `[N, H, W, in]`
    pub images: [usize; 4],
    pub x: Vec<f32>,
    pub slopes: Vec<f32>,
}

/// The sizes of a case; `images` are `[N, H, W]`.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub output: usize,
    pub input: usize,
    pub side: usize,
    pub stride: usize,
    pub images: [usize; 3],
}

/// Which numbers there are.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Between ±10 to this power.
    Even(i32),
    /// Of any size from 10⁻⁸ to 10⁸.
    Mixed,
    /// One in eight is not 0.
    Sparse,
    /// Nothing but 0.
    Zeros,
}

impl Layer {
    pub fn convolution(&self) -> Convolution {
        let Self { output, input, side, .. } = *self;
        Convolution::new(
            Weights { values: self.weights.clone().into(), output, input, side },
            self.bias.clone(),
            self.stride,
        )
    }
}

impl Case {
    /// A case of this shape; another seed gives other numbers.
    pub fn of(shape: Shape, kind: Kind, seed: u64) -> Self {
        let Shape { output, input, side, stride, images: [n, height, width] } = shape;
        let mut number = numbers(kind, seed);
        let mut some = |count: usize| (0..count).map(|_| number()).collect::<Vec<f32>>();
        let (weights, bias) = (some(output * input * side * side), some(output));
        let layer = Layer { output, input, side, stride, weights, bias };
        let images = [n, height, width, input];
        let results = n * height.div_ceil(stride) * width.div_ceil(stride) * output;
        Self { layer, images, x: some(images.iter().product()), slopes: some(results) }
    }

    /// `[N, H / stride, W / stride, out]`, sizes rounded up.
    pub fn results(&self) -> [usize; 4] {
        let ([n, height, width, _], stride) = (self.images, self.layer.stride);
        [n, height.div_ceil(stride), width.div_ceil(stride), self.layer.output]
    }
}

/// Numbers without a pattern (Steele et al., SplitMix64, 2014).
fn numbers(kind: Kind, mut state: u64) -> impl FnMut() -> f32 {
    let mut share = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    };
    move || {
        let (value, other) = (2.0 * share() - 1.0, share());
        let value = match kind {
            Kind::Even(power) => value * 10_f64.powi(power),
            Kind::Mixed => value * 10_f64.powf(16.0 * other - 8.0),
            Kind::Sparse => value * f64::from(u8::from(other < 0.125)),
            Kind::Zeros => 0.0,
        };
        value as f32
    }
}

/// Shapes with and without borders of tiles, maps just small enough to take none and just too large, few and many channels, more tiles
/// than one block of them has.
pub fn fixed() -> [Shape; 14] {
    let shape = |[output, input, side]: [usize; 3], stride, images| Shape { output, input, side, stride, images };
    [
        shape([16, 16, 3], 1, [2, 8, 8]),
        shape([32, 16, 3], 1, [1, 4, 4]),
        shape([16, 48, 3], 1, [3, 2, 2]),
        shape([32, 32, 3], 1, [70, 2, 2]),
        shape([16, 32, 3], 1, [2, 2, 3]),
        shape([16, 32, 3], 1, [2, 2, 4]),
        shape([32, 16, 3], 1, [5, 3, 3]),
        shape([16, 16, 3], 1, [2, 1, 9]),
        shape([48, 32, 3], 1, [1, 5, 7]),
        shape([16, 16, 3], 1, [70, 4, 4]),
        shape([16, 3, 3], 1, [2, 8, 8]),
        shape([40, 16, 3], 2, [2, 8, 8]),
        shape([32, 16, 1], 2, [70, 5, 7]),
        shape([7, 5, 1], 1, [2, 3, 3]),
    ]
}

/// Down to where products vanish and up to where their sums all but overflow.
fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        4 => (-30..=14).prop_map(Kind::Even),
        2 => Just(Kind::Even(0)),
        1 => Just(Kind::Even(-42)),
        2 => Just(Kind::Mixed),
        2 => Just(Kind::Sparse),
        1 => Just(Kind::Zeros),
    ]
}

fn any_images() -> impl Strategy<Value = [usize; 3]> {
    prop_oneof![[1..=2_usize, 1..=9_usize, 1..=9_usize], [60..=70_usize, 1..=4_usize, 1..=4_usize]]
}

/// Cases that are convolved in tiles unless their images are too small: 3×3, of stride 1, and of channels by the sixteen.
pub fn tiled() -> impl Strategy<Value = Case> {
    let channels = || (1..=3_usize).prop_map(|count| 16 * count);
    (channels(), channels(), any_images(), any_kind(), any::<u64>()).prop_map(|(output, input, images, kind, seed)| {
        Case::of(Shape { output, input, side: 3, stride: 1, images }, kind, seed)
    })
}

/// All others.
pub fn patches() -> impl Strategy<Value = Case> {
    let sizes = (1..=40_usize, 1..=20_usize, prop::sample::select(vec![1, 3, 5, 7]), 1..=3_usize);
    (sizes, any_images(), any_kind(), any::<u64>()).prop_map(|((output, input, side, stride), images, kind, seed)| {
        // Sixteen channels would be tiled.
        let input = if input == 16 { 17 } else { input };
        Case::of(Shape { output, input, side, stride, images }, kind, seed)
    })
}
