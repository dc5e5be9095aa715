//! JPEG.

use super::{
    Picture, Reading, check_size,
    grid::{Columns, Rgb},
    remark::Remark,
    square::Square,
};
use crate::error::{Error, Result};
use image::{ImageDecoder, codecs::jpeg::JpegDecoder};
use std::io::Cursor;
use zune_jpeg::zune_core::{bytestream::ZCursor, options::DecoderOptions};

/// What a file ends with.
const END: [u8; 2] = [0xff, 0xd9];

pub(super) fn read(file: &[u8], square: Option<Square>) -> Result<Picture> {
    let undecodable = |error: image::ImageError| Error::Undecodable(error.to_string());
    let mut decoder = JpegDecoder::new(Cursor::new(file)).map_err(undecodable)?;
    let (width, height) = decoder.dimensions();
    check_size([width, height])?;
    if is_mostly_missing(file, [width, height]) {
        return Err(Error::CutOff);
    }
    let orientation = decoder.orientation().map_err(undecodable)?.into();
    let channels = decoder.color_type().channel_count() as usize;
    let mut pixels = vec![0; decoder.total_bytes() as usize];
    decoder.read_image(&mut pixels).map_err(undecodable)?;
    let mut reading = Reading::new([width, height], orientation, square);
    for (row, y) in pixels.chunks_exact(channels * width as usize).zip(0..) {
        reading.add(y, Columns::ALL, &colours(row, channels));
    }
    drop(pixels);
    Ok(reading.finish(is_cut_off(file).then_some(Remark::CutOff).into_iter().collect()))
}

/// Of three channels, or of one.
fn colours(row: &[u8], channels: usize) -> Vec<Rgb> {
    match channels {
        1 => row.iter().map(|&grey| [grey; 3]).collect(),
        _ => row.chunks_exact(channels).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
    }
}

/// Whether the file has fewer bits than its picture has blocks of 8 × 8 pixels, each of which takes one at least: a short file could
/// claim the largest picture, and memory for it.
fn is_mostly_missing(file: &[u8], size: [u32; 2]) -> bool {
    let blocks: u64 = size.map(|side| u64::from(side.div_ceil(8))).iter().product();
    (file.len() as u64) < blocks / 8
}

/// Whether pixels are missing. The decoder fills them with grey and says nothing, unless it is strict; whole files too are not always as
/// strictly written, but have their end.
fn is_cut_off(file: &[u8]) -> bool {
    if file.windows(END.len()).rev().take(file.len() / 2).any(|bytes| bytes == END) {
        return false;
    }
    let options = DecoderOptions::default().set_strict_mode(true).set_max_width(usize::MAX).set_max_height(usize::MAX);
    zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(file), options).decode().is_err()
}
