//! What a file is, by its first bytes.

use serde::{Deserialize, Serialize};

/// A format of pictures, or of what is taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Read here.
    Png,
    /// Read here.
    Jpeg,
    /// Many browsers read the following.
    Gif,
    /// By Google.
    WebP,
    /// AV1 in a container.
    Avif,
    /// Of Windows.
    Bmp,
    /// Icons.
    Ico,
    /// A drawing.
    Svg,
    /// HEVC in the same container as AVIF: what phones save. Few browsers read it.
    Heic,
    /// Few browsers read it.
    Tiff,
    /// Few browsers read it.
    JpegXl,
    /// Few browsers read it.
    Jpeg2000,
    /// No picture.
    Photoshop,
    /// No picture.
    Pdf,
    /// No picture.
    Video,
    /// No picture.
    WebPage,
    /// No picture.
    LfsPointer,
    /// No picture.
    Text,
    /// Not known.
    Unknown,
}

/// How far into a file a drawing's first word may stand.
const START: usize = 1024;

/// What files begin with.
const BEGINNINGS: [(&[u8], Format); 17] = [
    (b"\x89PNG\r\n\x1a\n", Format::Png),
    (b"\xff\xd8\xff", Format::Jpeg),
    (b"GIF87a", Format::Gif),
    (b"GIF89a", Format::Gif),
    (b"BM", Format::Bmp),
    (b"\0\0\x01\0", Format::Ico),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    (b"\xff\x0a", Format::JpegXl),
    (b"\0\0\0\x0cJXL ", Format::JpegXl),
    (b"\0\0\0\x0cjP  ", Format::Jpeg2000),
    (b"\xff\x4f\xff\x51", Format::Jpeg2000),
    (b"8BPS", Format::Photoshop),
    (b"%PDF", Format::Pdf),
    (b"\x1a\x45\xdf\xa3", Format::Video),
    (b"\0\0\x01\xba", Format::Video),
    (b"version https://git-lfs", Format::LfsPointer),
];

impl Format {
    /// What a file is that begins with these bytes; a thousand are enough.
    pub fn of(file: &[u8]) -> Self {
        let begins = |(beginning, _): &&(&[u8], Self)| file.starts_with(beginning);
        if let Some((_, format)) = BEGINNINGS.iter().find(begins) {
            return *format;
        }
        match (file.get(..4), file.get(4..8), file.get(8..12)) {
            (Some(b"RIFF"), _, Some(b"WEBP")) => Self::WebP,
            (Some(b"RIFF"), _, Some(b"AVI ")) => Self::Video,
            (_, Some(b"ftyp"), Some(brand)) => Self::of_brand(brand, file),
            _ => Self::of_text(&file[..file.len().min(START)]),
        }
    }

    /// What is in a container of ISO's. A general brand is told by those that follow it.
    fn of_brand(brand: &[u8], file: &[u8]) -> Self {
        let length = file.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
        let others = file.get(16..length.min(file.len())).unwrap_or_default().chunks_exact(4);
        let brands = || std::iter::once(brand).chain(others.clone());
        let any = |names: &[&[u8]]| brands().any(|brand| names.contains(&brand));
        if any(&[b"avif", b"avis"]) {
            Self::Avif
        } else if any(&[b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"]) {
            Self::Heic
        } else {
            Self::Video
        }
    }

    fn of_text(start: &[u8]) -> Self {
        let text = String::from_utf8_lossy(start);
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).to_lowercase();
        let plain = |byte: &u8| !matches!(byte, 0..9 | 14..32 | 127);
        if text.starts_with('<') && text.contains("<svg") && !text.starts_with("<!doctype html") {
            Self::Svg
        } else if text.starts_with("<!doctype html") || text.starts_with("<html") {
            Self::WebPage
        } else if !start.is_empty() && start.iter().all(plain) {
            Self::Text
        } else {
            Self::Unknown
        }
    }

    /// What it is, as it stands behind “the file is”.
    pub fn description(self) -> &'static str {
        match self {
            Self::Png => "of the format PNG",
            Self::Jpeg => "of the format JPEG",
            Self::Gif => "of the format GIF",
            Self::WebP => "of the format WebP",
            Self::Avif => "of the format AVIF",
            Self::Bmp => "of the format BMP",
            Self::Ico => "an icon (ICO)",
            Self::Svg => "a drawing (SVG)",
            Self::Heic => "a photo of the format HEIC, as phones save them",
            Self::Tiff => "of the format TIFF",
            Self::JpegXl => "of the format JPEG XL",
            Self::Jpeg2000 => "of the format JPEG 2000",
            Self::Photoshop => "of Photoshop (PSD)",
            Self::Pdf => "a PDF document",
            Self::Video => "a film",
            Self::WebPage => "a web page, not the picture that it may show",
            Self::LfsPointer => "a pointer of Git LFS, not the picture (git lfs pull gets that)",
            Self::Text => "text",
            Self::Unknown => "no image that is recognised",
        }
    }

    /// Whether every browser knows how to read it, so that one that it cannot read is broken.
    pub fn is_for_all_browsers(self) -> bool {
        matches!(self, Self::Gif | Self::WebP | Self::Avif | Self::Bmp | Self::Ico)
    }

    /// Whether a browser may know how to read it.
    pub fn is_for_browsers(self) -> bool {
        !matches!(self, Self::Photoshop | Self::Pdf | Self::Video | Self::WebPage | Self::LfsPointer | Self::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let table: [(&[u8], Format); 14] = [
            (b"\x89PNG\r\n\x1a\n....", Format::Png),
            (b"\xff\xd8\xff\xe0", Format::Jpeg),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Format::WebP),
            (b"\0\0\0\x18ftypmif1\0\0\0\0avifmiaf", Format::Avif),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format::Heic),
            (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", Format::Video),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- a --><svg ", Format::Svg),
            (b" <SVG xmlns", Format::Svg),
            (b"<!DOCTYPE html><svg>", Format::WebPage),
            (b"12345678{9", Format::Text),
            (b"%PDF-1.7", Format::Pdf),
            (b"\x01\x02\x03", Format::Unknown),
            (b"\xff\xff\xff\xffftypavif", Format::Avif),
            (b"", Format::Unknown),
        ];
        for (file, format) in table {
            assert_eq!(Format::of(file), format, "{}", file.escape_ascii());
        }
    }
}
