//! Files that reach the page from outside its controls: dropped anywhere, or pasted.

use gloo::{
    events::{EventListener, EventListenerOptions},
    file::File,
    utils::document,
};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent};
use yew::Callback;

/// What happens with files over the page.
#[derive(Debug, Clone)]
pub enum Intake {
    /// Something is dragged over the page, or no longer.
    Hovering(bool),
    /// A file was dropped or pasted.
    Arrived(File),
}

/// The listeners; dropping them ends the intake.
pub struct Listeners {
    _listeners: [EventListener; 4],
}

/// Listens on the whole page.
pub fn listen(on: &Callback<Intake>) -> Listeners {
    Listeners {
        _listeners: [
            listener("dragover", on, |event, on| {
                event.prevent_default();
                on.emit(Intake::Hovering(true));
            }),
            // The pointer also leaves the elements within the page; only leaving the page has no related target.
            listener("dragleave", on, |event, on| {
                if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                    on.emit(Intake::Hovering(false));
                }
            }),
            listener("drop", on, |event, on| {
                event.prevent_default();
                on.emit(Intake::Hovering(false));
                arrive(event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer), on);
            }),
            listener("paste", on, |event, on| {
                arrive(event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data), on);
            }),
        ],
    }
}

fn listener(
    name: &'static str,
    on: &Callback<Intake>,
    handle: fn(&web_sys::Event, &Callback<Intake>),
) -> EventListener {
    let on = on.clone();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), name, options, move |event| handle(event, &on))
}

fn arrive(data: Option<DataTransfer>, on: &Callback<Intake>) {
    if let Some(file) = data.and_then(|data| data.files()).and_then(|files| files.get(0)) {
        on.emit(Intake::Arrived(file.into()));
    }
}
