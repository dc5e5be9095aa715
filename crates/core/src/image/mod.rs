//! A 32×32 RGB image and how a file becomes one.

pub mod npy;
pub mod one_or_many;
pub mod picture;
pub mod similarity;

use self::one_or_many::OneOrMany;
use crate::error::{Error, Result, array::ArrayFault};
use image::{DynamicImage, ImageBuffer, ImageFormat, Rgb};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// An RGB image of 3×32×32 pixels, `f32`, channel-major (CHW), sRGB values with 0 black and 1 white.
///
/// A decoded image lies in [0, 1] and has 8 bits a value, as CIFAR-10's own have, or the 16 of a PNG of 32×32 pixels; one from
/// a `.npy` file has any value in [0, 1], and an ablated one may leave that range (see [`Image::clipped`] and
/// [`Image::rounded`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<f32>", into = "Vec<f32>")]
pub struct Image {
    pixels: Vec<f32>,
}

impl Image {
    /// Width and height in pixels.
    pub const SIDE: usize = 32;
    /// Red, green, blue.
    pub const CHANNELS: usize = 3;
    /// Pixels of one channel.
    pub const PLANE: usize = Self::SIDE * Self::SIDE;
    /// Values of an image.
    pub const LEN: usize = Self::CHANNELS * Self::PLANE;

    /// An image from CHW values.
    ///
    /// # Errors
    /// [`Error::Array`] unless there are 3072 finite values.
    pub fn from_chw(pixels: Vec<f32>) -> Result<Self> {
        if pixels.len() != Self::LEN {
            return Err(Error::Array(ArrayFault::Length(pixels.len())));
        }
        if pixels.iter().any(|value| !value.is_finite()) {
            return Err(Error::Array(ArrayFault::Pixel));
        }
        Ok(Self { pixels })
    }

    /// The image whose value at channel c, row y, column x is `pixel(c, y, x)`.
    pub fn from_fn(mut pixel: impl FnMut(usize, usize, usize) -> f32) -> Self {
        let position = |i: usize| (i / Self::PLANE, i / Self::SIDE % Self::SIDE, i % Self::SIDE);
        let pixels = (0..Self::LEN).map(|i| {
            let (c, y, x) = position(i);
            pixel(c, y, x)
        });
        Self { pixels: pixels.collect() }
    }

    /// The central square of a whole PNG or JPEG file, as [`picture::read`] reads it.
    ///
    /// # Errors
    /// Those of [`picture::read`], and [`Error::CutOff`] or [`Error::Damaged`] where part of the picture is missing.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        picture::read(bytes, None)?.whole().map(|picture| picture.image)
    }

    /// Whether all values lie in [0, 1].
    pub fn is_in_range(&self) -> bool {
        self.pixels.iter().all(|value| (0.0..=1.0).contains(value))
    }

    /// The values in CHW order.
    pub fn pixels(&self) -> &[f32] {
        &self.pixels
    }

    /// The 1024 values of channel `c`, row by row.
    pub fn channel(&self, c: usize) -> &[f32] {
        &self.pixels[c * Self::PLANE..][..Self::PLANE]
    }

    /// The image with every value limited to [0, 1].
    pub fn clipped(mut self) -> Self {
        for value in &mut self.pixels {
            *value = value.clamp(0.0, 1.0);
        }
        self
    }

    /// The image as its PNG file holds it: every value limited to [0, 1] and rounded to a whole number of 255ths.
    pub fn rounded(mut self) -> Self {
        self.pixels.iter_mut().for_each(|value| *value = of_byte(nearest_byte(*value).into()));
        self
    }

    /// 32×32 opaque RGBA bytes, row by row, for a canvas; values are limited to [0, 1] and rounded.
    pub fn to_rgba8(&self) -> Vec<u8> {
        let byte = |c: usize, i: usize| nearest_byte(self.channel(c)[i]);
        (0..Self::PLANE).flat_map(|i| [byte(0, i), byte(1, i), byte(2, i), 255]).collect()
    }

    /// The image as a PNG file of 8 bits a channel; values are limited to [0, 1] and rounded.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        png(self.to_rgba8())
    }

    /// The image as a PNG file of 16 bits a channel, which [`Image::decode`] reads back as it is; values are limited to [0, 1] and
    /// rounded to a whole number of 65535ths.
    ///
    /// # Errors
    /// [`Error::Computation`], which only a bug can cause.
    pub fn to_png16(&self) -> Result<Vec<u8>> {
        let deep = |c: usize, i: usize| (self.channel(c)[i].clamp(0.0, 1.0) * FULL).round() as u16;
        let values = (0..Self::PLANE).flat_map(|i| [deep(0, i), deep(1, i), deep(2, i)]).collect();
        written(Rgb16Image::from_raw(SIDE, SIDE, values).map(DynamicImage::ImageRgb16))
    }
}

