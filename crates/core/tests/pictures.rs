//! Pictures in every form that others save them in, against what they were drawn as.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_core::{
    error::Error,
    format::Format,
    image::{
        Image,
        picture::{self, Picture, header, remark::Remark, square::Square},
        read_single,
    },
};
use std::{fs, path::PathBuf};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/pictures").join(name)
}

fn file(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap()
}

fn picture(name: &str) -> Picture {
    picture::read(&file(name), None).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn largest_difference(a: &Image, b: &Image) -> f32 {
    a.pixels().iter().zip(b.pixels()).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// Rounding to 8 bits.
const LOSSLESS: f32 = 0.5 / 255.0 + 1e-6;
/// What JPEG loses of these, and rounding.
const JPEG: f32 = 0.01 + LOSSLESS;

/// Files, what their centre is but for rounding, and by how much it may differ.
const WHOLE: [(&str, &str, f32); 26] = [
    ("exif_0_invalid.jpg", "expected.npy", JPEG),
    ("exif_1.jpg", "expected.npy", JPEG),
    ("exif_2.jpg", "expected.npy", JPEG),
    ("exif_3.jpg", "expected.npy", JPEG),
    ("exif_4.jpg", "expected.npy", JPEG),
    ("exif_5.jpg", "expected.npy", JPEG),
    ("exif_6.jpg", "expected.npy", JPEG),
    ("exif_7.jpg", "expected.npy", JPEG),
    ("exif_8.jpg", "expected.npy", JPEG),
    ("exif_6_bigendian.jpg", "expected.npy", JPEG),
    ("exif_6_thumbnail_differs.jpg", "expected.npy", JPEG),
    ("exif_6_xmp_first.jpg", "expected.npy", JPEG),
    ("exif_6.png", "expected.npy", LOSSLESS),
    ("bad_iccp_crc.png", "expected.npy", LOSSLESS),
    ("bytes_behind_end.png", "expected.npy", LOSSLESS),
    ("one_frame.png", "expected.npy", LOSSLESS),
    ("rgb16.png", "expected.npy", LOSSLESS),
    ("grey16.png", "grey16.expected.npy", LOSSLESS),
    ("grey_alpha.png", "grey_alpha.expected.npy", 2.0 * LOSSLESS),
    ("one_bit.png", "one_bit.expected.npy", LOSSLESS),
    ("palette.png", "palette.expected.npy", LOSSLESS),
    ("palette_transparent.png", "palette_transparent.expected.npy", 2.0 * LOSSLESS),
    ("rgb_colour_key.png", "rgb_colour_key.expected.npy", LOSSLESS),
    ("rgba.png", "rgba.expected.npy", 2.0 * LOSSLESS),
    ("bad_adler.png", "expected.npy", LOSSLESS),
    ("bad_idat_crc.png", "expected.npy", LOSSLESS),
];

#[test]
fn pictures_are_what_was_drawn() {
    for (name, expected, tolerance) in WHOLE {
        let difference = largest_difference(&picture(name).image, &read_single(&file(expected)).unwrap());
        assert!(difference <= tolerance, "{name}: {difference}");
        let remarks =
            if name.starts_with("bad_a") || name.starts_with("bad_id") { &[Remark::Checksum][..] } else { &[] };
        assert_eq!(picture(name).remarks, remarks, "{name}");
    }
}

#[test]
fn a_portrait_is_seen_upright() {
    let [upright, turned] = ["exif_1.jpg", "exif_6.jpg"].map(picture);
    assert_eq!([upright.size, turned.size], [[128, 96]; 2]);
    assert_eq!([upright.overview.size, turned.overview.size], [[128, 96]; 2]);
    let square = Square { left: 3, top: 40, side: 50 };
    let cut = |name| picture::read(&file(name), Some(square)).unwrap().image;
    assert!(largest_difference(&cut("exif_1.jpg"), &cut("exif_6.jpg")) <= 2.0 * JPEG);
    assert!(largest_difference(&cut("exif_1.jpg"), &upright.image) > 0.1, "it is another part");
}

#[test]
fn a_preview_is_nearly_what_is_cut() {
    let whole = picture("exif_1.jpg");
    let square = Square { left: 30, top: 11, side: 64 };
    let cut = picture::read(&file("exif_1.jpg"), Some(square)).unwrap();
    assert_eq!(cut.square, square);
    assert!(largest_difference(&whole.overview.preview(square, whole.size), &cut.image) < 0.01);
}

#[test]
fn what_is_cut_off_is_said() {
    for name in ["cut_70.png", "cut_50.jpg", "cut_progressive_50.jpg", "cut_progressive_90.jpg"] {
        assert_eq!(picture(name).remarks, [Remark::CutOff], "{name}");
        assert!(matches!(Image::decode(&file(name)), Err(Error::CutOff | Error::Damaged)), "{name}");
    }
    assert_eq!(picture("no_end.jpg").remarks, [], "all of its pixels are there");
    let white = picture("cut_70.png").image;
    assert_eq!(white.channel(0)[31 * Image::SIDE], 1.0, "what is missing is white");
}

#[test]
fn other_formats_are_named_and_say_how_large_they_are() {
    let table = [
        ("drawn.avif", Format::Avif, Some([128, 96])),
        ("drawn.bmp", Format::Bmp, Some([128, 96])),
        ("drawn.gif", Format::Gif, Some([128, 96])),
        ("drawn.ico", Format::Ico, Some([64, 48])),
        ("drawn.webp", Format::WebP, Some([128, 96])),
        ("drawn.svg", Format::Svg, None),
        ("drawn.tiff", Format::Tiff, None),
        ("drawn.pdf", Format::Pdf, None),
    ];
    for (name, format, size) in table {
        let file = file(name);
        assert_eq!(Format::of(&file), format, "{name}");
        assert_eq!(header::size(&file), size, "{name}");
        assert!(!header::is_moving(&file), "{name}");
        let refused = Err(Error::UnsupportedFormat(format));
        assert_eq!(Image::decode(&file), refused);
    }
}

/// The pixels that the browser's tests compare with: `PICTURES=write cargo test -p freqscope-core --test pictures` writes them anew.
#[test]
fn pixels_are_the_same_everywhere() {
    for name in ["exif_6.jpg", "exif_5.jpg", "exif_6.png", "rgb16.png", "rgba.png"] {
        let (image, stored) = (picture(name).image, format!("read/{name}.png"));
        if std::env::var("PICTURES").is_ok_and(|value| value == "write") {
            fs::write(path(&stored), image.to_png().unwrap()).unwrap();
        }
        assert_eq!(picture(&stored).image, image, "{name}");
    }
}
