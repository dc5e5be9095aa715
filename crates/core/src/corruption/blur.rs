//! Blur: out of focus, through glass, of motion, of zooming in.

use super::plane::{Border, Plane, Rgb, each, gaussian};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::f64::consts::PI;

/// How far the Gaussian of glass reaches, in standard deviations.
const GLASS_REACH: f64 = 4.0;

/// A disk of this radius, itself softened by a Gaussian of 3×3 pixels, in place of every point.
pub fn defocus(x: &Rgb, radius: f64, softness: f64) -> Rgb {
    let inside = |y: isize, x: isize| f64::from(u8::from(((y * y + x * x) as f64) <= radius * radius));
    let reach = radius as isize + 1;
    let count: f64 = (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| inside(y, x))).sum();
    let side = (2 * reach + 1) as usize;
    let disk = Plane::from_fn(side, |y, x| inside(y as isize - reach, x as isize - reach) / count);
    let edge = (-0.5 / softness.powi(2)).exp();
    let kernel = disk.weighted(Border::Nearest, &[edge, 1.0, edge].map(|weight| weight / (1.0 + 2.0 * edge)));
    let seen = |plane: &Plane, y: usize, x: usize| -> f64 {
        let part = |i: usize| {
            let (down, right) = ((i / side) as isize - reach, (i % side) as isize - reach);
            kernel.values()[i] * plane.beyond(Border::Reflect101, y as isize + down, x as isize + right)
        };
        (0..side * side).map(part).sum::<f64>().clamp(0.0, 255.0)
    };
    each(x, |plane| Plane::from_fn(plane.side(), |y, x| seen(plane, y, x)))
}

/// Pixels that take the place of a neighbour, between two blurs of this σ, so many times over the image.
///
/// The published code means to swap two pixels, but copies one onto the other: both sides of its assignment are views of one array.
pub fn glass(x: &Rgb, sigma: f64, times: usize, random: &mut ChaCha8Rng) -> Rgb {
    let weights = gaussian(sigma, GLASS_REACH);
    let blurred = |plane: &Plane| plane.map(|value| value / 255.0).weighted(Border::Nearest, &weights);
    let mut x = each(x, |plane| blurred(plane).map(|value| (value * 255.0).floor()));
    for _ in 0..times {
        for row in (2..x[0].side()).rev() {
            for column in (2..x[0].side()).rev() {
                let [left, up] = [0; 2].map(|_| random.random_range(0..2_u32) as usize);
                x.iter_mut().for_each(|plane| plane.set(row, column, plane.at(row - up, column - left)));
            }
        }
    }
    each(&x, |plane| blurred(plane).map(|value| value.clamp(0.0, 1.0) * 255.0))
}

/// Motion of the whole image at an angle that is drawn, by its radius and σ.
pub fn camera(x: &Rgb, (radius, sigma): (usize, f64), random: &mut ChaCha8Rng) -> Rgb {
    let degrees = random.random_range(-45.0..45.0);
    each(x, |plane| motion(plane, radius, sigma, degrees))
}

/// Motion at an angle in degrees: half a Gaussian of this σ, over 2·`radius` + 1 pixels along the way. Values are rounded.
pub fn motion(plane: &Plane, radius: usize, sigma: f64, degrees: f64) -> Plane {
    let weights: Vec<f64> = (0..=2 * radius).map(|i| (-0.5 * (i as f64 / sigma).powi(2)).exp()).collect();
    let (sum, angle) = (weights.iter().sum::<f64>(), degrees * PI / 180.0);
    let step = |along: f64, i: usize| (i as f64 * along - 0.5).ceil() as isize;
    let seen = |y: usize, x: usize| {
        let part = |(i, weight): (usize, &f64)| {
            let (down, right) = (step(angle.sin(), i), step(angle.cos(), i));
            weight / sum * plane.beyond(Border::Nearest, y as isize + down, x as isize + right)
        };
        weights.iter().enumerate().map(part).sum::<f64>().round()
    };
    Plane::from_fn(plane.side(), seen)
}

/// The mean of the image and of so many that are zoomed in by 1.00, 1.01, and so on.
pub fn zoom(x: &Rgb, steps: usize) -> Rgb {
    let factors = (0..steps).map(|i| 1.0 + i as f64 * (1.01 - 1.0));
    let blurred = |plane: &Plane| {
        let zoomed: Vec<Plane> = factors.clone().map(|factor| zoomed_in(plane, factor)).collect();
        let mean = |y: usize, x: usize| {
            let sum: f64 = zoomed.iter().map(|zoomed| zoomed.at(y, x)).sum();
            ((plane.at(y, x) + sum) / (steps + 1) as f64).clamp(0.0, 255.0)
        };
        Plane::from_fn(plane.side(), mean)
    };
    each(x, blurred)
}

/// The middle of the plane, enlarged by a factor of at least 1: corners stay corners, and values between are interpolated.
pub fn zoomed_in(plane: &Plane, factor: f64) -> Plane {
    let side = plane.side();
    let cut = (side as f64 / factor).ceil();
    let first = (side - cut as usize) / 2;
    let large = (cut * factor).round_ties_even();
    let (trim, scale) = ((large as usize - side) / 2, (cut - 1.0) / (large - 1.0));
    let at = |i: usize| first as f64 + (trim + i) as f64 * scale;
    Plane::from_fn(side, |y, x| plane.between(Border::Nearest, at(y), at(x)))
}