/// An image of 16 bits a value.
type Rgb16Image = ImageBuffer<Rgb<u16>, Vec<u16>>;
/// [`Image::SIDE`] as files count.
const SIDE: u32 = Image::SIDE as u32;
/// What white is in 16 bits.
const FULL: f32 = u16::MAX as f32;

/// 32×32 opaque RGBA bytes, row by row, as a PNG file.
///
/// # Errors
/// [`Error::Computation`] when there are not as many bytes.
pub fn png(rgba: Vec<u8>) -> Result<Vec<u8>> {
    let picture = image::RgbaImage::from_raw(SIDE, SIDE, rgba);
    written(picture.map(DynamicImage::ImageRgba8).map(|picture| DynamicImage::ImageRgb8(picture.into_rgb8())))
}

/// The PNG file of a picture; none is one of the wrong length.
fn written(picture: Option<DynamicImage>) -> Result<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    picture
        .ok_or_else(|| Error::Computation("an image has the wrong length".into()))?
        .write_to(&mut file, ImageFormat::Png)
        .map_err(|error| Error::Computation(error.to_string()))?;
    Ok(file.into_inner())
}

/// Reads a file by its first bytes: a picture as [`Image::decode`] does, or the image or images of a `.npy` or `.npz` file.
///
/// # Errors
/// Those of [`Image::decode`] and of [`npy::read_one_or_many`].
pub fn read(bytes: &[u8]) -> Result<OneOrMany<Image>> {
    if is_array(bytes) { npy::read_one_or_many(bytes) } else { Image::decode(bytes).map(OneOrMany::One) }
}

/// Whether a file that begins with these bytes is one of NumPy's.
pub fn is_array(start: &[u8]) -> bool {
    [npy::MAGIC, npy::ARCHIVE].iter().any(|beginning| start.starts_with(beginning))
}

/// Reads a file with a single image, as [`read`] does.
///
/// # Errors
/// Those of [`read`], and [`Error::Array`] when there are several images.
pub fn read_single(bytes: &[u8]) -> Result<Image> {
    let mut images = read(bytes)?.into_vec();
    let count = images.len();
    let refusal = || Error::Array(ArrayFault::Several(count));
    images.pop().filter(|_| count == 1).ok_or_else(refusal)
}

impl TryFrom<Vec<f32>> for Image {
    type Error = Error;

    fn try_from(pixels: Vec<f32>) -> Result<Self> {
        Self::from_chw(pixels)
    }
}

impl From<Image> for Vec<f32> {
    fn from(image: Image) -> Self {
        image.pixels
    }
}

