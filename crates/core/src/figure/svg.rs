//! Writing SVG: elements with attributes, whose text and values cannot break the document.

use std::fmt::{self, Display, Write};

/// An element with its attributes and children.
#[derive(Debug, Clone)]
pub struct Element {
    name: &'static str,
    attributes: String,
    content: String,
}

/// How text is aligned to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// Elements in the order in which they are drawn, some to a line.
#[derive(Debug, Clone, Default)]
pub struct Drawing(String);

impl Element {
    /// An element of this name, without attributes.
    pub const fn new(name: &'static str) -> Self {
        Self { name, attributes: String::new(), content: String::new() }
    }

    /// With one more attribute.
    #[must_use]
    pub fn with(mut self, attribute: &str, value: impl Display) -> Self {
        let value = escaped(&value.to_string()).replace('"', "&quot;");
        let _ = write!(self.attributes, " {attribute}=\"{value}\"");
        self
    }

    /// Appends text.
    #[must_use]
    pub fn saying(mut self, words: &str) -> Self {
        self.content += &escaped(words);
        self
    }

    /// Appends a child.
    #[must_use]
    pub fn holding(mut self, element: &Self) -> Self {
        let _ = write!(self.content, "{element}");
        self
    }

    /// Appends the elements of a drawing, on lines of their own.
    #[must_use]
    pub fn around(mut self, drawing: &Drawing) -> Self {
        let _ = write!(self.content, "\n{}", drawing.0);
        self
    }
}

impl Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, attributes, content } = self;
        match content.is_empty() {
            true => write!(f, "<{name}{attributes}/>"),
            false => write!(f, "<{name}{attributes}>{content}</{name}>"),
        }
    }
}

impl Drawing {
    /// Appends elements, drawn above the earlier ones.
    pub fn draw(&mut self, elements: impl IntoIterator<Item = Element>) {
        self.0.extend(elements.into_iter().map(|element| element.to_string()));
        self.0 += "\n";
    }

    /// Appends all elements of another drawing, drawn above the earlier ones.
    pub fn append(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

/// The root of a document of this width and height in its own units, with letters of this size.
pub fn root([width, height]: [f64; 2], font_size: f64) -> Element {
    Element::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("viewBox", format_args!("0 0 {width} {height}"))
        .with("font-family", "sans-serif")
        .with("font-size", font_size)
}

/// A drawing on white as a document.
pub fn document(root: Element, drawing: &Drawing) -> String {
    let mut all = Drawing::default();
    all.draw([Element::new("rect").with("width", "100%").with("height", "100%").with("fill", "#fff")]);
    all.append(drawing);
    format!("{}\n", root.around(&all))
}

/// A group with its origin at (x, y).
pub fn group([x, y]: [f64; 2]) -> Element {
    Element::new("g").with("transform", format_args!("translate({x} {y})"))
}

/// A path along `data`.
pub fn path(data: impl Display) -> Element {
    Element::new("path").with("d", data)
}

/// Text on the baseline y, aligned to x by its anchor.
pub fn text([x, y]: [impl Display; 2], anchor: Anchor) -> Element {
    anchored(Element::new("text").with("x", x).with("y", y), anchor)
}

/// Text rotated to read upwards, centred at (x, y).
pub fn upwards([x, y]: [f64; 2]) -> Element {
    let text = Element::new("text").with("transform", format_args!("translate({x} {y}) rotate(-90)"));
    anchored(text, Anchor::Middle)
}

fn anchored(text: Element, anchor: Anchor) -> Element {
    match anchor {
        Anchor::Start => text,
        Anchor::Middle => text.with("text-anchor", "middle"),
        Anchor::End => text.with("text-anchor", "end"),
    }
}

/// What a part of a figure is called, above its upper left corner (x, y).
pub fn above([x, y]: [f64; 2], name: &str) -> Element {
    text([x, y - 8.0], Anchor::Start).with("font-weight", "bold").saying(name)
}

/// A coordinate with two decimals.
pub fn hundredths(coordinate: f64) -> String {
    format!("{coordinate:.2}")
}

/// Escapes text for the content of an element; an attribute's value needs its quotation marks escaped as well.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_document() {
        let name = "<a&\"b\">";
        assert_eq!(escaped(name), "&lt;a&amp;\"b\"&gt;");
        let element = text([1, 2], Anchor::End).with("data-name", name).saying(name);
        let expected = "<text x=\"1\" y=\"2\" text-anchor=\"end\" data-name=\"&lt;a&amp;&quot;b&quot;&gt;\">\
                        &lt;a&amp;\"b\"&gt;</text>";
        assert_eq!(element.to_string(), expected);
    }

    #[test]
    fn a_document_is_white_with_its_drawing_above() {
        let mut drawing = Drawing::default();
        drawing.draw([path("M0 0h1"), Element::new("rect")]);
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2.5\" font-family=\"sans-serif\" \
                        font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
                        <path d=\"M0 0h1\"/><rect/>\n</svg>\n";
        assert_eq!(document(root([3.0, 2.5], 12.0), &drawing), expected);
    }
}
