//! What a kernel sees of each pixel, row by row: a convolution is then one product of matrices.

/// A kernel that moves over `[N, H, W, C]`, padded so that stride 1 keeps the size.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    from: [usize; 4],
    to: [usize; 2],
    side: usize,
    stride: usize,
}

impl Window {
    /// Over images of dimensions `from`, with kernels of `side`².
    pub fn of(from: [usize; 4], side: usize, stride: usize) -> Self {
        Self { from, to: [from[1], from[2]].map(|size| size.div_ceil(stride)), side, stride }
    }

    /// `[N · h · w, side · side · C]`; zeros beyond the image.
    pub fn patches(&self, x: &[f32]) -> Vec<f32> {
        let mut patches = vec![0.0; self.rows() * self.columns()];
        self.runs(|pixels, row| patches[row..row + pixels.len()].copy_from_slice(&x[pixels]));
        patches
    }

    /// `[N, H, W, C]`: each pixel the sum of all that saw it.
    pub fn adjoint(&self, slopes: &[f32]) -> Vec<f32> {
        let mut sums = vec![0.0; self.from.iter().product()];
        self.runs(|pixels, row| {
            let slopes = &slopes[row..row + pixels.len()];
            sums[pixels].iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope);
        });
        sums
    }

    /// N · h · w: pixels of the results.
    pub fn rows(&self) -> usize {
        self.from[0] * self.to[0] * self.to[1]
    }

    /// Numbers that a kernel sees of each.
    pub fn columns(&self) -> usize {
        self.side * self.side * self.from[3]
    }

    /// The dimensions of the images.
    pub fn images(&self) -> [usize; 4] {
        self.from
    }

    /// Each stretch of an image that lies side by side in a patch, and where in the patches it begins.
    fn runs(&self, mut each: impl FnMut(std::ops::Range<usize>, usize)) {
        let [n, height, width, channels] = self.from;
        let reach = self.side / 2;
        for (image, y, x) in (0..n)
            .flat_map(|i| (0..self.to[0]).map(move |y| (i, y)))
            .flat_map(|(i, y)| (0..self.to[1]).map(move |x| (i, y, x)))
        {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_sees_zeros_beyond_the_image() {
        let window = Window::of([1, 2, 2, 1], 3, 1);
        let patches = window.patches(&[1.0, 2.0, 3.0, 4.0]);
        assert_eq!(patches[..9], [0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 3.0, 4.0]);
        assert_eq!(patches[27..], [1.0, 2.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn stride_two_sees_every_other_pixel() {
        let image: Vec<f32> = (0..16).map(|value| value as f32).collect();
        assert_eq!(Window::of([1, 4, 4, 1], 1, 2).patches(&image), [0.0, 2.0, 8.0, 10.0]);
        let patches = Window::of([1, 4, 4, 1], 3, 2).patches(&image);
        assert_eq!(patches[27..], [5.0, 6.0, 7.0, 9.0, 10.0, 11.0, 13.0, 14.0, 15.0]);
    }

    #[test]
    fn the_adjoint_is_one() {
        // ⟨patches(x), s⟩ = ⟨x, adjoint(s)⟩, exact in small integers.
        for (side, stride) in [(1, 1), (1, 2), (3, 1), (3, 2)] {
            let window = Window::of([2, 5, 6, 3], side, stride);
            let x: Vec<f32> = (0..180).map(|k| (k * 7 % 11) as f32 - 5.0).collect();
            let slopes: Vec<f32> = (0..window.rows() * window.columns()).map(|k| (k * 5 % 13) as f32 - 6.0).collect();
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            assert_eq!(dot(&window.patches(&x), &slopes), dot(&x, &window.adjoint(&slopes)), "{side}, {stride}");
        }
    }
}
