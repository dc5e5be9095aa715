//! What opens over the page at the press of a button, and goes with Escape or a press beside it. The browser does all of that.

use crate::words::words;
use js_sys::{Function, Reflect};
use web_sys::{HtmlElement, wasm_bindgen::JsCast};
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
    let Some(element) = node.cast::<HtmlElement>() else { return };
    let hide = Reflect::get(&element, &"hidePopover".into()).ok().and_then(|hide| hide.dyn_into::<Function>().ok());
    // It fails where it is closed already.
    hide.iter().for_each(|hide| drop(hide.call0(&element)));
}
