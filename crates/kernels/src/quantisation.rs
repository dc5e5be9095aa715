//! What int8 weights cost, estimated quickly.

/// Sums that run side by side, so that the compiler takes vectors for them.
const LANES: usize = 8;

/// The level of a weight at a scale: the nearest whole number of [−most, most], of two the even one.
pub fn level(value: f32, scale: f32, most: f32) -> f32 {
    (value / scale).round_ties_even().clamp(-most, most)
}

/// The squared error of weights that are rounded to levels of `scale`, summed in single precision: the relative error of the sum is at
/// most [`estimate_error`], but for squares that are too small for single precision.
pub fn estimated_squared_error(row: &[f32], scale: f32, most: f32) -> f32 {
    let square = |value: f32| {
        let difference = level(value, scale, most) * scale - value;
        difference * difference
    };
    let (whole, rest) = row.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for values in whole {
        for (sum, &value) in sums.iter_mut().zip(values) {
            *sum += square(value);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&value| square(value)).sum::<f32>()
}

/// The relative error of [`estimated_squared_error`] of so many weights, at most: that of a square, and of as many additions as one
/// of them goes through, each of half a unit in the last place.
pub fn estimate_error(count: usize) -> f32 {
    (count / LANES + 2 * LANES + 2) as f32 * f32::EPSILON
}
