//! The numbers of a layer.

use std::{borrow::Cow, ops::Range, sync::Arc};

/// Weights `[out, in, side, side]` of a square convolution.
#[derive(Debug)]
pub struct Weights {
    /// The weights in row-major order.
    pub values: Values,
    /// Channels of the results.
    pub output: usize,
    /// Channels of the images.
    pub input: usize,
    /// Height and width of the kernels.
    pub side: usize,
}

/// The weights of a layer, row-major.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// As they are.
    Floats(Vec<f32>),
    /// As levels.
    Levels(Levels),
}

/// int8 weights where they lie in a file, so that no copy of them is made. A weight is scale\[o\] · int8.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels {
    /// The file.
    pub file: Arc<Vec<u8>>,
    /// Where in it they are; one a byte.
    pub place: Range<usize>,
    /// One an output channel.
    pub scale: Vec<f32>,
}

impl Levels {
    /// The levels of each output channel, and its scale.
    fn rows(&self) -> impl Iterator<Item = (&[u8], f32)> {
        let row = self.place.len().div_ceil(self.scale.len().max(1)).max(1);
        self.file[self.place.clone()].chunks(row).zip(self.scale.iter().copied())
    }
}

impl From<Vec<f32>> for Values {
    fn from(values: Vec<f32>) -> Self {
        Self::Floats(values)
    }
}

impl Values {
    /// As floats.
    pub fn floats(&self) -> Cow<'_, [f32]> {
        match self {
            Self::Floats(values) => values.into(),
            Self::Levels(levels) => levels.rows().flat_map(|(row, scale)| dequantised(row, scale)).collect(),
        }
    }

    /// Whether there is no infinite one, and none that is no number.
    pub fn are_finite(&self) -> bool {
        match self {
            Self::Floats(values) => values.iter().all(|value| value.is_finite()),
            Self::Levels(levels) => levels.rows().all(|(row, scale)| are_finite(row, scale)),
        }
    }
}

fn dequantised(row: &[u8], scale: f32) -> impl Iterator<Item = f32> {
    row.iter().map(move |&level| f32::from(level.cast_signed()) * scale)
}

#[inline(never)]
fn are_finite(row: &[u8], scale: f32) -> bool {
    dequantised(row, scale).all(f32::is_finite)
}

impl Weights {
    /// What the pixel of channel i at (y, x) in the kernel counts for in channel o.
    #[cfg(feature = "gpu")]
    pub(crate) fn tap(&self, o: usize, i: usize, y: usize, x: usize) -> f32 {
        self.of_channel(o, (i * self.side + y) * self.side + x)
    }

    /// A weight of channel o, by its place among those.
    #[inline(always)]
    pub(crate) fn of_channel(&self, o: usize, at: usize) -> f32 {
        let at = o * self.input * self.side * self.side + at;
        match &self.values {
            Values::Floats(values) => values[at],
            Values::Levels(Levels { file, place, scale }) => f32::from(file[place.start + at].cast_signed()) * scale[o],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Convolution;

    /// int8 weights `[out, in, side, side]` behind three bytes of something else.
    fn levels([output, input, side]: [usize; 3]) -> Levels {
        let weights = output * input * side * side;
        let file: Vec<u8> = (0..3 + weights).map(|i| (i * 37 % 251) as u8).collect();
        Levels { file: file.into(), place: 3..3 + weights, scale: (0..output).map(|o| 0.01 * (o + 1) as f32).collect() }
    }

    #[test]
    fn levels_in_a_file_convolve_as_the_floats_that_they_stand_for() {
        for (shape, stride) in [([32, 16, 3], 1), ([16, 32, 3], 2), ([10, 7, 1], 1)] {
            let [output, input, side] = shape;
            let levels = Values::Levels(levels(shape));
            let floats: Values = levels.floats().into_owned().into();
            assert_eq!(
                floats.floats()[input * side * side],
                0.02 * f32::from(((3 + input * side * side) * 37 % 251) as u8 as i8)
            );
            let [a, b] = [levels, floats]
                .map(|values| Convolution::new(Weights { values, output, input, side }, vec![0.5; output], stride));
            let images = [1, 8, 8, input];
            let x: Vec<f32> = (0..64 * input).map(|i| (i % 13) as f32 - 6.0).collect();
            let y = a.forward(&x, images, None, false);
            assert_eq!(y, b.forward(&x, images, None, false));
            assert_eq!(a.adjoint(&y, images), b.adjoint(&y, images));
        }
    }

    #[test]
    fn a_scale_may_be_too_large_for_its_levels() {
        let with = |scale: f32| Values::Levels(Levels { scale: vec![scale; 2], ..levels([2, 16, 3]) }).are_finite();
        assert!(with(1.0) && with(2e36) && !with(3e38) && !with(f32::NAN));
    }
}
