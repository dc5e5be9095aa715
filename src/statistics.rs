//! Means over a sample, and how sure they are.

use serde::{Deserialize, Serialize};

/// The 97.5 % quantile of the standard normal distribution: a mean ± this many standard errors is a 95 % interval.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The mean of a sample and its standard error s/√n, with s² the sample [`variance`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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

/// Estimates of several quantities from one sample; see [`Estimate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    fn small_samples_do_not_pretend_to_know() {
        assert_eq!(Estimate::of(&[]), Estimate { mean: None, standard_error: None });
        assert_eq!(Estimate::of(&[2.5]), Estimate { mean: Some(2.5), standard_error: None });
        assert_eq!(Estimate::of(&[2.5, 2.5]), Estimate { mean: Some(2.5), standard_error: Some(0.0) });
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
