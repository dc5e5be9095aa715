//! A convolution in the plan of a network.

use crate::name::Name;

/// A convolution that a network has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConvolutionPlan {
    /// Its name in a packed file.
    pub name: Name,
    /// Its shape and stride.
    pub shape: Shape,
}

/// A square convolution whose padding keeps the size at stride 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Channels in.
    pub input: usize,
    /// Channels out.
    pub output: usize,
    /// Side of the kernel.
    pub kernel: usize,
    /// Step of the kernel.
    pub stride: usize,
}

impl Shape {
    /// Of the weight: `[out, in, kernel, kernel]`.
    pub fn dimensions(&self) -> [usize; 4] {
        [self.output, self.input, self.kernel, self.kernel]
    }
}
