//! How the file of a picture becomes an image: row by row, so that it takes memory for the grids that its pixels are averaged
//! into, and not for the picture.
//!
//! [`read`] reads what is the same everywhere, PNG (`png`) and JPEG (`jpeg`). Whoever has the rows of another format gives them to a
//! [`Reading`]. [`crate::format`] knows files by their first bytes, and [`header`] what these say of size and movement.

mod chunks;
pub mod grid;
pub mod header;
mod jpeg;
mod png;
pub mod remark;
pub mod square;

use self::{
    grid::{Columns, Grid, Rgb, Window},
    remark::Remark,
    square::{Orientation, Square},
};
use super::Image;
use crate::{
    error::{Error, Result},
    format::Format,
};
use serde::{Deserialize, Serialize};

/// The largest file that is read, in MiB.
const MAX_FILE_MIB: usize = 64;
/// The largest picture that is read, in megapixels.
const MAX_MEGAPIXELS: u64 = 100;
/// The longest side of a picture that is read, in pixels: that of the largest JPEG.
const MAX_SIDE: u32 = 65_535;
/// The longest side of an [`Overview`], in pixels.
const OVERVIEW: u32 = 320;
/// What is behind transparent pixels, and in place of missing ones.
const WHITE: Rgb = [255; 3];

/// A picture that has been read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The square of it at 32×32.
    pub image: Image,
    /// All of it.
    pub overview: Overview,
    /// Width and height in pixels, as one looks at it.
    pub size: [u32; 2],
    /// What was cut out.
    pub square: Square,
    /// What has to be said of it.
    pub remarks: Vec<Remark>,
}

impl Picture {
    /// The picture, none of which is missing.
    ///
    /// # Errors
    /// [`Error::CutOff`] and [`Error::Damaged`].
    pub fn whole(self) -> Result<Self> {
        match self.remarks.iter().find_map(|remark| remark.loss()) {
            Some(loss) => Err(loss),
            None => Ok(self),
        }
    }
}

/// A whole picture, small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Width and height in pixels, at most 320.
    pub size: [u32; 2],
    /// Row by row.
    pub pixels: Vec<Rgb>,
}

impl Overview {
    /// Opaque RGBA bytes, row by row.
    pub fn to_rgba8(&self) -> Vec<u8> {
        self.pixels.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect()
    }

    /// What a network would see of a square of the picture, which has this size: nearly so, as it is made of the overview.
    pub fn preview(&self, square: Square, picture: [u32; 2]) -> Image {
        let scaled = |at: u32| (u64::from(at) * u64::from(self.size[0]) / u64::from(picture[0].max(1))) as u32;
        let Square { left, top, side } = square;
        let square = Square { left: scaled(left), top: scaled(top), side: scaled(side).max(1) }.within(self.size);
        let mut reading = Reading::new(self.size, Orientation::default(), Some(square));
        let rows = self.pixels.chunks(self.size[0] as usize);
        rows.zip(0..).for_each(|(row, y)| reading.add(y, Columns::ALL, row));
        reading.image()
    }
}

/// Reads a PNG or JPEG file, and cuts a square out of it, in pixels as one looks at it: the central one where none is given.
///
/// The square is shrunk to 32×32 by area averaging, and each value rounded to 8 bits, so that an 8-bit file of the 32×32 pixels
/// holds the same image. A PNG of 32×32 pixels with 16 bits a value keeps them all: it is what [`Image::to_png16`] has written, or as
/// good. Transparent pixels are laid on white, the EXIF orientation is followed, and colour profiles are ignored.
///
/// Files of up to 64 MiB and pictures of up to 100 megapixels are read. A PNG takes little more memory than its file; a JPEG up to some
/// 10 bytes a pixel.
///
/// # Errors
/// A file that is empty, too large, of another format or broken from the beginning, each by its own variant. What is only partly
/// there is read, with a [`Remark`].
pub fn read(bytes: &[u8], square: Option<Square>) -> Result<Picture> {
    if bytes.is_empty() {
        return Err(Error::EmptyFile);
    }
    if bytes.len() > MAX_FILE_MIB << 20 {
        return Err(Error::FileTooLarge { mib: bytes.len().div_ceil(1 << 20), max_mib: MAX_FILE_MIB });
    }
    match Format::of(bytes) {
        Format::Png => png::read(bytes, square),
        Format::Jpeg => jpeg::read(bytes, square),
        other => Err(Error::UnsupportedFormat(other)),
    }
}

