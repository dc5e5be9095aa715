//! Images in NumPy's `.npy` form, and a data set's images and labels, and permutations.
//!
//! What is written is float32, `(3, 32, 32)` or `(N, 3, 32, 32)`. What is read may also be float64 or whole numbers from 0 to 255,
//! have its colours last, and be in Fortran order; `.npy` files of all versions are read. A refusal names its own cure.

pub mod header;
mod numbers;

use crate::{
    class::Class,
    error::{
        Error, Result,
        array::{ArrayFault, RangeCure, ShapeCure},
    },
    image::{Image, one_or_many::OneOrMany},
};
use npyz::WriterBuilder;
pub use numbers::{ARCHIVE, MAGIC};
use numbers::{Array, Numbers};
use std::ops::RangeInclusive;

/// Bytes before the values of a file that is written.
const HEADER: usize = 128;
/// By how much rounding may leave [0, 1]; such values are limited to it.
const ROUNDING: f32 = 1e-6;
/// Where the values of an image lie that lacks some of its bands. Those of pixels that were normalised, with a standard deviation
/// of about a quarter, go beyond.
const ABLATED: RangeInclusive<f32> = -1.0..=2.0;

/// Images in as little memory as their file takes.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageArray {
    /// Whether there was no axis for several images.
    single: bool,
    pixels: Pixels,
}

/// The values of all images, 3072 of each in CHW order.
#[derive(Debug, Clone, PartialEq)]
enum Pixels {
    /// 0 to 255.
    Bytes(Vec<u8>),
    Floats(Vec<f32>),
}

impl ImageArray {
    /// Images of 3072 values each, in CHW order.
    pub fn of_floats(values: Vec<f32>) -> Self {
        Self { single: false, pixels: Pixels::Floats(values) }
    }

