//! A linear axis with round tick values.

/// A range of numbers with round ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Tick values, ascending: the decimal numbers themselves, as near as `f64` comes to them.
    pub ticks: Vec<f64>,
    /// Distance between ticks: 1, 2 or 5 times a power of ten.
    pub step: f64,
}

impl Axis {
    /// The axis that covers `values` and zero, from tick to tick, with about `count` steps; at least two ticks. What is
    /// not finite is left out, and nothing but zeros is covered by 0 to 1 or somewhat more.
    pub fn covering(values: impl IntoIterator<Item = f32>, count: usize) -> Self {
        let finite = values.into_iter().map(f64::from).filter(|value| value.is_finite());
        let (low, high) = finite.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let width = if low < high { high - low } else { 1.0 };
        let step = TickStep::at_least(width / count.max(1) as f64);
        let first = (low / step.size()).floor() as i64;
        let last = ((high / step.size()).ceil() as i64).max(first + 1);
        Self::of(step, first, last)
    }

    /// The ticks within a range, at least `count` steps and at most three times as many; of a range that is empty or
    /// without an end, those from 0 to 1.
    pub fn within([low, high]: [f64; 2], count: usize) -> Self {
        let [low, high] = if low < high && (high - low).is_finite() { [low, high] } else { [0.0, 1.0] };
        let step = TickStep::at_most((high - low) / count.max(1) as f64);
        Self::of(step, (low / step.size()).ceil() as i64, (high / step.size()).floor() as i64)
    }

    /// The axis of shares as one of percentages, with the same ticks.
    #[must_use]
    pub fn percent(&self) -> Self {
        let number = |tick: f64| (tick / self.step).round() as i64;
        Self::of(TickStep::at_most(100.0 * self.step), number(self.low()), number(self.high()))
    }

    fn of(step: TickStep, first: i64, last: i64) -> Self {
        Self { ticks: (first..=last).map(|i| step.times(i)).collect(), step: step.size() }
    }

    /// The lowest tick.
    pub fn low(&self) -> f64 {
        self.ticks.first().copied().unwrap_or(0.0)
    }

    /// The highest tick.
    pub fn high(&self) -> f64 {
        self.ticks.last().copied().unwrap_or(1.0)
    }

    /// Where a value lies: 0 at the lowest tick, 1 at the highest.
    pub fn position(&self, value: f64) -> f64 {
        (value - self.low()) / (self.high() - self.low())
    }

    /// Decimals that the ticks need.
    pub fn decimals(&self) -> usize {
        (-exponent(self.step)).max(0) as usize
    }

    /// A tick with a true minus sign and as many decimals as all ticks, such as `−0.5`; as a power of ten, `2e-8`,
    /// where the steps are below 0.0001 or at least 100,000.
    pub fn label(&self, tick: f64) -> String {
        let size = tick.abs();
        let digits = match exponent(self.step) {
            -4..=4 => format!("{size:.*}", self.decimals()),
            _ if size == 0.0 => "0".into(),
            _ => format!("{size:e}"),
        };
        if tick < 0.0 { format!("−{digits}") } else { digits }
    }
}

/// 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, Copy)]
struct TickStep {
    digit: i64,
    exponent: i32,
}

impl TickStep {
    /// The smallest step of at least `least`, with a tolerance of 0.1 %.
    fn at_least(least: f64) -> Self {
        Self::around(least).find(|step| step.size() >= least * 0.999).unwrap_or(Self::one_above(least))
    }

    /// The largest step of at most `most`, with a tolerance for rounding.
    fn at_most(most: f64) -> Self {
        let most = most * (1.0 + 1e-9);
        Self::around(most).take_while(|step| step.size() <= most).last().unwrap_or(Self::one_above(most))
    }

    /// The steps of a number's power of ten, ascending, the last of the power below first.
    fn around(number: f64) -> impl Iterator<Item = Self> {
        let exponent = exponent(number);
        let own = [1, 2, 5].map(|digit| Self { digit, exponent });
        std::iter::once(Self { digit: 5, exponent: exponent - 1 }).chain(own)
    }

    fn one_above(number: f64) -> Self {
        Self { digit: 1, exponent: exponent(number) + 1 }
    }

    fn size(self) -> f64 {
        self.times(1)
    }

    /// The number that is nearest to so many steps, which multiplying would miss: 3 · 0.1 is not 0.3.
    fn times(self, i: i64) -> f64 {
        let digits = i.saturating_mul(self.digit);
        format!("{digits}e{}", self.exponent).parse().unwrap_or(0.0)
    }
}

