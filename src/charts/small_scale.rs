//! The vertical scale of a small chart: from 0, or of ratios, with what it counts.

use crate::text::{local, percent, plain, significant};
use freqscope_core::figure::axis::Axis;

/// What a chart's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Parts of a whole, from 0 to 1.
    Share,
    Logits,
    /// One number over another, above 0: the scale is logarithmic.
    Ratio,
}

/// A range of values with its ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallScale {
    pub unit: Unit,
    low: f64,
    high: f64,
    ticks: Vec<f64>,
}

/// A power of two further than the values go, at the most: what lies beyond is drawn at the edge.
const WIDEST: i32 = 4;

impl SmallScale {
    /// Covers all values and 0, of ratios 1 and as far as [`WIDEST`] allows. Several charts that are compared share one.
    pub fn covering(unit: Unit, values: impl IntoIterator<Item = f64>) -> Self {
        match unit {
            Unit::Share | Unit::Logits => Self::linear(unit, values),
            Unit::Ratio => Self::logarithmic(values),
        }
    }

    fn linear(unit: Unit, values: impl IntoIterator<Item = f64>) -> Self {
        let axis = Axis::covering(values.into_iter().map(|value| value as f32), 3);
        Self { unit, low: axis.low(), high: axis.high(), ticks: axis.ticks }
    }

    fn logarithmic(values: impl IntoIterator<Item = f64>) -> Self {
        let finite = values.into_iter().filter(|value| *value > 0.0 && value.is_finite()).map(f64::log2);
        let (low, high) = finite.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = (low.floor().max(f64::from(-WIDEST)), high.ceil().clamp(1.0, f64::from(WIDEST)));
        let ticks = (low as i32..=high as i32).map(|power| 2_f64.powi(power)).collect();
        Self { unit: Unit::Ratio, low: low.exp2(), high: high.exp2(), ticks }
    }

    /// 0 at the lowest tick, 1 at the highest; what lies beyond is at the edge.
    pub fn position(&self, value: f64) -> f64 {
        let at = match self.unit {
            Unit::Share | Unit::Logits => (value - self.low) / (self.high - self.low),
            Unit::Ratio => (value.max(f64::MIN_POSITIVE) / self.low).log2() / (self.high / self.low).log2(),
        };
        at.clamp(0.0, 1.0)
    }

    /// Whether a value lies beyond what is drawn.
    pub fn is_beyond(&self, value: f64) -> bool {
        value < self.low * (1.0 - 1e-9) - 1e-12 || value > self.high * (1.0 + 1e-9)
    }

    /// Where nothing is: 0, and of ratios 1.
    pub fn rest(&self) -> f64 {
        if self.unit == Unit::Ratio { 1.0 } else { 0.0 }
    }

    /// All but the lowest one and that of [`SmallScale::rest`], which is drawn by itself.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        let (low, rest) = (self.low, self.rest());
        self.ticks.iter().copied().filter(move |&tick| tick > low && tick != rest)
    }

    /// A tick as short as it can be, such as `3 %`, `+2` or `0.5 ×`.
    pub fn label(&self, tick: f64) -> String {
        match self.unit {
            Unit::Share => {
                let digits = format!("{:.2}", 100.0 * tick);
                local(digits.trim_end_matches('0').trim_end_matches('.').to_owned()) + " %"
            }
            Unit::Logits => plain(tick as f32, if tick.fract() == 0.0 { 0 } else { 1 }),
            Unit::Ratio => format!("{tick} ×"),
        }
    }
}

impl Unit {
    /// A value as the page writes it.
    pub fn number(self, value: f64) -> String {
        match self {
            Self::Share => percent(value),
            Self::Logits => plain(value as f32, 2),
            Self::Ratio => format!("{} ×", significant(value, 3)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_covers_its_values_and_where_nothing_is() {
        let shares = SmallScale::covering(Unit::Share, [0.001, 0.0325]);
        assert_eq!((shares.position(0.0), shares.rest()), (0.0, 0.0));
        assert!(shares.position(0.0325) > 0.5 && !shares.is_beyond(0.0325));
        assert_eq!(shares.ticks().map(|tick| shares.label(tick)).collect::<Vec<_>>(), ["2 %", "4 %"]);
        let logits = SmallScale::covering(Unit::Logits, [-0.4, 1.1]);
        assert!(logits.position(0.0) > 0.0 && logits.position(-0.5) < logits.position(0.0));
    }

    #[test]
    fn ratios_are_logarithmic_and_end_somewhere() {
        let ratios = SmallScale::covering(Unit::Ratio, [0.4, 1.0, 12.5, 40.0]);
        let steps: Vec<f64> = [0.25, 0.5, 1.0, 2.0].map(|ratio| ratios.position(ratio)).to_vec();
        assert!(steps.windows(2).all(|pair| (pair[1] - pair[0] - steps[1] + steps[0]).abs() < 1e-9), "{steps:?}");
        assert!(ratios.is_beyond(40.0) && !ratios.is_beyond(0.4));
        assert_eq!((ratios.position(40.0), ratios.label(0.5)), (1.0, "0.5 ×".into()));
    }
}
