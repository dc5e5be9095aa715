//! What a kernel sees of each pixel, row by row: a convolution is then one product of matrices.

use burn::tensor::TensorData;

/// A kernel that moves over `[N, H, W, C]`, padded so that stride 1 keeps the size.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    from: [usize; 4],
    to: [usize; 2],
    side: usize,
    stride: usize,
}

impl Window {
    /// Over images of these dimensions.
    pub fn of(from: [usize; 4], side: usize, stride: usize) -> Self {
        Self { from, to: [from[1], from[2]].map(|size| size.div_ceil(stride)), side, stride }
    }

    /// `[N · h · w, side · side · C]`; zeros beyond the image.
    pub fn patches(&self, x: &[f32]) -> TensorData {
        let mut patches = vec![0.0; self.rows() * self.columns()];
        self.runs(|pixels, row| patches[row..row + pixels.len()].copy_from_slice(&x[pixels]));
        TensorData::new(patches, [self.rows(), self.columns()])
    }

    /// `[N, H, W, C]`: each pixel the sum of all that saw it.
    pub fn adjoint(&self, slopes: &[f32]) -> TensorData {
        let mut sums = vec![0.0; self.from.iter().product()];
        self.runs(|pixels, row| {
            let slopes = &slopes[row..row + pixels.len()];
            sums[pixels].iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope);
        });
        TensorData::new(sums, self.from)
    }

    fn rows(&self) -> usize {
        self.from[0] * self.to[0] * self.to[1]
    }

    fn columns(&self) -> usize {
        self.side * self.side * self.from[3]
    }

    /// Each stretch of an image that lies side by side in a patch, and where in the patches it begins.
    fn runs(&self, mut each: impl FnMut(std::ops::Range<usize>, usize)) {
        let [n, height, width, channels] = self.from;
        let reach = self.side / 2;
        for (image, y, x) in (0..n).flat_map(|i| (0..self.to[0]).map(move |y| (i, y))).flat_map(|(i, y)| {
            (0..self.to[1]).map(move |x| (i, y, x))
        }) {
            let row = ((image * self.to[0] + y) * self.to[1] + x) * self.columns();
            // Positions in the padded image; what lies in the image itself is `reach..reach + size`.
            let left = (x * self.stride).max(reach);
            let right = (x * self.stride + self.side).min(width + reach);
            for dy in 0..self.side {
                let line = y * self.stride + dy;
                if (reach..height + reach).contains(&line) && left < right {
                    let start = (image * height + line - reach) * width;
                    let pixels = (start + left - reach) * channels..(start + right - reach) * channels;
                    each(pixels, row + (dy * self.side + left - x * self.stride) * channels);
                }
            }
        }
    }
}
