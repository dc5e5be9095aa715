//! Where the keyboard focus goes when a control goes away as it is used.

use web_sys::HtmlElement;
use yew::prelude::*;

/// The callback of such a control: moves the focus to `place`, or it would be lost with the control, and then calls `act`.
pub fn move_focus_then<T: 'static>(place: &NodeRef, act: Callback<T>) -> Callback<T> {
    let place = place.clone();
    Callback::from(move |used| {
        if let Some(place) = place.cast::<HtmlElement>() {
            // It fails only when the place is gone.
            let _ = place.focus();
        }
        act.emit(used);
    })
}
