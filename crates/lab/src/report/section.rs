//! The page: sections of text, pictures and charts, in one file.

use super::element;
use data_encoding::BASE64;
use freqscope_core::figure::svg::Element;

/// What the page looks like, on paper too.
const STYLE: &str = "\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
section{break-inside:avoid;border-top:1px solid #ddd;padding:.5rem 0}\
figure{display:inline-block;margin:.5rem 1rem .5rem 0;vertical-align:top;max-width:100%}\
figure img{width:12rem;height:12rem;image-rendering:pixelated}\
figure svg{width:40rem;max-width:100%;height:auto}\
figcaption{font-size:.85rem;max-width:40rem;color:#444}\
p,pre{white-space:pre-wrap;overflow-wrap:anywhere}pre{font-size:.75rem}";

/// A heading with what belongs to it.
#[derive(Debug)]
pub struct Section(String);

impl Section {
    /// An empty section.
    pub fn new(title: &str) -> Self {
        Self(element("h2").saying(title).to_string())
    }

    /// With a paragraph more.
    #[must_use]
    pub fn says(self, words: &str) -> Self {
        self.with(&element("p").saying(words).to_string())
    }

    /// With a PNG more.
    #[must_use]
    pub fn image(self, caption: &str, png: Vec<u8>) -> Self {
        let source = format!("data:image/png;base64,{}", BASE64.encode(&png));
        let image: Element = element("img").with("src", source).with("alt", caption);
        self.figure(caption, &image.to_string())
    }

    /// With a figure more, which is written already.
    #[must_use]
    pub fn figure(self, caption: &str, drawn: &str) -> Self {
        let caption = element("figcaption").saying(caption);
        self.with(&format!("<figure>{drawn}{caption}</figure>"))
    }

    fn with(mut self, html: &str) -> Self {
        self.0 += "\n";
        self.0 += html;
        self
    }
}

/// The whole page, with what computed it at its end.
pub fn document(title: &str, sections: &[Section], provenance: &str) -> String {
    let (title, head) = (element("title").saying(title), element("h1").saying(title));
    let sections: String = sections.iter().map(|Section(html)| format!("<section>\n{html}\n</section>\n")).collect();
    let provenance = element("pre").saying(provenance);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n{title}\n<style>{STYLE}</style>\n{head}\n{sections}\
         <section>\n<h2>What computed it</h2>\n{provenance}\n</section>\n</html>\n"
    )
}
