//! However much a picture's file claims or unfolds to, reading it takes bounded memory.
//!
//! In a program of its own, because the allocator that counts is the program's.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

mod counting;
mod decompression_bomb;

use counting::{alone, peak};
use decompression_bomb::{jpeg, png, zeros};
use freqscope_core::{
    error::Error,
    image::{Image, picture},
};

/// 64 MiB: far more than these files need, far less than they ask for.
const LITTLE: usize = 64 << 20;

/// A black PNG of one pixel with one more chunk before it.
fn pixel_after(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let pixel = zeros(4);
    png([1, 1], &[(kind, data), (b"IDAT", &pixel)])
}

/// Reads a picture of one black pixel in little memory.
fn read_in_little(file: &[u8]) {
    let (image, bytes) = peak(|| Image::decode(file));
    assert!(bytes < LITTLE, "{} MiB", bytes >> 20);
    assert!(image.unwrap().pixels().iter().all(|&value| value == 0.0));
}

/// Reads a file in little memory, and gives back what was wrong with it.
fn refused_in_little(file: &[u8]) -> Error {
    let (image, bytes) = peak(|| Image::decode(file));
    assert!(bytes < LITTLE, "{} MiB", bytes >> 20);
    image.unwrap_err()
}

#[test]
fn a_profile_that_unfolds_to_4_gib_is_not_unfolded() {
    let _alone = alone();
    let file = pixel_after(b"iCCP", &[b"profile\0\0", &zeros(4 << 30)[..]].concat());
    assert!(file.len() < 5 << 20, "the file is small: {}", file.len());
    read_in_little(&file);
}

#[test]
fn texts_that_unfold_to_a_gib_are_not_unfolded() {
    let _alone = alone();
    let text = zeros(1 << 30);
    read_in_little(&pixel_after(b"zTXt", &[b"Raw profile type iptc\0\0", &text[..]].concat()));
    read_in_little(&pixel_after(b"iTXt", &[b"XML:com.adobe.xmp\0\x01\0\0\0", &text[..]].concat()));
}

#[test]
fn a_million_texts_are_not_kept() {
    let _alone = alone();
    let (text, pixel) = ((b"tEXt", &b"a\0"[..]), zeros(4));
    let chunks: Vec<(&[u8; 4], &[u8])> = std::iter::repeat_n(text, 1_000_000).chain([(b"IDAT", &pixel[..])]).collect();
    read_in_little(&png([1, 1], &chunks));
}

#[test]
fn pixels_beyond_the_picture_are_not_kept() {
    let _alone = alone();
    read_in_little(&png([1, 1], &[(b"IDAT", &zeros(1 << 30))]));
}

#[test]
fn a_size_that_is_only_claimed_takes_no_memory() {
    let _alone = alone();
    let large = |width, height| Error::ImageTooLarge { width, height, max_megapixels: 100 };
    let side = i32::MAX as u32;
    assert_eq!(refused_in_little(&png([side, side], &[(b"IDAT", &zeros(4))])), large(side, side));
    assert_eq!(refused_in_little(&jpeg([65_535, 65_535])), large(65_535, 65_535));
    assert_eq!(refused_in_little(&png([10_001, 10_000], &[(b"IDAT", &zeros(4))])), large(10_001, 10_000));
    assert_eq!(refused_in_little(&png([65_536, 1], &[(b"IDAT", &zeros(4))])), large(65_536, 1));
}

#[test]
fn a_jpeg_that_has_not_a_bit_for_each_block_takes_no_memory() {
    let _alone = alone();
    for size in [[10_000, 10_000], [65_535, 1_500], [1_500, 65_535]] {
        assert_eq!(refused_in_little(&jpeg(size)), Error::CutOff, "{size:?}");
    }
}

#[test]
fn a_chunk_that_claims_2_gib_takes_no_memory() {
    let _alone = alone();
    for kind in [b"iCCP", b"eXIf", b"IDAT", b"abCd"] {
        let mut file = png([1, 1], &[(kind, b"profile\0\0")]);
        file[33..37].copy_from_slice(&(i32::MAX as u32).to_be_bytes());
        assert!(matches!(refused_in_little(&file), Error::Undecodable(_)));
    }
}

#[test]
fn a_large_picture_takes_no_more_memory_than_a_small_one() {
    let _alone = alone();
    // 40 MB of pixels, all of them transparent.
    let file = png([2_500, 2_000], &[(b"IDAT", &zeros(2_000 * (2_500 * 8 + 1)))]);
    let (image, bytes) = peak(|| Image::decode(&file));
    assert!(bytes < LITTLE / 8, "{} MiB", bytes >> 20);
    assert!(image.unwrap().pixels().iter().all(|&value| value == 1.0));
}

#[test]
fn the_largest_pictures_are_still_admitted() {
    let _alone = alone();
    // They end too early, which is found out only while they are read: no limit stood before that.
    for size in [[10_000, 10_000], [65_535, 1_500]] {
        let (picture, bytes) = peak(|| picture::read(&png(size, &[(b"IDAT", &zeros(1 << 20))]), None));
        assert!(bytes < LITTLE, "{size:?}: {} MiB", bytes >> 20);
        assert!(picture.unwrap().remarks[0].loss().is_some());
    }
}
