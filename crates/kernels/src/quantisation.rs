//! int8 weights with one scale an output channel. What packing a network spends its time on.

/// weight ≈ scale\[o\] · value.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantised {
    /// In the order of the weights, in [−127, 127].
    pub values: Vec<i8>,
    /// One an output channel.
    pub scale: Vec<f32>,
}

/// The largest int8 that is used; its negative is the smallest.
const LEVELS: f32 = 127.0;
/// Scales that are tried: from 0.6 of the one that clips nothing, in steps of 0.01.
const CLIPS: u8 = 41;
/// Sums that run side by side, so that the compiler takes vectors for them.
const LANES: usize = 8;
/// After so many values a scale that is worse already is given up.
const VALUES_AT_ONCE: usize = 64;

/// Quantises row-major weights `[out, …]`, clipping where that lowers the squared error.
pub fn quantise(weight: &[f32], out: usize) -> Quantised {
    let row = weight.len().div_ceil(out.max(1)).max(1);
    let scale: Vec<f32> = weight.chunks(row).map(best_scale).collect();
    let mut values = vec![0; weight.len()];
    let rows = weight.chunks(row).zip(values.chunks_mut(row)).zip(&scale);
    rows.for_each(|((weights, levels), &scale)| round(weights, scale, levels));
    Quantised { values, scale }
}

// A browser puts quicker code in a function's place from one call to the next, and never within one: long loops are a call a row.
#[inline(never)]
fn round(row: &[f32], scale: f32, levels: &mut [i8]) {
    levels.iter_mut().zip(row).for_each(|(to, &value)| *to = level(value, scale) as i8);
}

/// The level of a weight at a scale: the nearest whole number of [−127, 127], of two the even one.
#[inline(always)]
fn level(value: f32, scale: f32) -> f32 {
    (value / scale).round_ties_even().clamp(-LEVELS, LEVELS)
}

/// The scale with the smallest squared error, the first of equals. Only those are summed exactly that an estimate leaves in question.
#[inline(never)]
fn best_scale(row: &[f32]) -> f32 {
    let largest =
        row.iter().fold(1e-12_f32, |largest, value| if value.abs() > largest { value.abs() } else { largest });
    let near = near_best(row, largest);
    if let [only] = near[..] {
        return only;
    }
    let (_, best) = near.into_iter().fold((f64::INFINITY, largest / LEVELS), |best, scale| {
        let error = squared_error(row, scale, best.0);
        if error < best.0 { (error, scale) } else { best }
    });
    best
}

/// The scales, in their order, that may be the best by an estimate. Values that some scale clips come first: where these cost more than
/// all do at another scale, the rest is not looked at.
fn near_best(row: &[f32], largest: f32) -> Vec<f32> {
    let is_clipped = |value: &f32| value.abs() > clip(0) * largest;
    let mut ordered = Vec::with_capacity(row.len());
    ordered.extend(row.iter().copied().filter(is_clipped));
    ordered.extend(row.iter().copied().filter(|value| !is_clipped(value)));
    let (apart, lost) = (estimate_error(row.len()), row.len() as f32 * f32::MIN_POSITIVE);
    let most = |least: f32| (least * (1.0 + apart) + lost) / (1.0 - apart);
    let (mut least, mut estimates) = (f32::INFINITY, Vec::with_capacity(CLIPS.into()));
    for scale in (0..CLIPS).rev().map(|step| clip(step) * largest / LEVELS) {
        let estimate = estimated_squared_error(&ordered, scale, most(least));
        least = least.min(estimate);
        estimates.push((scale, estimate));
    }
    let near = estimates.into_iter().rev().filter(|(_, estimate)| *estimate <= most(least));
    near.map(|(scale, _)| scale).collect()
}

