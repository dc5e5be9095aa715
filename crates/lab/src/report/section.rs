//! The page: sections of text, tables, pictures and charts, in one file.

use super::element;
use data_encoding::BASE64;
use freqscope_core::figure::svg::Element;

/// What the page looks like, on paper too. Drawings are on white in the dark as well.
const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c1e21;--soft:#565b63;--line:#d9d6cd;--paper:#fff}\
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8e6e1;--soft:#b4b1a9;--line:#45474c;--paper:#17191c}}\
body{font:16px/1.5 system-ui,sans-serif;max-width:54rem;margin:2rem auto;padding:0 1rem;color:var(--ink);background:var(--paper)}\
h1,h2{line-height:1.2;overflow-wrap:anywhere}h1{font-size:1.7rem}h2{font-size:1.25rem;margin:.5rem 0}\
section{border-top:1px solid var(--line);padding:1rem 0}\
figure{display:inline-block;margin:.5rem 1rem .5rem 0;vertical-align:top;max-width:100%;break-inside:avoid}\
figure img{display:block;width:100%;height:auto;image-rendering:pixelated}\
figure svg{display:block;width:46rem;min-width:30rem;max-width:100%;height:auto;max-height:42rem}\
figure.picture{width:min(12rem,calc(50% - 1.3rem))}\
figcaption{font-size:.85rem;color:var(--soft)}\
p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0}\
.wide{overflow-x:auto}pre{font-size:.8rem;margin:.5rem 0}details pre{white-space:pre-wrap;overflow-wrap:anywhere}\
table{border-collapse:collapse;font-variant-numeric:tabular-nums}\
th,td{text-align:right;padding:.2rem .8rem .2rem 0;white-space:nowrap;border-bottom:1px solid var(--line)}\
th:first-child,td:first-child{text-align:left}th{font-weight:600}";

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

    /// With lines more that stand as they are written, such as those of a terminal's table.
    #[must_use]
    pub fn prints(self, name: &str, lines: &str) -> Self {
        self.with(&wide(name, &element("pre").saying(lines)))
    }

    /// With a table more.
    #[must_use]
    pub fn table<const N: usize>(self, name: &str, head: [&str; N], rows: &[[String; N]]) -> Self {
        let table = rows.iter().fold(element("table").holding(&row("th", head)), |table, cells| {
            table.holding(&row("td", cells.each_ref().map(String::as_str)))
        });
        self.with(&wide(name, &table))
    }

    /// With a PNG more.
    #[must_use]
    pub fn image(self, caption: &str, png: &[u8]) -> Self {
        let source = format!("data:image/png;base64,{}", BASE64.encode(png));
        let image = element("img").with("src", source).with("alt", caption);
        let figure = element("figure").with("class", "picture").holding(&image);
        self.with(&figure.holding(&element("figcaption").saying(caption)).to_string())
    }

    /// With a drawing more.
    #[must_use]
    pub fn drawing(self, caption: &str, svg: &str) -> Self {
        let caption = element("figcaption").saying(caption);
        self.with(&format!("<figure class=\"wide\" tabindex=\"0\">{svg}{caption}</figure>"))
    }

    fn with(mut self, html: &str) -> Self {
        self.0 += "\n";
        self.0 += html;
        self
    }
}

fn row<const N: usize>(kind: &'static str, cells: [&str; N]) -> Element {
    cells.into_iter().fold(element("tr"), |row, cell| row.holding(&element(kind).saying(cell)))
}

/// What may be wider than a narrow screen: there it is scrolled by itself, with the keyboard too.
fn wide(name: &str, element: &Element) -> String {
    let region = Element::new("div").with("class", "wide").with("role", "region").with("tabindex", 0);
    region.with("aria-label", name).holding(element).to_string()
}

/// The whole page, with what computed it at its end: in a sentence, and as JSON.
pub fn document(title: &str, sections: &[Section], [computed, json]: [&str; 2]) -> String {
    let end = element("details").holding(&element("summary").saying("All of it as JSON"));
    let end =
        Section::new("What computed it").says(computed).with(&end.holding(&element("pre").saying(json)).to_string());
    let all = sections.iter().chain([&end]);
    let sections: String = all.map(|Section(html)| format!("<section>\n{html}\n</section>\n")).collect();
    let (title, head) = (element("title").saying(title), element("h1").saying(title));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n{title}\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{head}\n{sections}</main>\n</body>\n</html>\n"
    )
}
