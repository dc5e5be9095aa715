//! Noise: Gaussian, of shots, of impulses.

use super::plane::{Rgb, each};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson, StandardNormal};

/// Gaussian noise of this standard deviation, in units of the full range.
pub fn gaussian(x: &Rgb, scale: f64, random: &mut ChaCha8Rng) -> Rgb {
    let mut noisy = |value: f64| {
        let drawn: f64 = StandardNormal.sample(random);
        (value / 255.0 + scale * drawn).clamp(0.0, 1.0) * 255.0
    };
    each(x, |plane| plane.map(&mut noisy))
}

/// As many photons as a Poisson distribution draws, white being this many on average.
pub fn shot(x: &Rgb, photons: f64, random: &mut ChaCha8Rng) -> Rgb {
    let mut noisy = |value: f64| {
        // Of no photons there is no distribution, and none is drawn.
        let drawn = Poisson::new(value / 255.0 * photons).map_or(0.0, |photons| photons.sample(random));
        (drawn / photons).clamp(0.0, 1.0) * 255.0
    };
    each(x, |plane| plane.map(&mut noisy))
}

/// Black or white in place of this share of the values, channel by channel.
pub fn impulse(x: &Rgb, share: f64, random: &mut ChaCha8Rng) -> Rgb {
    let mut noisy = |value: f64| {
        let (struck, white) = (random.random::<f64>() <= share, random.random::<f64>() <= 0.5);
        match (struck, white) {
            (false, _) => value,
            (true, true) => 255.0,
            (true, false) => 0.0,
        }
    };
    each(x, |plane| plane.map(&mut noisy))
}
