//! A member of the pool: a worker that this worker opens, with the same script and the same compiled program.

use crate::pool::Link;
use freqscope_core::{
    error::{Error, Result},
    protocol::{self, Event, Request},
};
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions};

/// By this name www/engine.js knows that it is told what to run, and which script belongs to that.
const NAME: &str = if cfg!(feature = "gpu") { "member" } else { "member cpu" };

/// What is heard of a member.
pub enum Heard {
    Event(Event),
    /// It runs no more, or never did.
    Lost,
}

/// A running worker, which ends with this.
pub struct Nested {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl Link for Nested {
    fn post(&self, request: &Request) {
        if let Ok(bytes) = encoded(request) {
            // Handed over, not copied.
            let _ = self.worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
        }
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// A request in the browser's memory, written there at once: the program's own never shrinks.
fn encoded(request: &Request) -> Result<Uint8Array> {
    let mut length = 0;
    protocol::encode_in_pieces(request, |piece| length += piece.len() as u32)?;
    let (bytes, mut at) = (Uint8Array::new_with_length(length), 0);
    protocol::encode_in_pieces(request, |piece| {
        let end = at + piece.len() as u32;
        bytes.subarray(at, end).copy_from(piece);
        at = end;
    })?;
    Ok(bytes)
}

/// Opens one, of which is told what is heard.
///
/// # Errors
/// [`Error::Computation`] where the browser refuses.
pub fn open(hear: impl Fn(Heard) + 'static) -> Result<Nested> {
    start(Rc::new(hear)).map_err(|error| Error::Computation(format!("{error:?}")))
}

fn start(hear: Rc<dyn Fn(Heard)>) -> std::result::Result<Nested, JsValue> {
    let property = |of: &JsValue, name: &str| Reflect::get(of, &name.into());
    let script = property(&property(&js_sys::global(), "location")?, "href")?;
    let options = WorkerOptions::new();
    options.set_name(NAME);
    let worker = Worker::new_with_options(&script.as_string().unwrap_or_default(), &options)?;
    let _listeners = [
        listen_messages(&worker, hear.clone()),
        listen(&worker, "error", hear.clone()),
        listen(&worker, "messageerror", hear),
    ];
    let given = Object::new();
    Reflect::set(&given, &"module".into(), &wasm_bindgen::module())?;
    let nested = Nested { worker, _listeners };
    nested.worker.post_message(&given)?;
    Ok(nested)
}

/// Bytes are an event; of the objects that engine.js posts, one that says that it failed ends the member.
fn listen_messages(worker: &Worker, hear: Rc<dyn Fn(Heard)>) -> EventListener {
    EventListener::new(worker, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        match event.data().dyn_ref::<Uint8Array>().map(|bytes| protocol::decode(&bytes.to_vec())) {
            Some(Ok(event)) => hear(Heard::Event(event)),
            Some(Err(_)) => hear(Heard::Lost),
            None if Reflect::has(&event.data(), &"failed".into()).unwrap_or(false) => hear(Heard::Lost),
            None => (),
        }
    })
}

/// Without `prevent_default` an error would also end up in the console.
fn listen(worker: &Worker, what: &'static str, hear: Rc<dyn Fn(Heard)>) -> EventListener {
    EventListener::new_with_options(worker, what, EventListenerOptions::enable_prevent_default(), move |event| {
        event.prevent_default();
        hear(Heard::Lost);
    })
}
