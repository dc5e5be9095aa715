//! Whether an element of the page is in sight, whether the page is, and when all of it is about to be printed.

use gloo::{
    events::EventListener,
    utils::{document, window},
};
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::Callback;

/// Dropping it ends the watch.
pub struct Watch {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Reports that the page is about to be printed. Dropping it ends the watch.
pub fn before_print(on: Callback<()>) -> EventListener {
    EventListener::new(&window(), "beforeprint", move |_| on.emit(()))
}

/// Reports that the page goes behind other tabs, and that it comes back. Dropping it ends the watch.
pub fn on_hidden(on: Callback<bool>) -> EventListener {
    EventListener::new(&document(), "visibilitychange", move |_| on.emit(document().hidden()))
}

/// Reports whether the element is within the window, enlarged by `margin` as in CSS: at once, and when it changes. None where the
/// browser cannot tell.
pub fn watch(element: &Element, margin: &str, on: Callback<bool>) -> Option<Watch> {
    if !Reflect::has(&window(), &"IntersectionObserver".into()).unwrap_or(false) {
        return None;
    }
    let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let newest = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        newest.into_iter().for_each(|entry| on.emit(entry.is_intersecting()));
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let observer = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options).ok()?;
    observer.observe(element);
    Some(Watch { observer, _callback: callback })
}
