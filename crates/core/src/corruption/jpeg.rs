//! What a JPEG file of a quality keeps of an image, without making the file: its entropy coding loses nothing.
//!
//! Colours as in JFIF, chroma of half the size (4:2:0), the standard's tables scaled by the quality, and whole numbers
//! throughout, rounded as libjpeg's accurate transform rounds them, so that every byte is that of Pillow.

use super::plane::{Plane, Rgb};
use std::array;

const BLOCK: usize = 8;

/// Quantisation of brightness at quality 50 (ITU-T T.81, table K.1).
#[rustfmt::skip]
const BRIGHTNESS: [i32; 64] = [
    16, 11, 10, 16, 24, 40, 51, 61,
    12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77,
    24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
];
/// Quantisation of chroma at quality 50 (table K.2).
#[rustfmt::skip]
const CHROMA: [i32; 64] = [
    17, 18, 24, 47, 99, 99, 99, 99,
    18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
];

/// A channel of whole numbers.
struct Channel {
    side: usize,
    values: Vec<i32>,
}

impl Channel {
    fn from_fn(side: usize, mut value: impl FnMut(usize, usize) -> i32) -> Self {
        Self { side, values: (0..side * side).map(|i| value(i / side, i % side)).collect() }
    }

    fn at(&self, y: usize, x: usize) -> i32 {
        self.values[y * self.side + x]
    }
}

/// The image as a file of this quality, 1 to 100, gives it back.
pub fn compressed(x: &Rgb, quality: i32) -> Rgb {
    let side = x[0].side();
    let colour = |weights: [f64; 3], offset: i32| {
        let weights = weights.map(fixed);
        Channel::from_fn(side, |y, column| {
            let sum: i32 = (0..3).map(|c| weights[c] * x[c].at(y, column) as i32).sum();
            (sum + offset) >> 16
        })
    };
    let grey = (128 << 16) + (1 << 15) - 1;
    let light = colour([0.299, 0.587, 0.114], 1 << 15);
    let blue = colour([-0.168_735_892, -0.331_264_108, 0.5], grey);
    let red = colour([0.5, -0.418_687_589, -0.081_312_411], grey);
    let light = quantised(&light, &table(&BRIGHTNESS, quality));
    let [blue, red] = [blue, red].map(|channel| doubled(&quantised(&halved(&channel), &table(&CHROMA, quality))));
    let half = 1 << 15;
    let rgb = |c: usize, y: usize, x: usize| {
        let (blue, red) = (blue.at(y, x) - 128, red.at(y, x) - 128);
        let more = match c {
            0 => fixed(1.402) * red + half,
            1 => fixed(-0.344_136_286) * blue + fixed(-0.714_136_286) * red + half,
            _ => fixed(1.772) * blue + half,
        };
        f64::from((light.at(y, x) + (more >> 16)).clamp(0, 255))
    };
    array::from_fn(|c| Plane::from_fn(side, |y, x| rgb(c, y, x)))
}

/// A factor in 65536ths.
fn fixed(factor: f64) -> i32 {
    (factor * f64::from(1 << 16)).round() as i32
}

/// A table at a quality.
fn table(base: &[i32; 64], quality: i32) -> [i32; 64] {
    let scale = if quality < 50 { 5000 / quality } else { 200 - 2 * quality };
    base.map(|value| ((value * scale + 50) / 100).clamp(1, 255))
}

/// Each block of 8×8 through the transform, rounded to multiples of the table, and back.
fn quantised(channel: &Channel, table: &[i32; 64]) -> Channel {
    let (side, mut values) = (channel.side, channel.values.clone());
    for block in 0..(side / BLOCK).pow(2) {
        let corner = block / (side / BLOCK) * BLOCK * side + block % (side / BLOCK) * BLOCK;
        let place = |i: usize| corner + i / BLOCK * side + i % BLOCK;
        let coefficients = transformed(array::from_fn(|i| values[place(i)] - 128));
        let rounded = array::from_fn(|i| {
            // The transform's numbers are eight times the coefficients.
            let (value, step) = (coefficients[i], 8 * table[i]);
            value.signum() * ((value.abs() + step / 2) / step) * table[i]
        });
        let pixels = restored(rounded);
        (0..BLOCK * BLOCK).for_each(|i| values[place(i)] = (pixels[i] + 128).clamp(0, 255));
    }
    Channel { side, values }
}

