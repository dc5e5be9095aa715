//! One channel of an image while it is changed, and what lies beyond its edges.

use std::array;

/// A square of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    side: usize,
    values: Vec<f64>,
}

/// Red, green and blue.
pub type Rgb = [Plane; 3];

/// What stands where there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// The nearest value: a a | a b c | c c.
    Nearest,
    /// The mirror image, with the value at the edge twice: b a | a b c | c b.
    Reflect,
    /// The mirror image, with the value at the edge once: c b | a b c | b a.
    Reflect101,
}

impl Border {
    /// The index, 0 to `side` − 1, whose value stands at `i`.
    fn index(self, i: isize, side: usize) -> usize {
        let side = side as isize;
        let folded = |period: isize, beyond: isize| {
            let i = i.rem_euclid(period.max(1));
            if i < side { i } else { beyond - i }
        };
        let i = match self {
            Self::Nearest => i.clamp(0, side - 1),
            Self::Reflect => folded(2 * side, 2 * side - 1),
            Self::Reflect101 => folded(2 * side - 2, 2 * side - 2),
        };
        i as usize
    }
}

impl Plane {
    /// The values `value(y, x)`, row by row.
    pub fn from_fn(side: usize, mut value: impl FnMut(usize, usize) -> f64) -> Self {
        Self { side, values: (0..side * side).map(|i| value(i / side, i % side)).collect() }
    }

    /// Rows, and columns.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// The value in row y, column x.
    pub fn at(&self, y: usize, x: usize) -> f64 {
        self.values[y * self.side + x]
    }

    /// Sets the value in row y, column x.
    pub fn set(&mut self, y: usize, x: usize, value: f64) {
        self.values[y * self.side + x] = value;
    }

    /// The value in row y, column x, which may lie beyond the edges.
    pub fn beyond(&self, border: Border, y: isize, x: isize) -> f64 {
        self.at(border.index(y, self.side), border.index(x, self.side))
    }

    /// The value between rows and columns, from the four around it.
    pub fn between(&self, border: Border, y: f64, x: f64) -> f64 {
        let (top, left) = (y.floor(), x.floor());
        let (down, right) = (y - top, x - left);
        let at = |row: isize, column: isize| self.beyond(border, top as isize + row, left as isize + column);
        let row = |row: isize| (1.0 - right) * at(row, 0) + right * at(row, 1);
        (1.0 - down) * row(0) + down * row(1)
    }

    /// Every value by itself.
    pub fn map(&self, change: impl FnMut(f64) -> f64) -> Self {
        Self { side: self.side, values: self.values.iter().copied().map(change).collect() }
    }

    /// All values, row by row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Each value with its neighbours weighted, as many to each side as `weights` has: first the columns, then the rows.
    pub fn weighted(&self, border: Border, weights: &[f64]) -> Self {
        let middle = (weights.len() / 2) as isize;
        let sum = |plane: &Self, y: usize, x: usize, (down, right): (isize, isize)| {
            let one = |(i, weight): (usize, &f64)| {
                let step = i as isize - middle;
                weight * plane.beyond(border, y as isize + down * step, x as isize + right * step)
            };
            weights.iter().enumerate().map(one).sum()
        };
        let columns = Self::from_fn(self.side, |y, x| sum(self, y, x, (1, 0)));
        Self::from_fn(self.side, |y, x| sum(&columns, y, x, (0, 1)))
    }
}

/// Every channel by itself.
pub fn each(rgb: &Rgb, change: impl FnMut(&Plane) -> Plane) -> Rgb {
    rgb.each_ref().map(change)
}

/// The three values at a pixel, of the values at that pixel.
pub fn pixelwise(rgb: &Rgb, mut change: impl FnMut([f64; 3]) -> [f64; 3]) -> Rgb {
    let mut changed = rgb.clone();
    for i in 0..rgb[0].values.len() {
        let pixel = change(array::from_fn(|c| rgb[c].values[i]));
        (0..3).for_each(|c| changed[c].values[i] = pixel[c]);
    }
    changed
}

/// Weights of a Gaussian, normalised, as far as `truncate` standard deviations; of σ = 0 the value alone.
pub fn gaussian(sigma: f64, truncate: f64) -> Vec<f64> {
    let radius = (truncate * sigma + 0.5) as i32;
    if radius == 0 {
        return vec![1.0];
    }
    let weights: Vec<f64> = (-radius..=radius).map(|i| (-0.5 * (f64::from(i) / sigma).powi(2)).exp()).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_are_those_of_their_pictures() {
        let line = |border: Border| (-3..6).map(|i| border.index(i, 3)).collect::<Vec<_>>();
        assert_eq!(line(Border::Nearest), [0, 0, 0, 0, 1, 2, 2, 2, 2]);
        assert_eq!(line(Border::Reflect), [2, 1, 0, 0, 1, 2, 2, 1, 0]);
        assert_eq!(line(Border::Reflect101), [1, 2, 1, 0, 1, 2, 1, 0, 1]);
    }

    #[test]
    fn between_values_lies_their_mean() {
        let plane = Plane::from_fn(4, |y, x| (10 * y + x) as f64);
        assert_eq!(plane.between(Border::Nearest, 1.5, 2.25), 17.25);
        assert_eq!(plane.between(Border::Nearest, -2.5, 3.0), 3.0);
        assert_eq!(gaussian(0.05, 4.0), [1.0]);
        assert!((gaussian(1.0, 4.0).iter().sum::<f64>() - 1.0).abs() < 1e-12 && gaussian(1.0, 4.0).len() == 9);
    }
}
