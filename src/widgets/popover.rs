//! What opens over the page at the press of a button, and goes with Escape or a press beside it. The browser does all of that.

use crate::words::words;
use gloo::utils::document;
use js_sys::{Function, Reflect};
use web_sys::{Element, HtmlElement, wasm_bindgen::JsCast};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Unique on the page; buttons name it in `popovertarget`.
    pub id: AttrValue,
    pub title: AttrValue,
    pub node: NodeRef,
    pub children: Html,
}

/// Closed until a button opens it.
#[component]
pub fn Popover(props: &Props) -> Html {
    let id = &props.id;
    let heading = format!("{id}-heading");
    html! {
        <div ref={props.node.clone()} {id} class="popover" popover="auto" role="dialog" aria-labelledby={heading.clone()}>
            <div class="popover-head">
                <h2 id={heading}>{ &props.title }</h2>
                <button type="button" class="quiet" popovertarget={id} popovertargetaction="hide">{ words().export.close() }</button>
            </div>
            { props.children.clone() }
        </div>
    }
}

/// Closes it where it is open; browsers without popovers show it all the time.
pub fn close(node: &NodeRef) {
    node.cast::<HtmlElement>().iter().for_each(|element| call(element, "hidePopover"));
}

/// Opens the one with this id, as its button would have done had it been there.
pub fn open(id: &str) {
    document().get_element_by_id(id).iter().for_each(|element| call(element, "showPopover"));
}

/// The id of what the event's button opens, where that is not there yet.
pub fn missing(event: &Event) -> Option<String> {
    let button = event.target()?.dyn_into::<Element>().ok()?.closest("[popovertarget]").ok()??;
    button.get_attribute("popovertarget").filter(|id| document().get_element_by_id(id).is_none())
}

fn call(element: &Element, method: &str) {
    let method = Reflect::get(element, &method.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
    // It fails where it is closed already, or open.
    method.iter().for_each(|method| drop(method.call0(element)));
}
