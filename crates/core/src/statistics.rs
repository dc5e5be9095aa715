//! Means over a sample and shares of counted things, and how sure they are.
//!
//! A mean has Student's interval ([`Estimate`]), a share k/n of counted things Wilson's ([`Proportion`]).
//! `training/intervals.py` takes the same two.

use serde::{Deserialize, Serialize};

/// The 97.5 % quantile of the standard normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;

/// How many standard errors a mean of `n` values may be off in 95 % of all samples: the 97.5 % quantile of Student's t
/// distribution with n − 1 degrees of freedom, to 1e-3. `Z_95` is its limit; infinite below two values.
pub fn t_95(n: usize) -> f64 {
    /// Quantiles for 1 to 10 degrees of freedom.
    const FEW: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
    match n {
        0 | 1 => f64::INFINITY,
        2..=11 => FEW[n - 2],
        _ => {
            // Cornish and Fisher's expansion in 1/ν (Abramowitz and Stegun, 26.7.5).
            let (z, v) = (Z_95, (n - 1) as f64);
            let first = (z.powi(3) + z) / 4.0;
            let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
            let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
            z + first / v + second / v.powi(2) + third / v.powi(3)
        }
    }
}

/// An interval of rates that is shorter than this is one of equal rates, whose mean is rounded.
const SAME: f64 = 1e-9;

/// The mean of a sample and its standard error s/√n, with s² the sample [`variance`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Estimate {
    /// The mean; none of an empty sample.
    pub mean: Option<f64>,
    /// The standard error of the mean; none where there are fewer than two values.
    pub standard_error: Option<f64>,
}

/// The sample variance s²: the sum of squared deviations from the mean over n − 1; none of fewer than two values.
pub fn variance(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (values.len() > 1).then(|| values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0))
}

impl Estimate {
    /// The estimate from a sample. Sums are taken in the order of `values`, so that equal samples give equal bits.
    pub fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = (!values.is_empty()).then(|| values.iter().sum::<f64>() / n);
        Self { mean, standard_error: variance(values).map(|variance| (variance / n).sqrt()) }
    }
}

/// What texts say of the intervals in them.
pub const INTERVALS: &str = "± and ranges in brackets are 95 % intervals";

impl Estimate {
    /// A mean of `n` shares that are themselves measured, as “51.3 ± 7.9 %”; see [`Estimate::plus_minus`]. A share of
    /// counted things is not a mean of this kind: see [`Estimate::counted`].
    pub fn percent(self, n: usize, decimals: usize) -> String {
        let percent = |share: f64| 100.0 * share;
        let share = Self { mean: self.mean.map(percent), standard_error: self.standard_error.map(percent) };
        format!("{:.decimals$}{} %", share.mean.unwrap_or(f64::NAN), share.plus_minus(n, decimals))
    }

    /// “ ± ” and half the 95 % interval of a mean of `n` values, to `decimals`; “ ± ∞” where there is no standard
    /// error.
    pub fn plus_minus(self, n: usize, decimals: usize) -> String {
        match self.half(n) {
            Some(half) => format!(" ± {half:.decimals$}"),
            None => " ± ∞".into(),
        }
    }

    /// The 95 % interval of a mean of `n` values, mean ± t·s/√n ([`t_95`]); none where there is no standard error, as
    /// with one value, which says nothing of how far it may be off.
    pub fn interval(self, n: usize) -> Option<(f64, f64)> {
        let (mean, half) = self.mean.zip(self.half(n))?;
        Some((mean - half, mean + half))
    }

    /// The 95 % interval of a mean of `n` rates, each from 0 to 1, within 0 and 1: [`Estimate::interval`], or Wilson's where all `n` are the
    /// same, as if each had been counted: that they do not spread says nothing of others. None with one value.
    pub fn rate_interval(self, n: usize) -> Option<(f64, f64)> {
        let (low, high) = self.interval(n)?;
        Some(if high - low < SAME { self.counted(n).interval() } else { (low.max(0.0), high.min(1.0)) })
    }

    fn half(self, n: usize) -> Option<f64> {
        self.standard_error.filter(|_| n > 1).map(|error| t_95(n) * error)
    }

    /// The mean of `n` values that are each 0 or 1 as what it is: a share of counted things.
    pub fn counted(self, n: usize) -> Proportion {
        Proportion { share: self.mean.unwrap_or(f64::NAN), n }
    }
}

/// A share of counted things, such as of the images that a network gets right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// p = k/n, 0 to 1; not a number where n is 0.
    share: f64,
    /// How many things were counted.
    n: usize,
}

impl Proportion {
    /// `count` of `n`.
    pub fn of(count: usize, n: usize) -> Self {
        Self { share: count as f64 / n as f64, n }
    }

