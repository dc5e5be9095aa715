//! Custom properties of styles, set through the document's objects: the page's policy forbids styles in attributes.

use web_sys::HtmlElement;
use yew::prelude::*;

/// Sets properties such as `--k` of an element, whenever they change.
#[hook]
pub fn use_properties(node: NodeRef, properties: Vec<(&'static str, String)>) {
    use_effect_with((node, properties), |(node, properties)| {
        let Some(element) = node.cast::<HtmlElement>() else { return };
        for (name, value) in properties {
            // It fails only for names that no property can have.
            let _ = element.style().set_property(name, value);
        }
    });
}
