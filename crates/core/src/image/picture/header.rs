//! What the beginning of a file says of its picture: how large it is, and whether it moves.

use crate::format::Format;

/// How far into a file of ISO's container its size is looked for, in bytes.
const CONTAINER: usize = 1 << 16;

/// Width and height in pixels that a file claims; none where it does not say, or not where it has to.
pub fn size(file: &[u8]) -> Option<[u32; 2]> {
    match Format::of(file) {
        Format::Png => png_size(file),
        Format::Jpeg => jpeg_size(file),
        Format::Gif => Some([little(file, 6, 2)?, little(file, 8, 2)?]),
        Format::Bmp => bmp_size(file),
        Format::WebP => webp_size(file),
        Format::Ico => ico_size(file),
        Format::Avif | Format::Heic => container_size(&file[..file.len().min(CONTAINER)]),
        _ => None,
    }
}

/// Whether the picture of a file moves.
pub fn is_moving(file: &[u8]) -> bool {
    match Format::of(file) {
        Format::Png => is_moving_png(file),
        Format::Gif => gif_frames(file).take(2).count() > 1,
        Format::WebP => file.get(12..16) == Some(b"VP8X") && file.get(20).is_some_and(|flags| flags & 2 != 0),
        Format::Avif => file.get(8..12) == Some(b"avis"),
        _ => false,
    }
}

/// Where every PNG has it.
pub(super) fn png_size(file: &[u8]) -> Option<[u32; 2]> {
    Some([big(file, 16)?, big(file, 20)?])
}

/// Whether a PNG claims more than one frame, before its first pixels as it has to.
pub(super) fn is_moving_png(file: &[u8]) -> bool {
    let mut at = 8;
    while let (Some(length), Some(name)) = (big(file, at), file.get(at + 4..at + 8)) {
        match name {
            b"acTL" => return big(file, at + 8).is_some_and(|frames| frames > 1),
            b"IDAT" => return false,
            _ => at = at.saturating_add(12).saturating_add(length as usize),
        }
    }
    false
}

/// Behind the marker that begins the frame: C0 to CF, but for three that stand for something else.
fn jpeg_size(file: &[u8]) -> Option<[u32; 2]> {
    let mut at = 2;
    loop {
        let [marker, kind] = *file.get(at..)?.first_chunk()?;
        match (marker, kind) {
            (0xff, 0xff) => at += 1,
            (0xff, 0xc4 | 0xc8 | 0xcc) => at += 2 + big(file, at)? as usize % (1 << 16),
            (0xff, 0xc0..=0xcf) => return Some([big(file, at + 5)? % (1 << 16), big(file, at + 3)? % (1 << 16)]),
            (0xff, 0xda) => return None,
            (0xff, _) => at += 2 + big(file, at)? as usize % (1 << 16),
            _ => return None,
        }
    }
}

fn bmp_size(file: &[u8]) -> Option<[u32; 2]> {
    match little(file, 14, 4)? {
        12 => Some([little(file, 18, 2)?, little(file, 20, 2)?]),
        // The height of one whose rows go down is negative.
        _ => Some([little(file, 18, 4)?, (little(file, 22, 4)? as i32).unsigned_abs()]),
    }
}