/// The value limited to [0, 1], as a whole number of 255ths.
fn nearest_byte(value: f32) -> u8 {
    (value.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// The value in [0, 1] of the byte that is nearest to `byte`, 0 to 255.
fn of_byte(byte: f64) -> f32 {
    (byte.round() / 255.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn png(picture: &RgbImage) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        file.into_inner()
    }

    #[test]
    fn a_png_of_32_pixels_survives_byte_for_byte() {
        let picture = RgbImage::from_fn(32, 32, |x, y| image::Rgb([x as u8 * 8, y as u8 * 8, (x * y) as u8]));
        let image = Image::decode(&png(&picture)).unwrap();
        assert_eq!(image.channel(0)[1], 8.0 / 255.0);
        assert_eq!(Image::decode(&image.to_png().unwrap()).unwrap(), image);
    }

    #[test]
    fn the_centre_is_cut_out_and_averaged() {
        // 68 × 64: two columns fall away on each side; each output pixel is the mean of a 2×2 block.
        let picture = RgbImage::from_fn(68, 64, |x, y| image::Rgb([((x + y) % 2 * 255) as u8, 0, x as u8]));
        let image = Image::decode(&png(&picture)).unwrap();
        assert!(image.channel(0).iter().all(|&value| value == 128.0 / 255.0), "127.5 is rounded");
        assert_eq!(image.channel(2)[0], 3.0 / 255.0, "2.5 is rounded");
    }

    #[test]
    fn a_picture_of_any_size_survives_an_8_bit_file() {
        let picture = RgbImage::from_fn(97, 61, |x, y| image::Rgb([(x * y) as u8, (7 * x) as u8, (x + 3 * y) as u8]));
        let image = Image::decode(&png(&picture)).unwrap();
        assert_eq!(image.clone().rounded(), image);
        assert_eq!(Image::decode(&image.to_png().unwrap()).unwrap(), image);
    }

    #[test]
    fn what_has_more_than_8_bits_is_rounded_as_its_file_is() {
        let fine = Image::from_fn(|c, y, x| (c * 1024 + y * 32 + x) as f32 / 3000.0 - 0.01);
        assert_eq!(Image::decode(&fine.to_png().unwrap()).unwrap(), fine.rounded());
    }

    /// Values with 16 bits that 8 cannot hold.
    fn deep() -> Image {
        Image::from_fn(|c, y, x| ((c * 21_845 + y * 613 + x * 17) % 65_536) as f32 / 65_535.0)
    }

    #[test]
    fn a_png_of_16_bits_keeps_them_all() {
        let file = deep().to_png16().unwrap();
        assert_eq!(Image::decode(&file).unwrap(), deep());
        assert_eq!(Image::decode(&file).unwrap().to_png16().unwrap(), file);
        assert_ne!(deep().rounded(), deep());
        let outside = Image::from_fn(|c, _, _| c as f32 - 0.5);
        assert_eq!(Image::decode(&outside.to_png16().unwrap()).unwrap().channel(2)[0], 1.0);
    }

    #[test]
    fn a_larger_picture_of_16_bits_is_rounded_as_all_others_are() {
        let picture = Rgb16Image::from_fn(64, 64, |x, y| Rgb([(x * 517) as u16, (y * 1021) as u16, 257]));
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        let image = Image::decode(file.get_ref()).unwrap();
        assert_eq!(image.clone().rounded(), image);
    }

    #[test]
    fn transparent_pixels_are_white() {
        let picture = image::RgbaImage::from_pixel(32, 32, image::Rgba([0, 0, 0, 0]));
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        let image = Image::decode(file.get_ref()).unwrap();
        assert!(image.pixels().iter().all(|&value| value == 1.0));
    }

    #[test]
    fn a_single_pixel_fills_the_image() {
        let image = Image::decode(&png(&RgbImage::from_pixel(1, 1, image::Rgb([255, 0, 51])))).unwrap();
        assert!(image.channel(2).iter().all(|value| (value - 0.2).abs() < 1e-6));
    }

    #[test]
    fn broken_files_are_refused_by_name() {
        let whole = png(&RgbImage::new(32, 32));
        assert_eq!(Image::decode(b""), Err(Error::EmptyFile));
        assert!(matches!(Image::decode(b"GIF89a"), Err(Error::UnsupportedFormat(_))));
        assert!(matches!(Image::decode(b"hello"), Err(Error::UnsupportedFormat(_))));
        assert!(matches!(Image::decode(&whole[..whole.len() / 2]), Err(Error::Undecodable(_) | Error::CutOff)));
        assert!(matches!(Image::decode(&whole[..20]), Err(Error::Undecodable(_))));
    }
}
