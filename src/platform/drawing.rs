//! How much a drawing (SVG) draws: a file of two kilobytes can refer to its own parts ten times on each of seven levels, and no browser
//! comes back from drawing that.

use js_sys::{Map, Reflect};
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser, Element, NodeList, SupportedType};

/// A drawing of more elements is not drawn.
pub const MOST: u64 = 100_000;
/// So deep may parts be referred to by parts that are referred to.
const DEEPEST: usize = 100;

/// An element of a drawing.
#[derive(Debug, Default)]
struct Part {
    /// The place of the element that holds it.
    parent: Option<usize>,
    id: Option<String>,
    /// Ids of the elements that are drawn where it is.
    refers: Vec<String>,
}

/// Whether a browser can draw it in good time, as far as its attributes tell. So can it what is no SVG, or a broken one: it draws nothing.
pub fn is_bounded(svg: &str) -> bool {
    // The page's policy is for what it parses too, and forbids styles, which are nothing but attributes here.
    let plain = svg.replace("style", "styl-");
    let nodes = match content(&plain) {
        Some(content) => parse(EMPTY).and_then(|document| elements(&document, content)),
        None => parse(&plain).and_then(|document| document.query_selector_all("*")),
    };
    let Ok(nodes) = nodes else { return true };
    let places = Map::new();
    u64::from(nodes.length()) <= MOST
        && amount(&(0..nodes.length()).filter_map(|place| part(&nodes, place, &places)).collect::<Vec<_>>()) <= MOST
}

const EMPTY: &str = "<all/>";

fn parse(xml: &str) -> Result<Document, JsValue> {
    DomParser::new()?.parse_from_string(xml, SupportedType::ImageSvgXml)
}

/// All elements of a text that is put into a document. Where it is broken it is refused, and nothing of it comes into the document: for a
/// broken document a browser draws a message, with styles.
fn elements(document: &Document, content: &str) -> Result<NodeList, JsValue> {
    let all = document.document_element().ok_or(JsValue::UNDEFINED)?;
    Reflect::set(&all, &"innerHTML".into(), &content.into())?;
    all.query_selector_all("*")
}

/// What follows instructions and comments; none where there are declarations, which only a document can have.
fn content(svg: &str) -> Option<&str> {
    let mut rest = svg.trim_start_matches('\u{feff}').trim_start();
    while let Some(end) =
        [("<?", "?>"), ("<!--", "-->")].iter().find_map(|(start, end)| rest.starts_with(start).then_some(end))
    {
        rest = rest.split_once(end).map_or("", |(_, after)| after.trim_start());
    }
    (!svg.contains("<!DOCTYPE")).then_some(rest)
}

/// `places`: those of the elements before.
fn part(nodes: &NodeList, place: u32, places: &Map) -> Option<Part> {
    let node: Element = nodes.item(place)?.unchecked_into();
    places.set(&node, &place.into());
    let parent = node.parent_element().and_then(|parent| places.get(&parent).as_f64()).map(|parent| parent as usize);
    let names = node.get_attribute_names();
    let values = names.iter().filter_map(|name| node.get_attribute(&name.as_string()?));
    let refers = values.flat_map(|value| references(&value)).collect();
    // A gradient only colours what refers to it.
    let id = node.get_attribute("id").filter(|_| !matches!(&*node.local_name(), "linearGradient" | "radialGradient"));
    Some(Part { parent, id, refers })
}

/// The ids that the value of an attribute refers to: `#id`, or `url(#id)`.
fn references(value: &str) -> Vec<String> {
    let value = value.trim();
    let whole = value.strip_prefix('#').map(Into::into);
    let within = value.split("url(").skip(1).filter_map(|rest| {
        let id = rest.trim_start_matches([' ', '"', '\'']).strip_prefix('#')?;
        Some(id.split([')', '"', '\'']).next()?.trim().into())
    });
    whole.into_iter().chain(within).collect()
}

/// The elements that are drawn, each as often as it is. Too many where they refer to each other in a circle.
fn amount(parts: &[Part]) -> u64 {
    let named = parts.iter().enumerate().rev().filter_map(|(place, part)| Some((part.id.as_deref()?, place)));
    let places: HashMap<&str, usize> = named.collect();
    let referred = |part: &Part| part.refers.iter().filter_map(|id| places.get(&**id).copied()).collect();
    let mut drawn: Vec<Vec<usize>> = parts.iter().map(referred).collect();
    for (place, part) in parts.iter().enumerate() {
        part.parent.iter().for_each(|parent| drawn[*parent].push(place));
    }
    let mut amounts = vec![1; parts.len()];
    for _ in 0..DEEPEST {
        let before = amounts.clone();
        // What an element holds comes after it in the file, and is added up first.
        for (place, drawn) in drawn.iter().enumerate().rev() {
            amounts[place] = drawn.iter().map(|other| amounts[*other]).fold(1, u64::saturating_add);
        }
        if amounts == before {
            return amounts.first().copied().unwrap_or_default();
        }
    }
    u64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A root, and in it for each level a group of this id that draws another so often.
    fn levels(groups: &[(&str, &str, usize)]) -> Vec<Part> {
        let mut parts = vec![Part::default()];
        for (id, other, times) in groups {
            let parent = Some(parts.len());
            parts.push(Part { parent: Some(0), id: Some((*id).into()), refers: Vec::new() });
            parts.extend((0..*times).map(|_| Part { parent, id: None, refers: vec![(*other).into()] }));
        }
        parts
    }

    #[test]
    fn what_is_referred_to_counts_as_often_as_it_is_drawn() {
        assert_eq!(amount(&[]), 0);
        assert_eq!(amount(&levels(&[("a", "none", 2)])), 4);
        assert_eq!(amount(&levels(&[("a", "none", 2), ("b", "a", 10)])), 4 + 1 + 10 * (1 + 3));
        // The other way round in the file.
        assert_eq!(amount(&levels(&[("b", "a", 10), ("a", "none", 2)])), 4 + 1 + 10 * (1 + 3));
    }

    #[test]
    fn levels_multiply_and_circles_have_no_end() {
        let names: Vec<String> = (0..9).map(|level| level.to_string()).collect();
        let of =
            |count: usize| -> Vec<_> { names[..count].windows(2).map(|pair| (&*pair[1], &*pair[0], 10)).collect() };
        assert!(amount(&levels(&of(4))) < MOST);
        assert!(amount(&levels(&of(8))) > 10_000_000);
        assert_eq!(amount(&levels(&[("a", "b", 1), ("b", "a", 1)])), u64::MAX);
    }

    #[test]
    fn what_stands_before_a_drawing_is_skipped() {
        assert_eq!(content("\u{feff}<?xml version='1.0'?>\n<!-- <svg> --> <!----><svg/>"), Some("<svg/>"));
        assert_eq!(content("<svg/><!-- after -->"), Some("<svg/><!-- after -->"));
        assert_eq!(content("<!-- no end"), Some(""));
        assert_eq!(content("<?xml version='1.0'?><!DOCTYPE svg><svg/>"), None);
    }

    #[test]
    fn references_are_found_in_every_attribute() {
        assert_eq!(references(" #a "), ["a"]);
        assert_eq!(references("opacity:1;mask:url(#a);fill:url( '#b' ) red"), ["a", "b"]);
        assert_eq!(references("url(other.svg#a) red"), [""; 0]);
    }
}