/// The DCT of a block, times eight: rows first, with two more bits than remain.
fn transformed(block: [i32; 64]) -> [i32; 64] {
    let rows = along(block, 1, BLOCK, |row| forward(row, |even| even << 2, 11));
    along(rows, BLOCK, 1, |column| forward(column, |even| descaled(even, 2), 15))
}

/// The block of a DCT: columns first.
fn restored(coefficients: [i32; 64]) -> [i32; 64] {
    let columns = along(coefficients, BLOCK, 1, |column| inverse(column, 11));
    along(columns, 1, BLOCK, |row| inverse(row, 18))
}

/// Changes eight lines, whose values lie `step` apart and which begin `next` apart.
fn along(mut block: [i32; 64], step: usize, next: usize, change: impl Fn([i32; 8]) -> [i32; 8]) -> [i32; 64] {
    for line in 0..BLOCK {
        let changed = change(array::from_fn(|i| block[line * next + i * step]));
        (0..BLOCK).for_each(|i| block[line * next + i * step] = changed[i]);
    }
    block
}

/// Rounded to a whole number of 2ᵇ.
const fn descaled(value: i32, bits: u32) -> i32 {
    (value + (1 << (bits - 1))) >> bits
}

/// The four odd values, or coefficients, of a line: the rotations of Loeffler, Ligtenberg and Moschytz (1989), in 8192ths, which
/// go both ways.
const fn odd([a, b, c, d]: [i32; 4]) -> [i32; 4] {
    let both = 9633 * (a + c + b + d);
    let (outer, inner) = (-7373 * (a + d), -20995 * (b + c));
    let (first, second) = (-16069 * (a + c) + both, -3196 * (b + d) + both);
    [2446 * a + outer + first, 16819 * b + inner + second, 25172 * c + inner + first, 12299 * d + outer + second]
}

/// One line to its coefficients.
fn forward(line: [i32; 8], even: impl Fn(i32) -> i32, bits: u32) -> [i32; 8] {
    let [s0, s1, s2, s3] = array::from_fn(|i| line[i] + line[7 - i]);
    let [d0, d1, d2, d3] = array::from_fn(|i| line[i] - line[7 - i]);
    let (outer, inner) = (s0 - s3, s1 - s2);
    let shared = 4433 * (outer + inner);
    let [c7, c5, c3, c1] = odd([d3, d2, d1, d0]).map(|value| descaled(value, bits));
    let (c2, c6) = (descaled(shared + 6270 * outer, bits), descaled(shared - 15137 * inner, bits));
    [even(s0 + s3 + s1 + s2), c1, c2, c3, even(s0 + s3 - s1 - s2), c5, c6, c7]
}

/// One line of coefficients to its values.
fn inverse([c0, c1, c2, c3, c4, c5, c6, c7]: [i32; 8], bits: u32) -> [i32; 8] {
    let shared = 4433 * (c2 + c6);
    let (inner, outer) = (shared - 15137 * c6, shared + 6270 * c2);
    let (sum, difference) = ((c0 + c4) << 13, (c0 - c4) << 13);
    let evens = [sum + outer, difference + inner, difference - inner, sum - outer];
    let odds = odd([c7, c5, c3, c1]);
    array::from_fn(|i| match i {
        0..4 => descaled(evens[i] + odds[3 - i], bits),
        _ => descaled(evens[7 - i] - odds[i - 4], bits),
    })
}

/// The means of 2×2 values, rounded down and up by turns against a drift.
fn halved(channel: &Channel) -> Channel {
    Channel::from_fn(channel.side / 2, |y, x| {
        let four = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(down, right)| channel.at(2 * y + down, 2 * x + right));
        (four.iter().sum::<i32>() + 1 + (x % 2) as i32) >> 2
    })
}

/// Twice as large: nine sixteenths of the nearest value, three of each of the next two, one of the one across.
fn doubled(channel: &Channel) -> Channel {
    let last = channel.side - 1;
    let far = |i: usize| if i.is_multiple_of(2) { (i / 2).saturating_sub(1) } else { (i / 2 + 1).min(last) };
    Channel::from_fn(2 * channel.side, |y, x| {
        let column = |x: usize| 3 * channel.at(y / 2, x) + channel.at(far(y), x);
        (3 * column(x / 2) + column(far(x)) + 8 - (x % 2) as i32) >> 4
    })
}
