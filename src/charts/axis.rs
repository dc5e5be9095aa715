//! A linear axis with round tick values.

/// A range of numbers with ticks that include zero and cover all the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Tick values, ascending, at least two.
    pub ticks: Vec<f64>,
    /// Distance between ticks: 1, 2 or 5 times a power of ten.
    pub step: f64,
}

impl Axis {
    /// Covers `values` and zero with about `count` steps.
    pub fn covering(values: impl IntoIterator<Item = f32>, count: usize) -> Self {
        let finite = values.into_iter().map(f64::from).filter(|value| value.is_finite());
        let (low, high) = finite.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let width = if high > low { high - low } else { 1.0 };
        let step = round_step(width / count as f64);
        let first = (low / step).floor() as i64;
        let last = ((high / step).ceil() as i64).max(first + 1);
        Self { ticks: (first..=last).map(|i| i as f64 * step).collect(), step }
    }

    pub fn low(&self) -> f64 {
        self.ticks.first().copied().unwrap_or(0.0)
    }

    pub fn high(&self) -> f64 {
        self.ticks.last().copied().unwrap_or(1.0)
    }

    /// 0 at the lowest tick, 1 at the highest.
    pub fn position(&self, value: f64) -> f64 {
        (value - self.low()) / (self.high() - self.low())
    }

    /// Decimals that the ticks need.
    pub fn decimals(&self) -> usize {
        (-exponent(self.step)).max(0.0) as usize
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `least`.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(exponent(least));
    [1.0, 2.0, 5.0].map(|factor| factor * power).into_iter().find(|&step| step >= least * 0.999).unwrap_or(10.0 * power)
}

/// The power of ten in a positive number. The logarithm of 0.001 may come out slightly below −3, hence the small addend.
fn exponent(number: f64) -> f64 {
    (number.log10() + 1e-9).floor()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tick;

    #[test]
    fn ticks_are_round_and_cover_the_data() {
        let axis = Axis::covering([-0.7, 2.3], 5);
        assert_eq!(axis.ticks, [-1.0, 0.0, 1.0, 2.0, 3.0]);
        assert_eq!(axis.position(1.0), 0.5);
        assert_eq!(axis.decimals(), 0);
        let fine = Axis::covering([0.031, 0.012], 4);
        assert_eq!((fine.step, fine.decimals()), (0.01, 2));
        assert!(fine.high() >= 0.031);
    }

    #[test]
    fn tiny_values_have_distinct_labelled_ticks() {
        let axis = Axis::covering([1.3e-7, 3.2e-7], 4);
        let labels: Vec<String> = axis.ticks.iter().map(|&value| tick(value, axis.decimals())).collect();
        assert_eq!(labels, ["0", "1e-7", "2e-7", "3e-7", "4e-7"]);
        assert!((axis.position(2e-7) - 0.5).abs() < 1e-9);
        let negative = Axis::covering([-5e-9], 4);
        let labels: Vec<String> = negative.ticks.iter().map(|&value| tick(value, negative.decimals())).collect();
        assert_eq!(labels, ["−6e-9", "−4e-9", "−2e-9", "0"]);
    }

    #[test]
    fn decimals_follow_the_step_at_every_scale() {
        for exponent in -12..6 {
            for factor in [1.0, 2.0, 5.0] {
                let axis = Axis::covering([(3.9 * factor * 10_f64.powi(exponent)) as f32], 4);
                assert_eq!(axis.decimals(), usize::try_from(-exponent).unwrap_or(0), "{factor}e{exponent}");
                assert_eq!(axis.ticks.len(), 5, "{factor}e{exponent}");
            }
        }
    }

    #[test]
    fn nothing_to_show_is_still_an_axis() {
        assert!(Axis::covering([], 4).high() > 0.0);
        assert!(Axis::covering([f32::NAN, 0.0], 4).high() > 0.0);
    }
}
