//! A picture of 32×32 pixels with its name above and lines below.

use data_encoding::BASE64;
pub use freqscope_core::figure::svg::above;
use freqscope_core::figure::svg::{Anchor, Drawing, Element, text};

#[derive(Debug, Clone, PartialEq)]
pub struct Plate {
    pub name: String,
    /// The file of the picture.
    pub png: Vec<u8>,
    pub lines: Vec<String>,
}

/// From one line below a picture to the next.
pub const LINE: f64 = 16.0;

impl Plate {
    /// The picture with its upper left corner at (x, y), as wide and high as `side`, on a document of its own: it holds all.
    pub fn at(&self, [x, y]: [f64; 2], side: f64) -> Drawing {
        let image = Element::new("image").with("x", x).with("y", y).with("width", side).with("height", side);
        let data = format!("data:image/png;base64,{}", BASE64.encode(&self.png));
        let below =
            |(i, line): (usize, &String)| text([x, y + side + 17.0 + LINE * i as f64], Anchor::Start).saying(line);
        let mut drawing = Drawing::default();
        drawing.draw([above([x, y], &self.name)]);
        drawing.draw([image.with("image-rendering", "pixelated").with("href", data)]);
        drawing.draw(self.lines.iter().enumerate().map(below));
        drawing
    }
}
