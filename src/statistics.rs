//! Means over a sample, and how sure they are.

use serde::{Deserialize, Serialize};

/// The 97.5 % quantile of the standard normal distribution: a mean ± this many standard errors is a 95 % interval.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// How many standard errors a mean of `n` values may be off in 95 % of all samples: the 97.5 % quantile of Student's t
/// distribution with n − 1 degrees of freedom, to 1e-3. [`Z_95`] is its limit; infinite below two values.
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

/// The mean of a sample and its standard error s/√n, with s² the sum of squared deviations over n − 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean; none of an empty sample.
    pub mean: Option<f64>,
    /// The standard error of the mean; none where there are fewer than two values.
    pub standard_error: Option<f64>,
}

impl Estimate {
    /// The estimate from a sample. Sums are taken in the order of `values`, so that equal samples give equal bits.
    pub fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = (!values.is_empty()).then(|| values.iter().sum::<f64>() / n);
        let error = |mean: f64| {
            let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
            (squares / (n - 1.0) / n).sqrt()
        };
        Self { mean, standard_error: mean.filter(|_| values.len() > 1).map(error) }
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
    fn small_samples_do_not_pretend_to_know() {
        assert_eq!(Estimate::of(&[]), Estimate { mean: None, standard_error: None });
        assert_eq!(Estimate::of(&[2.5]), Estimate { mean: Some(2.5), standard_error: None });
        assert_eq!(Estimate::of(&[2.5, 2.5]), Estimate { mean: Some(2.5), standard_error: Some(0.0) });
    }
}