    /// The 95 % interval (Wilson, 1927), from 0 to 1: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), with z the
    /// 97.5 % quantile of the standard normal distribution. Unlike p ± z·√(p(1 − p)/n) it has a length where p is 0 or
    /// 1. All of 0 to 1 where nothing was counted.
    pub fn interval(self) -> (f64, f64) {
        let (p, n, z) = (self.share, self.n as f64, Z_95);
        if self.n == 0 {
            return (0.0, 1.0);
        }
        let scale = 1.0 + z * z / n;
        let middle = (p + z * z / (2.0 * n)) / scale;
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / scale;
        ((middle - half).max(0.0), (middle + half).min(1.0))
    }

    /// The share with its interval, such as “93.59 % (93.09 to 94.05 %)”; “–” where nothing was counted.
    pub fn percent(self, decimals: usize) -> String {
        if self.n == 0 {
            return "–".into();
        }
        let (low, high) = self.interval();
        let [share, low, high] = [self.share, low, high].map(|share| 100.0 * share);
        format!("{share:.decimals$} % ({low:.decimals$} to {high:.decimals$} %)")
    }
}

/// Digits of a number that [`Estimate::rounded`] keeps: more would only make files larger.
const DIGITS: usize = 5;

impl Estimate {
    /// The same to five digits.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self { mean: self.mean.map(round), standard_error: self.standard_error.map(round) }
    }
}

fn round(value: f64) -> f64 {
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

/// Refuses a list that has not so many values.
///
/// # Errors
/// A clause with its name.
pub fn check_length<T>(name: &str, list: &[T], length: usize) -> Result<(), String> {
    match list.len() {
        found if found == length => Ok(()),
        found => Err(format!("its {name} has {found} values, not {length}")),
    }
}

/// Estimates of several quantities from one sample; see [`Estimate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Estimates {
    /// The mean of each quantity; none of an empty sample.
    pub mean: Vec<Option<f64>>,
    /// Its standard error; none where there are fewer than two values.
    pub standard_error: Vec<Option<f64>>,
}

impl Estimates {
    /// The estimates from a sample of rows, each of which has a value for each of `count` quantities.
    pub fn of(count: usize, rows: &[impl AsRef<[f64]>]) -> Self {
        let estimate = |i: usize| Estimate::of(&rows.iter().map(|row| row.as_ref()[i]).collect::<Vec<_>>());
        (0..count).map(estimate).collect()
    }

    /// Refuses estimates of another number of quantities.
    ///
    /// # Errors
    /// A clause with their name.
    pub fn check(&self, name: &str, count: usize) -> Result<(), String> {
        check_length(name, &self.mean, count)?;
        check_length(name, &self.standard_error, count)
    }

    /// The same to five digits.
    #[must_use]
    pub fn rounded(self) -> Self {
        let Self { mean, standard_error } = self;
        let pairs = mean.into_iter().zip(standard_error);
        pairs.map(|(mean, standard_error)| Estimate { mean, standard_error }.rounded()).collect()
    }
}

