//! Shares of the evidence: how much of the sum of all |scores| a band makes up.

use freqscope_core::spectrum::cutoff::Cutoff;

/// |score| over the sum of all |scores|, band by band; zeros where all scores are 0.
pub fn shares(scores: &[f32]) -> Vec<f64> {
    let total: f64 = scores.iter().map(|&score| f64::from(score.abs())).sum();
    let whole = if total > 0.0 { total } else { 1.0 };
    scores.iter().map(|&score| f64::from(score.abs()) / whole).collect()
}

/// What the bands below the cut-off hold, in whole percent of the sum of |scores|; none where all scores are 0.
pub fn kept(scores: &[f32], cutoff: Cutoff) -> Option<u32> {
    let shares = shares(scores);
    let all: f64 = shares.iter().sum();
    let kept: f64 = shares.iter().take(cutoff.kept()).sum();
    (all > 0.0).then(|| (100.0 * kept).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_the_absolute_scores() {
        let mut scores = vec![0.0; 63];
        (scores[0], scores[20], scores[62]) = (3.0, -2.0, 5.0);
        let shares = shares(&scores);
        assert_eq!((shares[0], shares[20], shares[1], shares[62]), (0.3, 0.2, 0.0, 0.5));
        let kept = [1, 20, 21, 62, 63].map(|k| kept(&scores, Cutoff::nearest(k)).unwrap());
        assert_eq!(kept, [30, 30, 50, 50, 100]);
    }

    #[test]
    fn no_scores_have_no_shares() {
        assert_eq!((shares(&[0.0; 63]), kept(&[0.0; 63], Cutoff::LOWEST)), (vec![0.0; 63], None));
    }
}