/// The power of ten of a number's first digit.
fn exponent(number: f64) -> i32 {
    let exponent = number.log10().floor() as i32;
    // The logarithm of a power of ten may lie a little below the whole number.
    if 10.0_f64.powi(exponent + 1) <= number * (1.0 + 1e-12) { exponent + 1 } else { exponent }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn nothing_to_show_is_still_an_axis() {
        assert!(Axis::covering([], 4).high() > 0.0);
        assert!(Axis::covering([f32::NAN, 0.0], 4).high() > 0.0);
        for range in [[0.0, 0.0], [1.0, -1.0], [f64::NAN, 1.0], [f64::NEG_INFINITY, f64::INFINITY]] {
            assert_eq!(Axis::within(range, 4), Axis::within([0.0, 1.0], 4));
        }
    }

    #[test]
    fn ticks_within_a_range_are_the_decimal_numbers() {
        assert_eq!(Axis::within([-0.11, 0.31], 4).ticks, [-0.1, 0.0, 0.1, 0.2, 0.3]);
        assert_eq!(Axis::within([0.0, 62.0], 4).ticks, [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0]);
        assert_eq!(Axis::within([-1.1e-8, 3.1e-8], 4).ticks, [-1e-8, 0.0, 1e-8, 2e-8, 3e-8]);
    }

    #[test]
    fn every_power_of_ten_has_the_ticks_of_one() {
        let digits = Axis::within([-0.9, 1.7], 4).ticks.len();
        for power in -300..300 {
            let size: f64 = format!("1e{power}").parse().unwrap();
            let axis = Axis::within([-0.9 * size, 1.7 * size], 4);
            assert_eq!(axis.ticks.len(), digits, "1e{power}: {axis:?}");
            assert!(axis.ticks.is_sorted_by(|a, b| a < b), "{axis:?}");
            assert_eq!(exponent(size), power);
        }
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

    fn labels(axis: &Axis) -> Vec<String> {
        axis.ticks.iter().map(|&tick| axis.label(tick)).collect()
    }

    #[test]
    fn labels_are_short_and_say_the_tick() {
        let within = |range| labels(&Axis::within(range, 4));
        assert_eq!(within([-0.11, 0.31]), ["−0.1", "0.0", "0.1", "0.2", "0.3"]);
        assert_eq!(within([-2.5, 4.0]), ["−2", "−1", "0", "1", "2", "3", "4"]);
        assert_eq!(within([-1.1e-8, 3.1e-8]), ["−1e-8", "0", "1e-8", "2e-8", "3e-8"]);
        assert_eq!(within([0.0, 4e-4]), ["0.0000", "0.0001", "0.0002", "0.0003", "0.0004"]);
        assert_eq!(within([0.0, 200_000.0]), ["0", "50000", "100000", "150000", "200000"]);
        assert_eq!(within([0.0, 4e7]), ["0", "1e7", "2e7", "3e7", "4e7"]);
    }

    #[test]
    fn tiny_values_have_distinct_labelled_ticks() {
        let axis = Axis::covering([1.3e-7, 3.2e-7], 4);
        assert_eq!(labels(&axis), ["0", "1e-7", "2e-7", "3e-7", "4e-7"]);
        assert!((axis.position(2e-7) - 0.5).abs() < 1e-9);
        assert_eq!(labels(&Axis::covering([-5e-9], 4)), ["−6e-9", "−4e-9", "−2e-9", "0"]);
    }

    #[test]
    fn shares_have_the_same_ticks_in_percent() {
        let axis = Axis::covering([-0.03, 0.41], 4);
        assert_eq!(labels(&axis.percent()), ["−20", "0", "20", "40", "60"]);
        assert_eq!(axis.percent().position(20.0), axis.position(0.2));
        assert_eq!(labels(&Axis::covering([0.0029], 4).percent()), ["0.0", "0.1", "0.2", "0.3"]);
        for exponent in -12..6 {
            for factor in [1.0, 2.0, 5.0] {
                let axis = Axis::covering([(3.9 * factor * 10_f64.powi(exponent)) as f32], 4);
                let percent = axis.percent();
                assert_eq!(percent.ticks.len(), axis.ticks.len(), "{factor}e{exponent}");
                assert_eq!(percent.decimals(), axis.decimals().saturating_sub(2), "{factor}e{exponent}");
            }
        }
    }
}