impl FromIterator<Estimate> for Estimates {
    fn from_iter<I: IntoIterator<Item = Estimate>>(estimates: I) -> Self {
        let (mean, standard_error) = estimates.into_iter().map(|one| (one.mean, one.standard_error)).unzip();
        Self { mean, standard_error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_computation_by_hand() {
        // Deviations −3, −1, 1, 3: s² = 20/3, and s/√4 = √(5/3).
        let estimate = Estimate::of(&[1.0, 3.0, 5.0, 7.0]);
        assert_eq!(estimate.mean, Some(4.0));
        assert!((estimate.standard_error.unwrap() - (5.0_f64 / 3.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn quantiles_agree_with_printed_tables() {
        // Student's t, 97.5 %, for 1, 4, 10, 11, 29, 99 and 999 degrees of freedom.
        let table = [(2, 12.706), (5, 2.776), (11, 2.228), (12, 2.201), (30, 2.045), (100, 1.984), (1000, 1.962)];
        for (n, expected) in table {
            assert!((t_95(n) - expected).abs() < 1e-3, "n = {n}: {}", t_95(n));
        }
        assert!((t_95(10_000_000) - Z_95).abs() < 1e-6);
        assert_eq!(t_95(1), f64::INFINITY);
    }

    #[test]
    fn quantiles_are_those_of_the_python_code() {
        // The same numbers stand in training/test_claims.py, which holds `t_95` of training/intervals.py to them.
        let table = [
            (2, 12.706),
            (11, 2.228),
            (12, 2.200_871_688_010_2),
            (20, 2.093_011_547_962_8),
            (50, 2.009_574_958_758_3),
            (182, 1.973_157_040_674_4),
            (200, 1.971_956_543_235_8),
            (500, 1.964_729_390_962_0),
            (10_000, 1.960_201_263_621_4),
        ];
        for (n, expected) in table {
            assert!((t_95(n) - expected).abs() < 1e-12, "n = {n}: {}", t_95(n));
        }
    }

    #[test]
    fn intervals_of_counted_shares_are_those_of_statsmodels() {
        // statsmodels 0.15.0, proportion_confint(k, n, method="wilson"); scipy 1.17.1 says the same.
        let table: [((usize, usize), (f64, f64)); 9] = [
            ((0, 1), (0.0, 0.793_450_685_6)),
            ((1, 1), (0.206_549_314_4, 1.0)),
            ((0, 20), (0.0, 0.161_125_158_1)),
            ((20, 20), (0.838_874_841_9, 1.0)),
            ((1, 20), (0.008_881_448_8, 0.236_131_193_4)),
            ((10, 20), (0.299_298_008_2, 0.700_701_991_8)),
            ((150, 182), (0.762_336_146_0, 0.872_613_669_6)),
            ((4, 1000), (0.001_556_588_1, 0.010_239_556_3)),
            ((9359, 10_000), (0.930_930_059_9, 0.940_535_170_4)),
        ];
        for ((k, n), expected) in table {
            let found = Proportion::of(k, n).interval();
            assert!((found.0 - expected.0).abs().max((found.1 - expected.1).abs()) < 1e-9, "{k} of {n}: {found:?}");
        }
    }

    #[test]
    fn none_of_twenty_is_not_none_of_all() {
        assert_eq!(Proportion::of(0, 20).percent(2), "0.00 % (0.00 to 16.11 %)");
        assert_eq!(Estimate::of(&[0.0; 20]).counted(20), Proportion::of(0, 20));
        assert_eq!(Proportion::of(9359, 10_000).percent(2), "93.59 % (93.09 to 94.05 %)");
        assert_eq!((Proportion::of(0, 0).percent(2), Proportion::of(0, 0).interval()), ("–".into(), (0.0, 1.0)));
    }

    #[test]
    fn rates_that_agree_have_the_interval_of_counted_images() {
        // As training/records.py has it of four images: 0 to 48.99 %.
        for rates in [[0.0; 4], [0.1; 4], [1.0; 4]] {
            let (found, counted) = (Estimate::of(&rates), Proportion { share: rates[0], n: 4 }.interval());
            let interval = found.rate_interval(4).unwrap();
            assert!((interval.0 - counted.0).abs() + (interval.1 - counted.1).abs() < 1e-9, "{rates:?}: {interval:?}");
        }
        let (low, high) = Estimate::of(&[0.0; 4]).rate_interval(4).unwrap();
        assert!(low == 0.0 && (high - 0.489_890).abs() < 1e-6, "{high}");
        assert_eq!(Estimate::of(&[0.0, 0.5]).rate_interval(2), Some((0.0, 1.0)));
        assert_eq!(Estimate::of(&[0.0]).rate_interval(1), None);
    }

    #[test]
    fn small_samples_do_not_pretend_to_know() {
        assert_eq!(Estimate::of(&[]), Estimate { mean: None, standard_error: None });
        assert_eq!(Estimate::of(&[2.5]), Estimate { mean: Some(2.5), standard_error: None });
        assert_eq!(Estimate::of(&[2.5, 2.5]), Estimate { mean: Some(2.5), standard_error: Some(0.0) });
        assert_eq!((Estimate::of(&[2.5]).plus_minus(1, 2), Estimate::of(&[2.5]).interval(1)), (" ± ∞".into(), None));
        assert_eq!(Estimate::of(&[0.5]).percent(1, 1), "50.0 ± ∞ %");
        assert_eq!(Estimate::of(&[2.5, 2.5]).interval(2), Some((2.5, 2.5)));
        assert_eq!(Estimate::of(&[0.0, 0.02]).percent(2, 1), "1.0 ± 12.7 %");
    }

    #[test]
    fn rows_are_estimated_column_by_column() {
        let estimates = Estimates::of(2, &[[1.0, 10.0], [3.0, 10.0]]);
        assert_eq!(estimates.mean, [Some(2.0), Some(10.0)]);
        assert_eq!(estimates.standard_error, [Some(1.0), Some(0.0)]);
        assert_eq!(Estimates::of(1, &[] as &[[f64; 1]]).mean, [None]);
    }

    #[test]
    fn five_digits_are_kept() {
        for (value, expected) in [(0.0, 0.0), (123_456.7, 123_460.0), (-1.234_567e-9, -1.2346e-9), (2.5, 2.5)] {
            let estimate = Estimate { mean: Some(value), standard_error: None };
            assert_eq!(estimate.rounded(), Estimate { mean: Some(expected), standard_error: None });
        }
    }
}