/// Reads a file that a browser cannot read, to say why.
///
/// # Errors
/// [`Error::BrokenPicture`] where every browser knows the format, else those of [`read`].
pub fn read_refused(bytes: &[u8]) -> Result<Picture> {
    match Format::of(bytes) {
        format if format.is_for_all_browsers() => Err(Error::BrokenPicture(format)),
        _ => read(bytes, None),
    }
}

/// Refuses a picture that is larger than what is read, by what its header claims.
///
/// # Errors
/// [`Error::ImageTooLarge`].
pub fn check_size([width, height]: [u32; 2]) -> Result<()> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_MEGAPIXELS * 1_000_000 || width.max(height) > MAX_SIDE {
        return Err(Error::ImageTooLarge { width, height, max_megapixels: MAX_MEGAPIXELS });
    }
    Ok(())
}

/// A picture whose rows arrive.
#[derive(Debug)]
pub struct Reading {
    /// In the file.
    size: [u32; 2],
    orientation: Orientation,
    square: Square,
    cut: Grid,
    overview: Grid,
    overview_size: [u32; 2],
}

impl Reading {
    /// A picture of this size that lies in its rows as one looks at it.
    pub fn upright(size: [u32; 2], square: Option<Square>) -> Self {
        Self::new(size, Orientation::default(), square)
    }

    fn new(size: [u32; 2], orientation: Orientation, square: Option<Square>) -> Self {
        let looked_at = orientation.size(size);
        let square = square.unwrap_or_else(|| Square::central(looked_at)).within(looked_at);
        let Square { left, top, side } = orientation.stored(square, size);
        let overview_size = reduced(size);
        let cut = Window { left, top, size: [side; 2] };
        Self {
            size,
            orientation,
            square,
            cut: Grid::new(cut, [SIDE; 2]),
            overview: Grid::new(Window { left: 0, top: 0, size }, overview_size),
            overview_size,
        }
    }

    /// Takes in pixels of a row.
    pub fn add(&mut self, row: u32, columns: Columns, pixels: &[Rgb]) {
        self.cut.add(row, columns, pixels);
        self.overview.add(row, columns, pixels);
    }

    fn image(&self) -> Image {
        let colour = |y: usize, x: usize| {
            self.cut.mean(self.orientation.place([x as u32, y as u32], [SIDE; 2])).unwrap_or(WHITE)
        };
        Image::from_fn(|c, y, x| super::of_byte(colour(y, x)[c].into()))
    }

    /// What has arrived; the rest is white.
    pub fn finish(self, remarks: Vec<Remark>) -> Picture {
        let size @ [width, height] = self.orientation.size(self.overview_size);
        let places = (0..height).flat_map(|y| (0..width).map(move |x| [x, y]));
        let colour = |place| self.overview.mean(self.orientation.place(place, self.overview_size)).unwrap_or(WHITE);
        let overview = Overview { size, pixels: places.map(colour).collect() };
        Picture { image: self.image(), overview, size: self.orientation.size(self.size), square: self.square, remarks }
    }
}

/// [`Image::SIDE`] as pixels are counted here.
const SIDE: u32 = Image::SIDE as u32;

/// The size of an overview.
fn reduced(size: [u32; 2]) -> [u32; 2] {
    let longest = u64::from(size[0].max(size[1]).max(1));
    let most = longest.min(OVERVIEW.into());
    size.map(|side| ((u64::from(side) * most).div_ceil(longest) as u32).max(1))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
