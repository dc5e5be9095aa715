//! A mean over many images from an approximate score of each and the exact score of a few.
//!
//! N images have an approximate score g, and m of them, drawn at random without replacement, the exact score e as well.
//! The residual is r = e − g, and the estimate of the mean of e is T = mean of g over N + mean of r over m. It is unbiased
//! whatever g is, because the m residuals are a random sample of all; the coefficient of g is 1. The one that makes the
//! variance least, Cov(e, g)/Var(g), would have to be estimated from the same m images and bias T, so it is not used.
//!
//! The standard error of T as an estimate for the distribution that the N images come from, like that of a plain mean
//! ([`Estimate`]), is √(s_e²/N + (1 − m/N)·s_r²/m), with the sample variances s² taken over the m images: the first part is
//! what N exact scores would leave, the second what drawing m of them adds. With m = N it is s_e/√N.

use crate::statistics::{Estimate, variance};

/// Both scores of an image of the subsample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScorePair {
    /// The exact score e.
    pub exact: f64,
    /// The approximate score g.
    pub approximate: f64,
}

/// The control-variate estimate of a mean score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ControlVariate {
    /// T and its standard error.
    pub estimate: Estimate,
    /// s_e²/s_r²: by how much the variance that the subsample adds is smaller than that of m exact scores alone. Below 1 the
    /// approximation increases the variance. None where there are fewer than two pairs or no residual differs from another.
    pub gain: Option<f64>,
}

impl ControlVariate {
    /// From g of all N images, those of the subsample among them, and the pairs of the subsample.
    pub fn of(approximate: &[f64], subsample: &[ScorePair]) -> Self {
        let residuals: Vec<f64> = subsample.iter().map(|pair| pair.exact - pair.approximate).collect();
        let exact: Vec<f64> = subsample.iter().map(|pair| pair.exact).collect();
        let means = Estimate::of(approximate).mean.zip(Estimate::of(&residuals).mean);
        let variances = variance(&exact).zip(variance(&residuals));
        let (all, drawn) = (approximate.len() as f64, subsample.len() as f64);
        let error = |(exact, residual): (f64, f64)| (exact / all + (1.0 - drawn / all) * residual / drawn).sqrt();
        Self {
            estimate: Estimate { mean: means.map(|(g, r)| g + r), standard_error: variances.map(error) },
            gain: variances.filter(|&(_, residual)| residual > 0.0).map(|(exact, residual)| exact / residual),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exact scores of six images, and approximations that are good, but not unbiased.
    const EXACT: [f64; 6] = [1.0, -2.0, 4.0, 0.5, 7.0, 3.0];
    const APPROXIMATE: [f64; 6] = [1.5, -2.0, 5.0, 0.0, 8.5, 3.0];

    fn pairs(images: &[usize]) -> Vec<ScorePair> {
        images.iter().map(|&i| ScorePair { exact: EXACT[i], approximate: APPROXIMATE[i] }).collect()
    }

    /// All 20 subsamples of three images.
    fn subsamples() -> Vec<Vec<usize>> {
        (0..64_usize)
            .filter(|set| set.count_ones() == 3)
            .map(|set| (0..6).filter(|i| set >> i & 1 == 1).collect())
            .collect()
    }

    #[test]
    fn the_estimate_is_unbiased_over_all_subsamples() {
        let estimate = |images: &Vec<usize>| ControlVariate::of(&APPROXIMATE, &pairs(images)).estimate.mean.unwrap();
        let mean = subsamples().iter().map(estimate).sum::<f64>() / 20.0;
        assert!((mean - EXACT.iter().sum::<f64>() / 6.0).abs() < 1e-12);
    }

    #[test]
    fn the_error_is_that_over_all_subsamples() {
        // E[se²] = S_e²/N + (1 − m/N)·S_r²/m, and the second part is the variance of T over the subsamples.
        let all: Vec<ControlVariate> =
            subsamples().iter().map(|images| ControlVariate::of(&APPROXIMATE, &pairs(images))).collect();
        let truth = EXACT.iter().sum::<f64>() / 6.0;
        let spread = all.iter().map(|one| (one.estimate.mean.unwrap() - truth).powi(2)).sum::<f64>() / 20.0;
        let squared = all.iter().map(|one| one.estimate.standard_error.unwrap().powi(2)).sum::<f64>() / 20.0;
        assert!((squared - spread - variance(&EXACT).unwrap() / 6.0).abs() < 1e-12);
    }

    #[test]
    fn a_subsample_of_everything_is_the_plain_mean() {
        let found = ControlVariate::of(&APPROXIMATE, &pairs(&[0, 1, 2, 3, 4, 5])).estimate;
        let plain = Estimate::of(&EXACT);
        let close = |a: Option<f64>, b: Option<f64>| (a.unwrap() - b.unwrap()).abs() < 1e-12;
        assert!(close(found.mean, plain.mean) && close(found.standard_error, plain.standard_error));
    }

    #[test]
    fn an_approximation_that_is_exact_needs_no_subsample() {
        let pairs = [ScorePair { exact: 1.0, approximate: 1.0 }, ScorePair { exact: 4.0, approximate: 4.0 }];
        let found = ControlVariate::of(&[1.0, 4.0, 7.0], &pairs);
        // Residuals are 0: s_e² = 4.5, and √(4.5/3) is left.
        assert_eq!((found.estimate.mean, found.gain), (Some(4.0), None));
        assert!((found.estimate.standard_error.unwrap() - 1.5_f64.sqrt()).abs() < 1e-12);
        let none = ControlVariate::of(&[1.0], &[]);
        assert_eq!((none.estimate, none.gain), (Estimate { mean: None, standard_error: None }, None));
    }
}
