//! The numbers of a layer.

/// Weights `[out, in, side, side]` of a square convolution.
#[derive(Debug)]
pub struct Weights {
    /// The weights in row-major order.
    pub values: Vec<f32>,
    /// Channels of the results.
    pub output: usize,
    /// Channels of the images.
    pub input: usize,
    /// Height and width of the kernels.
    pub side: usize,
}

impl Weights {
    /// What the pixel of channel i at (y, x) in the kernel counts for in channel o.
    #[inline(always)]
    pub(crate) fn tap(&self, o: usize, i: usize, y: usize, x: usize) -> f32 {
        self.values[((o * self.input + i) * self.side + y) * self.side + x]
    }
}
