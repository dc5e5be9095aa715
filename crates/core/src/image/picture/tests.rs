#![allow(clippy::unwrap_used)]

use super::*;
use ::png::{BitDepth, ColorType, Encoder};

/// A PNG of 8-bit RGB.
fn file(size: [u32; 2], pixels: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, size[0], size[1]);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
    file
}

fn stripes([width, height]: [u32; 2]) -> Vec<u8> {
    (0..height).flat_map(|y| (0..width).flat_map(move |x| [x * 3 + y, y * 5, x ^ y])).map(|value| value as u8).collect()
}

/// Adam7 by its definition: the encoder does not interlace.
fn interlaced(size @ [width, height]: [u32; 2]) -> Vec<u8> {
    let pixels = stripes(size);
    let passes = [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]];
    let mut stream = Vec::new();
    for [left, across, top, down] in passes.map(|pass: [u32; 4]| pass.map(|number| number as usize)) {
        for y in (top..height as usize).step_by(down).filter(|_| left < width as usize) {
            stream.push(0);
            let row = (left..width as usize).step_by(across);
            stream.extend(row.flat_map(|x| pixels[3 * (y * width as usize + x)..][..3].to_vec()));
        }
    }
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 1]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", header), (b"IDAT", stored(&stream)), (b"IEND", Vec::new())] {
        let chunk = [&name[..], &data].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&chunk);
        file.extend([&(data.len() as u32).to_be_bytes()[..], &chunk, &sum.sum().to_be_bytes()].concat());
    }
    file
}

fn stored(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn an_interlaced_picture_is_the_same() {
    for size in [[97, 61], [1, 1], [3, 40], [33, 2]] {
        let straight = read(&file(size, &stripes(size)), None).unwrap();
        assert_eq!(read(&interlaced(size), None).unwrap(), straight, "{size:?}");
    }
}

#[test]
fn a_picture_that_is_cut_off_at_any_byte_is_read_or_refused() {
    let whole = interlaced([20, 30]);
    for length in (0..whole.len()).step_by(13) {
        match read(&whole[..length], None) {
            Ok(picture) => assert!(picture.remarks.iter().all(|remark| *remark == Remark::CutOff) || length > 200),
            Err(error) => {
                assert!(matches!(error, Error::Undecodable(_) | Error::EmptyFile | Error::UnsupportedFormat(_)))
            }
        }
    }
}

#[test]
fn an_overview_is_small_and_of_the_same_shape() {
    for (size, expected) in
        [([640, 480], [320, 240]), ([12, 9], [12, 9]), ([1, 3000], [1, 320]), ([65_535, 1], [320, 1])]
    {
        assert_eq!(reduced(size), expected);
    }
    let picture = read(&file([12, 9], &stripes([12, 9])), None).unwrap();
    assert_eq!(picture.overview.pixels.as_flattened(), stripes([12, 9]), "a small one is as it was");
}

#[test]
fn what_is_too_large_is_refused_by_what_it_claims() {
    assert!(check_size([10_000, 10_000]).is_ok());
    for size in [[10_001, 10_000], [65_536, 1], [u32::MAX, u32::MAX]] {
        assert!(matches!(check_size(size), Err(Error::ImageTooLarge { .. })), "{size:?}");
    }
}

#[test]
fn a_png_without_pixels_is_refused_in_words() {
    let mut empty = file([2, 2], &[0; 12]);
    empty[16..24].fill(0);
    assert_eq!(read(&empty, None), Err(Error::NoPixels { width: 0, height: 0 }));
    assert!(Error::NoPixels { width: 0, height: 0 }.to_string().contains("there is nothing in it"));
}

#[test]
fn what_every_browser_reads_and_this_one_does_not_is_broken() {
    let files: [(&[u8], Format); 5] = [
        (b"GIF89a\x01", Format::Gif),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Format::WebP),
        (b"BM\x10", Format::Bmp),
        (b"\0\0\x01\0", Format::Ico),
        (b"\0\0\0\x18ftypavif\0\0\0\0avifmiaf", Format::Avif),
    ];
    for (file, format) in files {
        let refused = read_refused(file).unwrap_err();
        assert_eq!(refused, Error::BrokenPicture(format));
        assert!(refused.to_string().contains("may be cut off or broken"));
    }
    assert_eq!(read_refused(b"II*\0"), Err(Error::UnsupportedFormat(Format::Tiff)));
}
