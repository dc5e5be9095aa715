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
}