fn webp_size(file: &[u8]) -> Option<[u32; 2]> {
    match file.get(12..16)? {
        b"VP8 " => Some([little(file, 26, 2)? & 0x3fff, little(file, 28, 2)? & 0x3fff]),
        b"VP8L" => {
            let bits = little(file, 21, 4)?;
            Some([(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1])
        }
        b"VP8X" => Some([little(file, 24, 3)? + 1, little(file, 27, 3)? + 1]),
        _ => None,
    }
}

/// Of the largest picture in an icon. Those that are a PNG say it themselves.
fn ico_size(file: &[u8]) -> Option<[u32; 2]> {
    let entry = |index: u32| {
        let at = 6 + 16 * index as usize;
        let own = file.get(little(file, at + 12, 4)? as usize..)?;
        let side = |at| {
            Some(match little(file, at, 1)? {
                0 => 256,
                side => side,
            })
        };
        if Format::of(own) == Format::Png { png_size(own) } else { Some([side(at)?, side(at + 1)?]) }
    };
    largest((0..little(file, 4, 2)?).filter_map(entry))
}

/// Of the largest of all pictures of a container: tiles and a small copy have a size too.
fn container_size(start: &[u8]) -> Option<[u32; 2]> {
    let places = start.windows(4).enumerate().filter(|(_, name)| name == b"ispe");
    largest(places.filter_map(|(at, _)| Some([big(start, at + 8)?, big(start, at + 12)?])))
}

fn largest(sizes: impl Iterator<Item = [u32; 2]>) -> Option<[u32; 2]> {
    sizes.max_by_key(|&[width, height]| u64::from(width) * u64::from(height))
}

/// Where the frames of a GIF begin.
fn gif_frames(file: &[u8]) -> impl Iterator<Item = usize> {
    let table = |flags: u32| if flags & 0x80 != 0 { 3 << ((flags & 7) + 1) } else { 0 };
    let mut at = 13 + little(file, 10, 1).map_or(0, table);
    std::iter::from_fn(move || {
        loop {
            match file.get(at)? {
                0x21 => at = behind_blocks(file, at + 2)?,
                0x2c => {
                    let frame = at;
                    let pixels = at + 11 + little(file, at + 9, 1).map_or(0, table);
                    at = behind_blocks(file, pixels).unwrap_or(file.len());
                    return Some(frame);
                }
                _ => return None,
            }
        }
    })
}

/// Where blocks end that begin at `at`, each with its length.
fn behind_blocks(file: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *file.get(at)? {
            0 => return Some(at + 1),
            length => at += 1 + usize::from(length),
        }
    }
}

/// A number of so many bytes, at most four, the low one first.
fn little(file: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = file.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

/// A number of four bytes, the high one first.
fn big(file: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*file.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_where_each_format_has_them() {
        let icon = [
            &b"\0\0\x01\0\x01\0"[..],
            &[48, 0, 0, 0, 1, 0, 32, 0],
            &40_u32.to_le_bytes(),
            &22_u32.to_le_bytes(),
            b"....",
        ];
        let avif =
            b"\0\0\0\x14ftypavif\0\0\0\0avif..ispe\0\0\0\0\0\0\x01\0\0\0\0\x40..ispe\0\0\0\0\0\0\x10\0\0\0\x08\0";
        let table: [(Vec<u8>, [u32; 2]); 8] = [
            (b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\0\xf0\x01\x40".to_vec(), [320, 240]),
            (b"GIF89a\x40\x01\xf0\0".to_vec(), [320, 240]),
            (b"BM............\x28\0\0\0\x40\x01\0\0\x10\xff\xff\xff".to_vec(), [320, 240]),
            (b"RIFF....WEBPVP8 ....\x30\x01\0\x9d\x01\x2a\x40\x41\xf0\x80".to_vec(), [320, 240]),
            (b"RIFF....WEBPVP8L....\x2f\x3f\xc1\x3b\x10".to_vec(), [320, 240]),
            (b"RIFF....WEBPVP8X....\x02...\x3f\x01\0\xef\0\0".to_vec(), [320, 240]),
            (icon.concat(), [48, 256]),
            (avif.to_vec(), [4096, 2048]),
        ];
        for (file, expected) in table {
            assert_eq!(size(&file), Some(expected), "{}", file.escape_ascii());
            assert!(
                (0..file.len()).all(|length| size(&file[..length]).is_none_or(|[width, height]| width.max(height) > 0))
            );
        }
    }

    #[test]
    fn a_picture_of_one_frame_does_not_move() {
        let frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
        let gif =
            |frames: usize| [b"GIF89a\x01\0\x01\0\0\0\0\x21\xf9\x01x\0", &frame.repeat(frames)[..], b";"].concat();
        assert_eq!([1, 2, 3].map(|frames| is_moving(&gif(frames))), [false, true, true]);
        assert!((0..30).all(|length| !is_moving(&gif(2)[..length])));
        assert!(is_moving(b"RIFF....WEBPVP8X....\x02..."));
        assert!(!is_moving(b"RIFF....WEBPVP8X....\x10..."));
    }
}
