//! A 32×32 RGB image and how a file becomes one.

mod chunks;
pub mod npy;
pub mod one_or_many;
pub mod similarity;

use self::one_or_many::OneOrMany;
use crate::error::{Error, Result};
use image::{
    DynamicImage, ImageBuffer, ImageDecoder, ImageFormat, Limits, Rgb, RgbImage, codecs::jpeg::JpegDecoder,
    codecs::png::PngDecoder,
};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// The largest file that is decoded, in MiB.
const MAX_FILE_MIB: usize = 64;
/// The largest image that is decoded, in megapixels.
const MAX_MEGAPIXELS: u64 = 64;
/// The most that a PNG's decoder may take in bytes beside the picture: a line of it, which may be all of it at 8 bytes
/// a pixel, and a chunk, as long as a file can be, while it grows by doubling.
const MAX_BESIDE_PICTURE: u64 = MAX_MEGAPIXELS * 8_000_000 + 2 * ((MAX_FILE_MIB as u64) << 20);

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
            return Err(Error::Array(format!(
                "an image has {} values, not {}: save one of 3×32×32",
                Self::LEN,
                pixels.len()
            )));
        }
        if pixels.iter().any(|value| !value.is_finite()) {
            return Err(Error::Array("a pixel is not a finite number: use numpy.nan_to_num".into()));
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

    /// Decodes a PNG or JPEG file, cuts the central square, shrinks it to 32×32 by area averaging, and rounds each value to
    /// 8 bits, so that an 8-bit file of the 32×32 pixels holds the same image. A PNG of 32×32 opaque pixels with 16 bits a value
    /// keeps them all: it is what [`Image::to_png16`] has written, or as good.
    ///
    /// Transparent pixels are laid on white, the EXIF orientation is followed, and colour profiles are ignored. Files
    /// of up to 64 MiB and pictures of up to 64 megapixels are read. That takes memory of at most some 20 bytes a pixel
    /// and a few times the file, whatever else the file holds.
    ///
    /// # Errors
    /// A file that is empty, too large, animated, of another format or broken, each by its own variant.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        if bytes.is_empty() {
            return Err(Error::EmptyFile);
        }
        if bytes.len() > MAX_FILE_MIB << 20 {
            return Err(Error::FileTooLarge { mib: bytes.len().div_ceil(1 << 20), max_mib: MAX_FILE_MIB });
        }
        match image::guess_format(bytes) {
            Ok(ImageFormat::Png) => Self::decode_png(bytes),
            Ok(ImageFormat::Jpeg) => Self::from_decoder(JpegDecoder::new(Cursor::new(bytes)).map_err(undecodable)?),
            Ok(other) => Err(Error::UnsupportedFormat(format_name(other))),
            Err(_) => Err(Error::UnsupportedFormat("no image that is recognised".into())),
        }
    }

    fn decode_png(bytes: &[u8]) -> Result<Self> {
        check_png_header(bytes)?;
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(MAX_BESIDE_PICTURE);
        let file = Cursor::new(chunks::without_profile_and_texts(bytes));
        let decoder = PngDecoder::with_limits(file, limits).map_err(undecodable)?;
        match decoder.is_apng().map_err(undecodable)? {
            true => Err(Error::Animated),
            false => Self::from_decoder(decoder),
        }
    }

    fn from_decoder(mut decoder: impl ImageDecoder) -> Result<Self> {
        check_size(&decoder)?;
        let orientation = decoder.orientation().map_err(undecodable)?;
        let mut picture = DynamicImage::from_decoder(decoder).map_err(undecodable)?;
        picture.apply_orientation(orientation);
        Ok(match picture {
            DynamicImage::ImageRgb16(deep) if deep.dimensions() == (SIDE, SIDE) => Self::from_rgb16(&deep),
            picture => Self::from_rgb8(&on_white(picture)),
        })
    }

    /// An image of 32×32 pixels as it is.
    fn from_rgb16(picture: &Rgb16Image) -> Self {
        Self::from_fn(|c, y, x| f32::from(picture.get_pixel(x as u32, y as u32)[c]) / FULL)
    }

    /// Whether all values lie in [0, 1].
    pub fn is_in_range(&self) -> bool {
        self.pixels.iter().all(|value| (0.0..=1.0).contains(value))
    }

    /// The central square of an 8-bit image, shrunk to 32×32 by area averaging of its sRGB values, and rounded to 8 bits.
    fn from_rgb8(picture: &RgbImage) -> Self {
        let side = picture.width().min(picture.height());
        let left = (picture.width() - side) / 2;
        let top = (picture.height() - side) / 2;
        let shares = area_shares(side as usize);
        Self::from_fn(|c, y, x| {
            let mut sum = 0.0;
            for &(row, height) in &shares[y] {
                for &(column, width) in &shares[x] {
                    let pixel = picture.get_pixel(left + column, top + row);
                    sum += height * width * f64::from(pixel[c]);
                }
            }
            of_byte(sum)
        })
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

/// Reads a file by its first bytes: a picture as [`Image::decode`] does, or the image or images of a `.npy` file.
///
/// # Errors
/// Those of [`Image::decode`] and of [`npy::read_one_or_many`].
pub fn read(bytes: &[u8]) -> Result<OneOrMany<Image>> {
    match [npy::MAGIC, npy::ARCHIVE].iter().any(|start| bytes.starts_with(start)) {
        true => npy::read_one_or_many(bytes),
        false => Image::decode(bytes).map(OneOrMany::One),
    }
}

/// Reads a file with a single image, as [`read`] does.
///
/// # Errors
/// Those of [`read`], and [`Error::Array`] when there are several images.
pub fn read_single(bytes: &[u8]) -> Result<Image> {
    let mut images = read(bytes)?.into_vec();
    let count = images.len();
    let refusal = || Error::Array(format!("it holds {count} images: save one of them, x[0]"));
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

/// For each of the 32 output pixels of one axis: the source pixels that it covers and the share of each, summing to 1.
fn area_shares(side: usize) -> Vec<Vec<(u32, f64)>> {
    let scale = side as f64 / Image::SIDE as f64;
    let covered = |out: usize| {
        let (start, end) = (out as f64 * scale, (out + 1) as f64 * scale);
        let pixels = start.floor() as usize..(end.ceil() as usize).min(side);
        let overlap = move |i: usize| (end.min((i + 1) as f64) - start.max(i as f64)) / scale;
        pixels.map(|i| (i as u32, overlap(i))).collect()
    };
    (0..Image::SIDE).map(covered).collect()
}

fn check_size(decoder: &impl ImageDecoder) -> Result<()> {
    let (width, height) = decoder.dimensions();
    check_dimensions(width, height)
}

/// Reads the claimed size from where every PNG has it: where `usize` has 32 bits, the decoder itself does not get to
/// tell it, and fails on a huge one with words about memory.
fn check_png_header(bytes: &[u8]) -> Result<()> {
    let number = |at: usize| Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?));
    let size = number(16).zip(number(20));
    size.map_or(Ok(()), |(width, height)| check_dimensions(width, height))
}

fn check_dimensions(width: u32, height: u32) -> Result<()> {
    if u64::from(width) * u64::from(height) > MAX_MEGAPIXELS * 1_000_000 {
        return Err(Error::ImageTooLarge { width, height, max_megapixels: MAX_MEGAPIXELS });
    }
    Ok(())
}

fn undecodable(error: image::ImageError) -> Error {
    Error::Undecodable(error.to_string())
}

fn format_name(format: ImageFormat) -> String {
    let extension = format.extensions_str().first().copied().unwrap_or("unknown");
    format!("of the format {}", extension.to_uppercase())
}

/// Drops transparency by laying the picture on white.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        let blend = |value: u8| {
            let alpha = f32::from(alpha) / 255.0;
            (f32::from(value) * alpha + 255.0 * (1.0 - alpha)).round() as u8
        };
        image::Rgb([red, green, blue].map(blend))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(matches!(Image::decode(&whole[..whole.len() / 2]), Err(Error::Undecodable(_))));
        assert!(matches!(Image::decode(&whole[..20]), Err(Error::Undecodable(_))));
    }
}
