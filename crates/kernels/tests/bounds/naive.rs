//! The definition of a convolution.

use super::case::Layer;

/// The three places that a product of a convolution belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// Of the result `[N, h, w, out]`.
    pub result: usize,
    /// Of the pixel `[N, H, W, in]`.
    pub pixel: usize,
    /// Of the weight `[out, in, side, side]`.
    pub weight: usize,
}

/// Every product whose pixel is not beyond the image.
pub fn terms(layer: &Layer, [n, height, width, input]: [usize; 4], mut each: impl FnMut(Term)) {
    let Layer { output, side, stride, .. } = *layer;
    let (down, across) = (height.div_ceil(stride), width.div_ceil(stride));
    for place in 0..n * down * across {
        let (image, y, x) = (place / (down * across), place / across % down * stride, place % across * stride);
        for tap in 0..side * side {
            let inside = |at: usize, by: usize, size| (at + by).checked_sub(side / 2).filter(|&at| at < size);
            let (row, column) = (inside(y, tap / side, height), inside(x, tap % side, width));
            let Some((row, column)) = row.zip(column) else { continue };
            for (o, i) in (0..output).flat_map(|o| (0..input).map(move |i| (o, i))) {
                let pixel = ((image * height + row) * width + column) * input + i;
                let weight = (o * input + i) * side * side + tap;
                each(Term { result: place * output + o, pixel, weight });
            }
        }
    }
}