    /// How many images there are.
    pub fn len(&self) -> usize {
        match &self.pixels {
            Pixels::Bytes(values) => values.len() / Image::LEN,
            Pixels::Floats(values) => values.len() / Image::LEN,
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The image at this position, from 0.
    ///
    /// # Errors
    /// [`Error::Computation`] beyond the last.
    pub fn get(&self, position: usize) -> Result<Image> {
        if position >= self.len() {
            return Err(Error::Computation(format!("there is no image {position}")));
        }
        let place = position * Image::LEN..(position + 1) * Image::LEN;
        Image::from_chw(match &self.pixels {
            Pixels::Bytes(values) => values[place].iter().map(|&byte| f32::from(byte) / 255.0).collect(),
            Pixels::Floats(values) => values[place].to_vec(),
        })
    }
}

/// Reads the images of a `.npy` file.
///
/// # Errors
/// [`Error::Array`] when the file is broken or has another shape, type or range.
pub fn read(bytes: &[u8]) -> Result<Vec<Image>> {
    read_one_or_many(bytes).map(OneOrMany::into_vec)
}

/// Reads the image of an array with three axes, or the batch of one with four.
///
/// # Errors
/// [`Error::Array`] when the file is broken or has another shape, type or range.
pub fn read_one_or_many(bytes: &[u8]) -> Result<OneOrMany<Image>> {
    let array = read_images(bytes)?;
    match array.single {
        true => array.get(0).map(OneOrMany::One),
        false => (0..array.len()).map(|position| array.get(position)).collect::<Result<_>>().map(OneOrMany::Many),
    }
}

/// Reads one or many images: values in [0, 1], as ablation leaves them about that range, or whole numbers from 0 to 255.
///
/// # Errors
/// [`Error::Array`] when the file is broken or has another shape, type or range.
pub fn read_images(bytes: &[u8]) -> Result<ImageArray> {
    let Array { shape, values } = numbers::read(bytes).map_err(Error::Array)?;
    let layout = Layout::of(&shape)?;
    let pixels = match values {
        Numbers::Bytes(values) => Pixels::Bytes(layout.channels_first(whole_pixels(values)?)),
        Numbers::Integers(values) => Pixels::Bytes(layout.channels_first(whole_pixels(small(&values)?)?)),
        Numbers::Floats(values) => Pixels::Floats(layout.channels_first(pixels(values)?)),
    };
    Ok(ImageArray { single: layout.single, pixels })
}

/// Where an array has its axes.
#[derive(Debug, Clone, Copy)]
struct Layout {
    /// Whether it is one image.
    single: bool,
    /// Whether the colours of a pixel lie side by side.
    channels_last: bool,
}

impl Layout {
    fn of(shape: &[usize]) -> Result<Self> {
        let refused = |cure| Err(Error::Array(ArrayFault::Shape(shape.to_vec(), cure)));
        let (single, channels_last) = match shape {
            [0, ..] => return Err(Error::Array(ArrayFault::Empty)),
            [3, 32, 32] => (true, false),
            [32, 32, 3] => (true, true),
            [_, 3, 32, 32] => (false, false),
            [_, 32, 32, 3] => (false, true),
            [3072] => return refused(ShapeCure::One),
            [_, 3072] => return refused(ShapeCure::Many),
            [.., 32, 32, 4] | [.., 4, 32, 32] => return refused(ShapeCure::Opaque),
            [32, 32] | [_, 32, 32] | [_, 1, 32, 32] => return refused(ShapeCure::Colour),
            _ => return refused(ShapeCure::Scale),
        };
        Ok(Self { single, channels_last })
    }

    /// The values of all images with the colours of each in planes.
    fn channels_first<T: Copy>(self, values: Vec<T>) -> Vec<T> {
        if !self.channels_last {
            return values;
        }
        let planes = |image: &[T]| {
            let value = |i: usize| image[i % Image::PLANE * Image::CHANNELS + i / Image::PLANE];
            (0..Image::LEN).map(value).collect::<Vec<T>>()
        };
        values.chunks_exact(Image::LEN).flat_map(planes).collect()
    }
}

/// Whole numbers as bytes.
fn small(values: &[i64]) -> Result<Vec<u8>> {
    let byte = |&value: &i64| u8::try_from(value).map_err(|_| Error::Array(ArrayFault::NoByte(value)));
    values.iter().map(byte).collect()
}

/// Refuses whole numbers that were made of values in [0, 1].
fn whole_pixels(values: Vec<u8>) -> Result<Vec<u8>> {
    match values.iter().max() {
        Some(1) => Err(Error::Array(ArrayFault::ZerosAndOnes)),
        _ => Ok(values),
    }
}

/// Values that pixels can have, with what rounding has added to them taken off.
fn pixels(mut values: Vec<f32>) -> Result<Vec<f32>> {
    if let Some(value) = values.iter().find(|value| !value.is_finite()) {
        return Err(Error::Array(ArrayFault::NotFinite(value.to_string())));
    }
    let (least, most) = values.iter().fold((0.0_f32, 1.0_f32), |(a, b), &value| (a.min(value), b.max(value)));
    if least >= -ROUNDING && most <= 1.0 + ROUNDING {
        // Adding 0 makes −0 a 0.
        values.iter_mut().for_each(|value| *value = value.clamp(0.0, 1.0) + 0.0);
        return Ok(values);
    }
    let cure = match (ABLATED.contains(&least), ABLATED.contains(&most)) {
        (true, true) => return Ok(values),
        (true, false) => RangeCure::Bytes,
        (false, _) => RangeCure::Normalised,
    };
    Err(Error::Array(ArrayFault::Range { least: least.to_string(), most: most.to_string(), cure }))
}

/// Reads an array of any numbers: its shape and its values.
///
/// # Errors
/// [`Error::Array`] when the file is broken, of another type, or shorter than its header says.
pub fn read_array(bytes: &[u8]) -> Result<(Vec<u64>, Vec<f32>)> {
    let Array { shape, values } = numbers::read(bytes).map_err(Error::Array)?;
    let values = match values {
        Numbers::Bytes(values) => values.into_iter().map(f32::from).collect(),
        Numbers::Integers(values) => values.into_iter().map(|value| value as f32).collect(),
        Numbers::Floats(values) => values,
    };
    Ok((shape.into_iter().map(|side| side as u64).collect(), values))
}

/// Reads labels, the indices of classes: whole numbers of any type, `(N,)` or `(N, 1)`.
///
/// # Errors
/// [`Error::Array`] when the file is broken or of another type, [`Error::Class`] when a number is no index of a class.
pub fn read_labels(bytes: &[u8]) -> Result<Vec<Class>> {
    let labels = numbers::read_integers(bytes).map_err(Error::Array)?;
    labels.into_iter().map(|label| label.to_string().parse()).collect()
}

/// Reads the whole numbers of an array of one axis, such as `numpy.random.permutation` makes.
///
/// # Errors
/// [`Error::Permutation`] when the file is broken, of another type, or holds a number that is not in 0 to 65535.
pub fn read_permutation(bytes: &[u8]) -> Result<Vec<u16>> {
    let numbers = numbers::read_integers(bytes).map_err(|fault| Error::Permutation(fault.to_string()))?;
    let direction =
        |number: i64| u16::try_from(number).map_err(|_| Error::Permutation(format!("{number} does not belong to it")));
    numbers.into_iter().map(direction).collect()
}

/// About how many bytes [`write()`] makes of so many images.
pub fn size(images: usize) -> usize {
    HEADER + images * Image::LEN * size_of::<f32>()
}

/// Writes a batch as a float32 array of shape `(N, 3, 32, 32)`, also for N = 1, and a single image as one of `(3, 32, 32)`.
///
/// # Errors
/// [`Error::Array`] when the array cannot be written.
pub fn write(images: &OneOrMany<Image>) -> Result<Vec<u8>> {
    encode(images).map_err(|error| Error::Array(ArrayFault::Unwritten(error.to_string())))
}

fn encode(images: &OneOrMany<Image>) -> std::io::Result<Vec<u8>> {
    let side = Image::SIDE as u64;
    let shape = [images.as_slice().len() as u64, Image::CHANNELS as u64, side, side];
    let shape = if matches!(images, OneOrMany::One(_)) { &shape[1..] } else { &shape[..] };
    let mut file = Vec::new();
    let mut writer = npyz::WriteOptions::new().default_dtype().shape(shape).writer(&mut file).begin_nd()?;
    for image in images.as_slice() {
        writer.extend(image.pixels())?;
    }
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests;
