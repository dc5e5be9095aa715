//! Files that the page makes for the visitor.

use gloo::{
    file::{Blob, ObjectUrl},
    timers::callback::Timeout,
    utils::document,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// Milliseconds for which a file's address stays valid: the browser reads it after the click.
const KEPT: u32 = 60_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    pub name: String,
    pub media: &'static str,
    pub text: String,
}

/// Hands the file to the browser, which saves it or asks where.
pub fn save(download: &Download) {
    let url = ObjectUrl::from(Blob::new_with_options(download.text.as_str(), Some(download.media)));
    // A page that cannot make a link cannot be there in the first place.
    let _ = click(&url, &download.name);
    Timeout::new(KEPT, move || drop(url)).forget();
}

fn click(url: &str, name: &str) -> Result<(), JsValue> {
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
