//! The square that is cut out of a picture, and how a picture was held.

use crate::image::Image;
use image::metadata;
use serde::{Deserialize, Serialize};

/// A square of a picture as it is looked at, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Square {
    /// Columns to the left of it.
    pub left: u32,
    /// Rows above it.
    pub top: u32,
    /// Its width and height, at least 1.
    pub side: u32,
}

impl Square {
    /// The largest in the middle; where the rest is odd, the smaller part is to the left and above.
    pub fn central([width, height]: [u32; 2]) -> Self {
        let side = width.min(height);
        Self { left: (width - side) / 2, top: (height - side) / 2, side }
    }

    /// The nearest square that lies in a picture of this size, and has at least one pixel.
    pub fn within(self, [width, height]: [u32; 2]) -> Self {
        let side = self.side.clamp(1, width.min(height).max(1));
        Self { left: self.left.min(width.saturating_sub(side)), top: self.top.min(height.saturating_sub(side)), side }
    }

    /// Moved by so many pixels, as far as a picture of this size lets it.
    pub fn moved(self, [across, down]: [i64; 2], size: [u32; 2]) -> Self {
        let shifted = |at: u32, by: i64| (i64::from(at) + by).clamp(0, u32::MAX.into()) as u32;
        Self { left: shifted(self.left, across), top: shifted(self.top, down), ..self }.within(size)
    }

    /// Of another side, around the same middle, as far as a picture of this size lets it; no smaller than the network's
    /// own size where the picture is not.
    pub fn resized(self, side: u32, size: [u32; 2]) -> Self {
        let most = size[0].min(size[1]).max(1);
        let side = side.clamp((Image::SIDE as u32).min(most), most);
        let shift = (i64::from(self.side) - i64::from(side)) / 2;
        Self { side, ..self.moved([shift, shift], [u32::MAX; 2]) }.within(size)
    }
}

/// How the rows and columns of a file lie in the picture that one looks at: they change places first, then are mirrored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Orientation {
    transposed: bool,
    columns_mirrored: bool,
    rows_mirrored: bool,
}

impl From<metadata::Orientation> for Orientation {
    fn from(exif: metadata::Orientation) -> Self {
        use metadata::Orientation as Exif;
        let [transposed, columns_mirrored, rows_mirrored] = match exif {
            Exif::NoTransforms => [false, false, false],
            Exif::FlipHorizontal => [false, true, false],
            Exif::Rotate180 => [false, true, true],
            Exif::FlipVertical => [false, false, true],
            Exif::Rotate90FlipH => [true, false, false],
            Exif::Rotate90 => [true, false, true],
            Exif::Rotate270FlipH => [true, true, true],
            Exif::Rotate270 => [true, true, false],
        };
        Self { transposed, columns_mirrored, rows_mirrored }
    }
}

impl Orientation {
    /// The size of the picture from that in the file, or the other way round.
    pub(super) fn size<T>(self, [width, height]: [T; 2]) -> [T; 2] {
        if self.transposed { [height, width] } else { [width, height] }
    }

    /// Where a square of the picture lies in a file of this size.
    pub(super) fn stored(self, square: Square, [width, height]: [u32; 2]) -> Square {
        let [left, top] = self.size([square.left, square.top]);
        let mirrored = |mirrored: bool, at: u32, length: u32| if mirrored { length - square.side - at } else { at };
        Square {
            left: mirrored(self.columns_mirrored, left, width),
            top: mirrored(self.rows_mirrored, top, height),
            side: square.side,
        }
    }

    /// Column and row in a file of this size of a pixel of the picture.
    pub(super) fn place(self, [column, row]: [u32; 2], size: [u32; 2]) -> [u32; 2] {
        let Square { left, top, .. } = self.stored(Square { left: column, top: row, side: 1 }, size);
        [left, top]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_stays_in_its_picture() {
        let size = [90, 40];
        let square = Square::central(size);
        assert_eq!(square, Square { left: 25, top: 0, side: 40 });
        assert_eq!(square.moved([-30, 5], size), Square { left: 0, ..square });
        assert_eq!(square.moved([100, 0], size), Square { left: 50, ..square });
        assert_eq!(square.resized(36, size), Square { left: 27, top: 2, side: 36 });
        assert_eq!(square.resized(36, size).resized(1000, size), square);
        assert_eq!(square.resized(3, size).side, 32, "no smaller than what the network sees");
        assert_eq!(Square::central([5, 9]).resized(1, [5, 9]).side, 5, "of a small picture all of it");
        assert_eq!(Square { left: 9, top: 9, side: 0 }.within([4, 4]), Square { left: 3, top: 3, side: 1 });
    }

    /// Against the `image` crate, which moves every pixel.
    #[test]
    fn orientations_are_those_of_exif() {
        let file = image::GrayImage::from_fn(5, 3, |x, y| image::Luma([(x + 5 * y) as u8]));
        for exif in (1..=8).filter_map(metadata::Orientation::from_exif) {
            let mut moved = image::DynamicImage::ImageLuma8(file.clone());
            moved.apply_orientation(exif);
            let (moved, orientation) = (moved.into_luma8(), Orientation::from(exif));
            assert_eq!(orientation.size([5, 3]), [moved.width(), moved.height()]);
            for (x, y, pixel) in moved.enumerate_pixels() {
                let [column, row] = orientation.place([x, y], [5, 3]);
                assert_eq!(file.get_pixel(column, row), pixel, "{exif:?} at {x}, {y}");
            }
        }
    }
}
