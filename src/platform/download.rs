//! Files that the page makes for the visitor.

use crate::words::words;
use data_encoding::BASE64;
use freqscope_core::error::{Error, Result};
use gloo::{
    file::{Blob, ObjectUrl},
    timers::callback::Timeout,
    utils::document,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, HtmlImageElement};

/// Milliseconds for which a file's address stays valid: the browser reads it after the click.
const KEPT: u32 = 60_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    pub name: String,
    pub media: &'static str,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Text(String),
    Bytes(Vec<u8>),
    /// An SVG document that is to be saved as pixels.
    Drawing(String),
}

/// Pixels for each unit of a drawing.
const SCALE: f64 = 2.0;

/// Hands the file to the browser, which saves it or asks where.
///
/// # Errors
/// [`Error::Computation`] where the browser cannot draw the pixels.
pub async fn save(download: Download) -> Result<()> {
    let failed = |_: JsValue| Error::Computation(words().files.cannot_draw(&download.name));
    match &download.content {
        Content::Text(text) => offer(Blob::new_with_options(text.as_str(), Some(download.media)), &download.name),
        Content::Bytes(bytes) => offer(Blob::new_with_options(bytes.as_slice(), Some(download.media)), &download.name),
        Content::Drawing(svg) => {
            let canvas = drawn(svg.as_bytes(), |[width, height]| [width * SCALE, height * SCALE]).await;
            let pixels = canvas.and_then(|canvas| canvas.to_data_url()).map_err(failed)?;
            click(&pixels, &download.name).map_err(failed)?;
        }
    }
    Ok(())
}

fn offer(blob: Blob, name: &str) {
    let url = ObjectUrl::from(blob);
    // A page that cannot make a link cannot be there in the first place.
    let _ = click(&url, name);
    Timeout::new(KEPT, move || drop(url)).forget();
}

/// A visitor's drawing as the address of a PNG file that holds its pixels: 512 along its shorter side, at most 2048 along the other.
pub(super) async fn rasterised(svg: &[u8]) -> std::result::Result<String, JsValue> {
    let size = |size: [f64; 2]| {
        let scale = 512.0 / size[0].min(size[1]).max(1.0);
        size.map(|side| (side * scale).clamp(1.0, 2048.0).round())
    };
    drawn(svg, size).await?.to_data_url()
}

/// The drawing on a canvas whose size `sized` makes of its own. It fetches nothing, so that the pixels can be read.
async fn drawn(svg: &[u8], sized: fn([f64; 2]) -> [f64; 2]) -> std::result::Result<HtmlCanvasElement, JsValue> {
    let picture = HtmlImageElement::new()?;
    picture.set_src(&format!("data:image/svg+xml;base64,{}", BASE64.encode(svg)));
    JsFuture::from(picture.decode()).await?;
    let canvas = document().create_element("canvas")?.unchecked_into::<HtmlCanvasElement>();
    let [width, height] = sized([picture.width(), picture.height()].map(f64::from));
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    context.draw_image_with_html_image_element_and_dw_and_dh(&picture, 0.0, 0.0, width, height)?;
    Ok(canvas)
}

fn click(url: &str, name: &str) -> std::result::Result<(), JsValue> {
    let link = document().create_element("a")?;
    link.set_attribute("href", url)?;
    link.set_attribute("download", name)?;
    link.unchecked_into::<HtmlElement>().click();
    Ok(())
}

/// A file name of lower-case letters, digits and dashes, from parts such as a model's id and a picture's file.
pub fn file_name(parts: &[&str], extension: &str) -> String {
    let words = parts.iter().map(|part| part.rsplit_once('.').map_or(*part, |(stem, _)| stem));
    let joined = std::iter::once("freqscope").chain(words).collect::<Vec<_>>().join("-").to_lowercase();
    let pieces = joined.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty());
    format!("{}.{extension}", pieces.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain() {
        assert_eq!(file_name(&["resnet18-natural", "horse-13.png"], "svg"), "freqscope-resnet18-natural-horse-13.svg");
        assert_eq!(file_name(&["visitor:ab", "mein Bild (1).jpeg"], "csv"), "freqscope-visitor-ab-mein-bild-1.csv");
    }
}
