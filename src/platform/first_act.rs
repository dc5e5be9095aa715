//! The first thing that a visitor does with the page.

use gloo::{events::EventListener, utils::window};
use yew::Callback;

/// Whatever comes before somebody reads, searches, follows a link or prints.
const EVENTS: [&str; 7] = ["scroll", "wheel", "touchstart", "pointerdown", "keydown", "hashchange", "beforeprint"];

/// Dropping them ends the wait.
pub struct Listeners {
    _listeners: [EventListener; EVENTS.len()],
}

/// Reports the first event of each kind.
pub fn listen(on: &Callback<()>) -> Listeners {
    let listener = |name| {
        let on = on.clone();
        EventListener::once(&window(), name, move |_| on.emit(()))
    };
    Listeners { _listeners: EVENTS.map(listener) }
}
