//! A picture that is drawn by hand, pixel by pixel.

use freqscope_core::image::Image;

/// 32×32 pixels of 8 bits a value, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch(Vec<[u8; 3]>);

/// Width and height.
pub const SIDE: usize = Image::SIDE;

impl Default for Sketch {
    /// White.
    fn default() -> Self {
        Self(vec![[255; 3]; Image::PLANE])
    }
}

impl From<&Image> for Sketch {
    /// Rounded to 8 bits.
    fn from(image: &Image) -> Self {
        Self(image.to_rgba8().chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect())
    }
}

impl Sketch {
    /// Paints a square of so many pixels around a pixel, as far as it lies in the picture.
    pub fn paint(&mut self, [column, row]: [usize; 2], colour: [u8; 3], width: usize) {
        let covered = |at: usize| at.saturating_sub((width - 1) / 2)..(at + width / 2 + 1).min(SIDE);
        for y in covered(row) {
            self.0[y * SIDE..][covered(column)].fill(colour);
        }
    }

    pub fn image(&self) -> Image {
        Image::from_fn(|c, y, x| f32::from(self.0[y * SIDE + x][c]) / 255.0)
    }
}

/// The colour of `#rrggbb`; black for what is none.
pub fn colour(text: &str) -> [u8; 3] {
    let value = text.strip_prefix('#').and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or_default();
    let [_, red, green, blue] = value.to_be_bytes();
    [red, green, blue]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brush_paints_a_square_within_the_picture() {
        let red = colour("#ff0000");
        for (place, width, painted) in [([5, 5], 1, 1), ([5, 5], 2, 4), ([0, 0], 3, 4), ([31, 10], 4, 8)] {
            let mut sketch = Sketch::default();
            sketch.paint(place, red, width);
            assert_eq!(sketch.0.iter().filter(|&&pixel| pixel == red).count(), painted, "{place:?} {width}");
        }
    }

    #[test]
    fn a_sketch_holds_an_image_of_8_bits() {
        let image = Image::from_fn(|c, y, x| (c * 3 + y * 5 + x) as f32 / 255.0).rounded();
        assert_eq!(Sketch::from(&image).image(), image);
        assert_eq!(colour("#0a10ff"), [10, 16, 255]);
        assert_eq!(colour("red"), [0; 3]);
    }
}
