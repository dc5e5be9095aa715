//! Weather: snow, frost, fog, and brightness.

use super::{
    blur,
    plane::{Plane, Rgb, each, pixelwise},
};
use crate::image::Image;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// What snow looks like.
#[derive(Debug, Clone, Copy)]
pub struct Snow {
    /// Mean and standard deviation of the flakes before the threshold.
    pub flakes: (f64, f64),
    /// How much they are enlarged.
    pub zoom: f64,
    /// Below this they are no flakes.
    pub threshold: f64,
    /// Radius and σ of their motion.
    pub motion: (usize, f64),
    /// How much of the image's own colours stays.
    pub colour: f64,
}

/// Flakes that move, and their reflection, over an image that loses colour.
pub fn snow(x: &Rgb, snow: Snow, random: &mut ChaCha8Rng) -> Rgb {
    let (mean, deviation) = snow.flakes;
    let drawn = Plane::from_fn(Image::SIDE, |_, _| {
        let value: f64 = StandardNormal.sample(random);
        mean + deviation * value
    });
    let flakes = blur::zoomed_in(&drawn, snow.zoom);
    let flakes = flakes.map(|value| if value < snow.threshold { 0.0 } else { (value.clamp(0.0, 1.0) * 255.0).floor() });
    let flakes = blur::motion(&flakes, snow.motion.0, snow.motion.1, random.random_range(-135.0..-45.0));
    let last = Image::SIDE - 1;
    let mut i = 0;
    pixelwise(x, |pixel| {
        let [red, green, blue] = pixel.map(|value| value / 255.0);
        let pale = 1.5 * (0.299 * red + 0.587 * green + 0.114 * blue) + 0.5;
        let (row, column) = (i / Image::SIDE, i % Image::SIDE);
        i += 1;
        let fallen = (flakes.at(row, column) + flakes.at(last - row, last - column)) / 255.0;
        let snowy = |value: f64| snow.colour * value + (1.0 - snow.colour) * value.max(pale) + fallen;
        [red, green, blue].map(|value| snowy(value).clamp(0.0, 1.0) * 255.0)
    })
}

/// A heap of noise at every scale, from 0 to 1 (the diamond-square algorithm), less and less of it by `decay` from scale to scale.
fn plasma(decay: f64, random: &mut ChaCha8Rng) -> Plane {
    let mut map = Plane::from_fn(Image::SIDE, |_, _| 0.0);
    let (mut step, mut wibble) = (Image::SIDE, 100.0_f64);
    while step >= 2 {
        let half = step / 2;
        // Each place, and where the four lie that it is the mean of: the middles of squares, then of their sides.
        let diagonal = [(0, 0), (0, step), (step, 0), (step, step)];
        let cross = [(0, half), (half, 0), (half, step), (step, half)];
        for ((down, right), around) in [((half, half), diagonal), ((0, half), cross), ((half, 0), cross)] {
            let before = map.clone();
            for i in 0..(Image::SIDE / step).pow(2) {
                let (y, x) = (i / (Image::SIDE / step) * step + down, i % (Image::SIDE / step) * step + right);
                let wrapped = |(dy, dx): (usize, usize)| {
                    before.at((y + Image::SIDE + dy - half) % Image::SIDE, (x + Image::SIDE + dx - half) % Image::SIDE)
                };
                let mean = around.into_iter().map(wrapped).sum::<f64>() / 4.0;
                map.set(y, x, mean + wibble * random.random_range(-wibble..wibble));
            }
        }
        (step, wibble) = (half, wibble / decay);
    }
    let (low, high) = ends(&map);
    map.map(|value| (value - low) / (high - low))
}

fn ends(plane: &Plane) -> (f64, f64) {
    let values = plane.values().iter();
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)))
}

/// Fog of this density over all, which leaves the brightest as bright as it is.
pub fn fog(x: &Rgb, density: f64, decay: f64, random: &mut ChaCha8Rng) -> Rgb {
    let brightest = x.iter().map(|plane| ends(plane).1 / 255.0).fold(0.0, f64::max);
    let fog = plasma(decay, random);
    let foggy = |plane: &Plane, y: usize, x: usize| {
        let value = (plane.at(y, x) / 255.0 + density * fog.at(y, x)) * brightest / (brightest + density);
        value.clamp(0.0, 1.0) * 255.0
    };
    each(x, |plane| Plane::from_fn(plane.side(), |y, x| foggy(plane, y, x)))
}

/// The image and a part of a picture of frost, each by its weight.
pub fn frost(x: &Rgb, frost: &Rgb, weights: (f64, f64)) -> Rgb {
    let mixed = |c: usize, row: usize, column: usize| {
        (weights.0 * x[c].at(row, column) + weights.1 * frost[c].at(row, column)).clamp(0.0, 255.0)
    };
    std::array::from_fn(|c| Plane::from_fn(Image::SIDE, |row, column| mixed(c, row, column)))
}

/// The value V of HSV, the largest of the three, larger by `more`; hue and saturation stay.
pub fn brightness(x: &Rgb, more: f64) -> Rgb {
    pixelwise(x, |pixel| {
        let value = pixel.into_iter().fold(0.0, f64::max) / 255.0;
        let brighter = (value + more).clamp(0.0, 1.0);
        pixel.map(|one| if value > 0.0 { one / value * brighter } else { brighter * 255.0 }.clamp(0.0, 255.0))
    })
}
