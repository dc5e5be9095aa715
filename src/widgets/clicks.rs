//! Clicks on buttons that start and, while that runs, stop: a double click does the first of the two alone.

use yew::prelude::*;

/// The callback of such a button: emits what it does now.
pub fn first_click<T: 'static>(on_act: &Callback<T>, act: impl Fn() -> T + 'static) -> Callback<MouseEvent> {
    let on_act = on_act.clone();
    Callback::from(move |event: MouseEvent| {
        if !is_second(&event) {
            on_act.emit(act());
        }
    })
}

/// The same for a button that submits its form.
pub fn first_submit() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        if is_second(&event) {
            event.prevent_default();
        }
    })
}

/// Whether a click follows another at its place as fast as in a double click. A key's is none.
fn is_second(event: &MouseEvent) -> bool {
    event.detail() > 1
}
