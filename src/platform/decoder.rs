//! What the worker that reads a picture calls in this program: see www/picture.js.

use super::rest::late;
use freqscope_core::{
    error::{Error, Result},
    format::Format,
    image::picture::{self, Picture, Reading, grid::Columns, header, remark::Remark, square::Square},
    protocol,
};
use wasm_bindgen::prelude::*;

fn square_of(numbers: Option<Vec<u32>>) -> Option<Square> {
    let [left, top, side] = numbers?.try_into().ok()?;
    Some(Square { left, top, side })
}

/// An answer to the page; empty where it cannot be written, which only a bug can cause.
fn answer(picture: Result<Picture>) -> Vec<u8> {
    protocol::encode(&picture).unwrap_or_default()
}

/// A PNG or JPEG file, or why it is none that is read; none where the browser is to try.
#[wasm_bindgen]
pub fn read_picture(file: &[u8], square: Option<Vec<u32>>) -> Option<Vec<u8>> {
    late(|| match picture::read(file, square_of(square)) {
        Err(Error::Undecodable(_) | Error::UnsupportedFormat(_)) => None,
        read => Some(answer(read)),
    })
}

/// Why a file cannot be read that the browser refuses too.
#[wasm_bindgen]
pub fn refuse_picture(file: &[u8]) -> Vec<u8> {
    late(|| answer(picture::read_refused(file)))
}

/// The rows of a picture that the browser has decoded.
#[wasm_bindgen]
pub struct PictureRows {
    width: u32,
    reading: Result<Reading>,
    remarks: Vec<Remark>,
}

#[wasm_bindgen]
impl PictureRows {
    #[wasm_bindgen(constructor)]
    pub fn new(file: &[u8], width: u32, height: u32, square: Option<Vec<u32>>) -> Self {
        let refused = matches!(Format::of(file), Format::Png | Format::Jpeg).then_some(Remark::ReadByBrowser);
        let moving = header::is_moving(file).then_some(Remark::Moving);
        let size = [width, height];
        let reading = picture::check_size(size).map(|()| Reading::upright(size, square_of(square)));
        Self { width, reading, remarks: refused.into_iter().chain(moving).collect() }
    }

    /// Whether the picture is small enough.
    pub fn fit(&self) -> bool {
        self.reading.is_ok()
    }

    /// Rows of RGBA bytes, of which `top` is the first.
    pub fn add(&mut self, top: u32, rgba: &[u8]) {
        let Ok(reading) = &mut self.reading else { return };
        for (row, y) in rgba.chunks_exact(4 * self.width as usize).zip(top..) {
            let pixels: Vec<_> = row.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            reading.add(y, Columns::ALL, &pixels);
        }
    }

    pub fn finish(self) -> Vec<u8> {
        late(|| answer(self.reading.map(|reading| reading.finish(self.remarks))))
    }
}
