//! What programs do to images: less contrast, elastic distortion, fewer pixels.

use super::plane::{Border, Plane, Rgb, each, gaussian};
use crate::image::Image;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// How far the Gaussian of the displacements reaches, in standard deviations.
const ELASTIC_REACH: f64 = 3.0;
/// Three corners of a square in the middle of the image, (x, y), whose displacement is that of the whole image.
const CORNERS: [(f64, f64); 3] = [(26.0, 26.0), (26.0, 6.0), (6.0, 6.0)];

/// The contrast to this part, around the mean of each channel.
pub fn contrast(x: &Rgb, part: f64) -> Rgb {
    each(x, |plane| {
        let mean = plane.values().iter().map(|value| value / 255.0).sum::<f64>() / plane.values().len() as f64;
        plane.map(|value| ((value / 255.0 - mean) * part + mean).clamp(0.0, 1.0) * 255.0)
    })
}

/// How far the pixels of an elastic image go.
#[derive(Debug, Clone, Copy)]
pub struct Elastic {
    /// How far each by itself goes before smoothing, in pixels.
    pub reach: f64,
    /// σ of the smoothing, in pixels.
    pub sigma: f64,
    /// How far the corners of the whole image's movement go, in pixels.
    pub affine: f64,
}

/// An image that is moved as a whole, by an affine map, and then point by point.
pub fn elastic(x: &Rgb, elastic: Elastic, random: &mut ChaCha8Rng) -> Rgb {
    let Elastic { reach, sigma, affine } = elastic;
    let mut moved = |coordinate: f64| coordinate + random.random_range(-affine..affine);
    let corners = CORNERS.map(|(x, y)| (moved(x), moved(y)));
    let from = |y: usize, x: usize| origin(corners, (x as f64, y as f64));
    let whole = each(x, |plane| {
        Plane::from_fn(plane.side(), |row, column| {
            let (x, y) = from(row, column);
            plane.between(Border::Reflect101, y, x)
        })
    });
    let weights = gaussian(sigma, ELASTIC_REACH);
    let mut field = || {
        let drawn = Plane::from_fn(Image::SIDE, |_, _| random.random_range(-1.0..1.0));
        drawn.weighted(Border::Reflect, &weights).map(|value| reach * value)
    };
    let (right, down) = (field(), field());
    each(&whole, |plane| {
        Plane::from_fn(plane.side(), |y, x| {
            plane.between(Border::Reflect, y as f64 + down.at(y, x), x as f64 + right.at(y, x)).clamp(0.0, 255.0)
        })
    })
}

/// Where a point comes from, when the [`CORNERS`] have gone to these: by its barycentric coordinates.
fn origin([a, b, c]: [(f64, f64); 3], p: (f64, f64)) -> (f64, f64) {
    let area = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (r.0 - p.0) * (q.1 - p.1);
    let parts = [area(p, b, c), area(a, p, c), area(a, b, p)].map(|part| part / area(a, b, c));
    let sum = |of: fn((f64, f64)) -> f64| parts.iter().zip(CORNERS).map(|(part, corner)| part * of(corner)).sum();
    (sum(|corner| corner.0), sum(|corner| corner.1))
}

/// To so many pixels a side and back, each the mean of those whose middle it holds, rounded.
pub fn pixelate(x: &Rgb, side: usize) -> Rgb {
    let shrunk = windows(Image::SIDE, side);
    let grown = windows(side, Image::SIDE);
    each(x, |plane| resized(&resized(plane, &shrunk), &grown))
}

/// The pixels, from and to, that each of `to` pixels is the mean of.
fn windows(from: usize, to: usize) -> Vec<(usize, usize)> {
    let scale = from as f64 / to as f64;
    let support = 0.5 * scale.max(1.0);
    let window = |i: usize| {
        let centre = (i as f64 + 0.5) * scale;
        let ends = ((centre - support + 0.5).max(0.0) as usize, ((centre + support + 0.5) as usize).min(from));
        let inside = |&j: &usize| {
            let distance = (j as f64 + 0.5 - centre) / scale.max(1.0);
            distance > -0.5 && distance <= 0.5
        };
        let mut held = (ends.0..ends.1).filter(inside);
        let first = held.next().unwrap_or(ends.0);
        (first, held.next_back().unwrap_or(first) + 1)
    };
    (0..to).map(window).collect()
}

/// First along rows, then along columns; values are rounded after each.
fn resized(plane: &Plane, windows: &[(usize, usize)]) -> Plane {
    let mean = |(from, to): (usize, usize), value: &dyn Fn(usize) -> f64| {
        ((from..to).map(value).sum::<f64>() / (to - from) as f64 + 0.5).floor()
    };
    let row = |y: usize, window| mean(window, &|x| plane.at(y, x));
    let rows: Vec<Vec<f64>> =
        (0..plane.side()).map(|y| windows.iter().map(|&window| row(y, window)).collect()).collect();
    Plane::from_fn(windows.len(), |y, x| mean(windows[y], &|j| rows[j][x]))
}