/// 0.6 to 1, as `torch.linspace(0.6, 1.0, 41)` computes it: from both ends.
fn clip(step: u8) -> f32 {
    let width = (1.0 - 0.6_f32) / f32::from(CLIPS - 1);
    match step < CLIPS / 2 {
        true => 0.6 + width * f32::from(step),
        false => 1.0 - width * f32::from(CLIPS - 1 - step),
    }
}

/// The squared error of a row, summed in single precision: the relative error of the sum is at most [`estimate_error`], but for squares
/// that are too small for single precision. Of a row whose beginning is above `bound` it is that of its beginning.
fn estimated_squared_error(row: &[f32], scale: f32, bound: f32) -> f32 {
    let square = |value: f32| {
        let difference = level(value, scale) * scale - value;
        difference * difference
    };
    let mut sums = [0.0; LANES];
    let (blocks, rest) = row.as_chunks::<VALUES_AT_ONCE>();
    for values in blocks {
        for values in values.as_chunks::<LANES>().0 {
            for (sum, &value) in sums.iter_mut().zip(values) {
                *sum += square(value);
            }
        }
        if sums.iter().sum::<f32>() > bound {
            break;
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&value| square(value)).sum::<f32>()
}

/// The relative error of [`estimated_squared_error`] of so many weights, at most: that of a square, and of as many additions as one
/// of them goes through, each of half a unit in the last place; and as much again for what that is compared with.
fn estimate_error(count: usize) -> f32 {
    (count / LANES + VALUES_AT_ONCE + LANES + 4) as f32 * f32::EPSILON
}

/// The squared error of a row, or of its beginning where that is `bound` or more already.
fn squared_error(row: &[f32], scale: f32, bound: f64) -> f64 {
    let mut sum = 0.0;
    for values in row.chunks(VALUES_AT_ONCE) {
        sum = values.iter().fold(sum, |sum, &value| sum + f64::from(level(value, scale) * scale - value).powi(2));
        if sum >= bound {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiples_of_a_scale_are_kept() {
        let weight: Vec<f32> = (-127..=127).map(|level| 0.5 * level as f32).collect();
        let quantised = quantise(&weight, 1);
        assert_eq!(quantised.scale, [0.5]);
        assert!((-127..=127).eq(quantised.values));
    }

    #[test]
    fn the_estimate_leaves_the_best_scale_among_all() {
        // Rows of every size of weight: in single precision the squares of the first vanish, and those of the last are infinite.
        for size in [1e-30_f32, 1e-18, 1e-3, 1.0, 1e15, 1e25] {
            for seed in 0..40_u32 {
                let noise = |i: u32| {
                    (i.wrapping_mul(2_654_435_761).wrapping_add(seed.wrapping_mul(40_503)) >> 8) as f32 / 2_f32.powi(24)
                        - 0.5
                };
                let row: Vec<f32> = (0..300 + seed).map(|i| size * noise(i).powi(3)).collect();
                let largest = row.iter().fold(1e-12_f32, |largest, value| largest.max(value.abs()));
                let errors = (0..CLIPS)
                    .map(|step| clip(step) * largest / LEVELS)
                    .map(|scale| (squared_error(&row, scale, f64::INFINITY), scale));
                let (_, best) = errors.reduce(|best, next| if next.0 < best.0 { next } else { best }).unwrap();
                assert_eq!(best_scale(&row), best, "{size}, {seed}");
            }
        }
    }

    #[test]
    fn each_channel_has_its_own_scale() {
        let quantised = quantise(&[1.0, 0.0, -10.0, 0.0, 0.0, 0.0], 3);
        assert_eq!((quantised.values[0], quantised.values[2], quantised.values[4]), (127, -127, 0));
        assert!(quantised.scale.iter().all(|scale| *scale > 0.0));
    }

    #[test]
    fn an_outlier_is_clipped_where_that_pays() {
        // Values at half a level cost more than the outlier loses.
        let mut row = vec![0.5 / LEVELS * 0.7; 100_000];
        row.push(1.0);
        assert!(best_scale(&row) < 1.0 / LEVELS);
    }
}
