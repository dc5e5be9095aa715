//! Which parts of the article are near, and which one is being read.

use crate::platform::visibility::{before_print, watch};
use web_sys::Element;
use yew::prelude::*;

/// How far from the window a figure begins to fetch and compute.
const NEAR: &str = "200px 0px";
/// The line that what is being read crosses: a quarter down the window.
const LINE: &str = "-25% 0px -75% 0px";

/// Whether the element has ever been near, or the page was about to be printed, which may be too late for that print. Where the browser cannot tell, it is.
#[hook]
pub fn use_near(node: NodeRef) -> bool {
    let near = use_state(|| false);
    let on = {
        let near = near.clone();
        Callback::from(move |seen: bool| {
            if seen {
                near.set(true)
            }
        })
    };
    use_effect_with((node, *near), move |(node, near)| {
        let element = node.cast::<Element>().filter(|_| !near);
        let printed = element.is_some().then(|| before_print(on.reform(|()| true)));
        let watched = element.map(|element| watch(&element, NEAR, on.clone()));
        if let Some(None) = watched {
            on.emit(true);
        }
        move || drop((watched, printed))
    });
    *near
}

/// Reports when the element comes to be what is read.
#[hook]
pub fn use_reading(node: NodeRef, on_read: Callback<()>) {
    use_effect_with(node, move |node| {
        let on = Callback::from(move |seen: bool| {
            if seen {
                on_read.emit(())
            }
        });
        let watched = node.cast::<Element>().and_then(|element| watch(&element, LINE, on));
        move || drop(watched)
    });
}
