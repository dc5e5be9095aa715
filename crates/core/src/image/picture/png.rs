//! PNG.

use super::{
    MAX_FILE_MIB, MAX_SIDE, Picture, Reading, SIDE, check_size, chunks,
    grid::{Columns, Rgb},
    header,
    remark::Remark,
    square::{Orientation, Square},
};
use crate::{
    error::{Error, Result},
    image::Image,
};
use image::metadata;
use png::{BitDepth, ColorType, DecodingError, Limits, Reader, Transformations};
use std::io::{Cursor, ErrorKind};

/// The most that the decoder may take: some lines, and a chunk, as long as a file can be, while it grows by doubling.
const MAX_BESIDE_PICTURE: usize = MAX_SIDE as usize * 32 + 2 * (MAX_FILE_MIB << 20);

pub(super) fn read(bytes: &[u8], square: Option<Square>) -> Result<Picture> {
    // Where `usize` has 32 bits, the decoder itself does not get to tell a huge size, and fails on it with words about memory.
    if let Some(size @ [width, height]) = header::png_size(bytes) {
        check_size(size)?;
        if width.min(height) == 0 {
            return Err(Error::NoPixels { width, height });
        }
    }
    let moving = header::is_moving_png(bytes);
    let file = chunks::without_profile_and_texts(bytes);
    let mut picture = match read_with(&file, square, Checksums::Right) {
        Ok(picture) if picture.remarks.is_empty() && chunks::are_intact(&file) => picture,
        // Whatever is wrong may be a checksum only. The decoder does not look at that of the last pixels.
        _ => {
            let mut picture = read_with(&file, square, Checksums::Any)?;
            if picture.remarks.is_empty() {
                picture.remarks.push(Remark::Checksum);
            }
            picture
        }
    };
    picture.remarks.extend(moving.then_some(Remark::Moving));
    Ok(picture)
}

/// What is asked of checksums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Checksums {
    Right,
    Any,
}

fn read_with(file: &[u8], square: Option<Square>, checksums: Checksums) -> Result<Picture> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), Limits { bytes: MAX_BESIDE_PICTURE });
    decoder.ignore_checksums(checksums == Checksums::Any);
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(undecodable)?;
    let info = reader.info();
    let (size, interlaced) = ([info.width, info.height], info.interlaced);
    check_size(size)?;
    let exif = info.exif_metadata.as_deref().and_then(metadata::Orientation::from_exif_chunk);
    let orientation = exif.map(Orientation::from).unwrap_or_default();
    let mut reading = Reading::new(size, orientation, square);
    let mut deep = Deep::new(size, &reader);
    let mut remarks = Vec::new();
    for (taken, (row, columns)) in rows(size, interlaced).enumerate() {
        match next(&mut reader) {
            Ok((colours, values)) => {
                reading.add(row, columns, &colours);
                deep.iter_mut().for_each(|deep| deep.add(row, columns, &values));
            }
            Err(error) if taken == 0 => return Err(undecodable(error)),
            Err(error) => {
                remarks.push(loss(&error));
                break;
            }
        }
    }
    let mut picture = reading.finish(remarks);
    if let Some(deep) = deep {
        picture.image = deep.image(orientation);
    }
    Ok(picture)
}

fn undecodable(error: DecodingError) -> Error {
    Error::Undecodable(error.to_string())
}

fn loss(error: &DecodingError) -> Remark {
    match error {
        DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => Remark::CutOff,
        _ => Remark::Damaged,
    }
}

/// First column, columns from one pixel to the next, first row, and rows from one line to the next of Adam7's seven passes.
const PASSES: [[u32; 4]; 7] =
    [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]];

/// In which order the rows of a file come, and which columns each holds.
fn rows([width, height]: [u32; 2], interlaced: bool) -> impl Iterator<Item = (u32, Columns)> {
    let passes = if interlaced { &PASSES[..] } else { &[[0, 1, 0, 1]][..] };
    let filled = passes.iter().filter(move |[column, ..]| *column < width);
    filled.flat_map(move |&[first, step, row, rows]| {
        (row..height).step_by(rows as usize).map(move |row| (row, Columns { first, step }))
    })
}

/// The next row: its colours, and where it has 16 bits a value those.
fn next(reader: &mut Reader<Cursor<&[u8]>>) -> Result<(Vec<Rgb>, Vec<[u16; 3]>), DecodingError> {
    let (colour, depth) = reader.output_color_type();
    let Some(row) = reader.next_row()? else {
        return Err(DecodingError::IoError(ErrorKind::UnexpectedEof.into()));
    };
    let channels = colour.samples();
    Ok(match depth {
        BitDepth::Sixteen => {
            let values: Vec<u16> =
                row.data().chunks_exact(2).map(|bytes| u16::from_be_bytes([bytes[0], bytes[1]])).collect();
            let shallow: Vec<u8> = values.iter().map(|&value| ((u32::from(value) + 128) / 257) as u8).collect();
            (on_white(&shallow, channels, colour), on_white(&values, channels, colour))
        }
        _ => (on_white(row.data(), channels, colour), Vec::new()),
    })
}

/// A value of 8 or 16 bits.
trait Depth: Copy {
    const FULL: f64;
    fn new(value: f64) -> Self;
    fn value(self) -> f64;
}

impl Depth for u8 {
    const FULL: f64 = 255.0;
    fn new(value: f64) -> Self {
        value.round() as Self
    }
    fn value(self) -> f64 {
        self.into()
    }
}

impl Depth for u16 {
    const FULL: f64 = 65_535.0;
    fn new(value: f64) -> Self {
        value.round() as Self
    }
    fn value(self) -> f64 {
        self.into()
    }
}

/// Colours without transparency: they are laid on white.
fn on_white<T: Depth>(row: &[T], channels: usize, colour: ColorType) -> Vec<[T; 3]> {
    let blend = |value: T, alpha: T| {
        let alpha = alpha.value() / T::FULL;
        T::new(value.value() * alpha + T::FULL * (1.0 - alpha))
    };
    let pixel = |pixel: &[T]| match (colour, pixel) {
        (ColorType::Grayscale, &[grey, ..]) => [grey; 3],
        (ColorType::GrayscaleAlpha, &[grey, alpha]) => [blend(grey, alpha); 3],
        (ColorType::Rgba, &[r, g, b, alpha]) => [r, g, b].map(|value| blend(value, alpha)),
        (_, pixel) => [pixel[0], pixel[1 % channels], pixel[2 % channels]],
    };
    row.chunks_exact(channels).map(pixel).collect()
}

/// The pixels of a picture that has the network's size and 16 bits a value, as they are.
struct Deep(Vec<[u16; 3]>);

impl Deep {
    fn new(size: [u32; 2], reader: &Reader<Cursor<&[u8]>>) -> Option<Self> {
        let deep = size == [SIDE; 2] && reader.output_color_type().1 == BitDepth::Sixteen;
        deep.then(|| Self(vec![[u16::MAX; 3]; Image::PLANE]))
    }

    fn add(&mut self, row: u32, columns: Columns, values: &[[u16; 3]]) {
        let places = self.0[(row * SIDE + columns.first) as usize..].iter_mut().step_by(columns.step as usize);
        places.zip(values).for_each(|(place, value)| *place = *value);
    }

    fn image(&self, orientation: Orientation) -> Image {
        let at = |y: usize, x: usize| {
            let [column, row] = orientation.place([x as u32, y as u32], [SIDE; 2]);
            self.0[(row * SIDE + column) as usize]
        };
        Image::from_fn(|c, y, x| f32::from(at(y, x)[c]) / f32::from(u16::MAX))
    }
}
