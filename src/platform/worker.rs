//! The only way from the page to the engine: a thin bridge over a web worker.
//!
//! The worker runs `engine.js`, which loads the engine. Its messages are postcard bytes of [`Event`]s, or the two plain objects
//! that `engine.js` posts before and instead of the engine.

use freqscope_core::{
    device::DeviceKind,
    error::{Error, Result},
    protocol::{self, Event, Request},
};
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions};
use yew::Callback;

/// Relative to the page.
const SCRIPT: &str = "engine.js";
/// By this name it takes the program without WebGPU.
const CPU: &str = "cpu";

#[derive(Debug)]
pub enum WorkerMessage {
    /// Bytes of the engine's own code that have arrived.
    Download {
        /// Bytes so far.
        done: u64,
        /// Bytes in all, if the server says so.
        total: Option<u64>,
    },
    Event(Event),
    /// The worker's script failed, before the engine ran or while it did.
    Failed(String),
}

/// A running worker; dropping it ends the worker at once, whatever it is doing.
pub struct Bridge {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl Bridge {
    /// Starts a worker whose messages go to `on_message`: with WebGPU, or with the smaller program that computes on the CPU alone.
    ///
    /// # Errors
    /// [`Error::Computation`] when the browser refuses to start a worker.
    pub fn start(kind: DeviceKind, on_message: &Callback<WorkerMessage>) -> Result<Self> {
        let options = WorkerOptions::new();
        if kind == DeviceKind::Cpu {
            options.set_name(CPU);
        }
        let worker = Worker::new_with_options(SCRIPT, &options);
        let worker = worker.map_err(|error| Error::Computation(describe(&error)))?;
        let _listeners = [
            listen_messages(&worker, on_message.clone()),
            listen_errors(&worker, on_message.clone()),
            listen_unreadable(&worker, on_message.clone()),
        ];
        Ok(Self { worker, _listeners })
    }

    /// # Errors
    /// [`Error::Protocol`].
    pub fn post(&self, request: &Request) -> Result<()> {
        let bytes = Uint8Array::from(protocol::encode(request)?.as_slice());
        self.worker.post_message(&bytes).map_err(|error| Error::Protocol(describe(&error)))
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn listen_messages(worker: &Worker, on_message: Callback<WorkerMessage>) -> EventListener {
    EventListener::new(worker, "message", move |event| {
        if let Some(message) = event.dyn_ref::<MessageEvent>().and_then(|event| read(&event.data())) {
            on_message.emit(message);
        }
    })
}

/// An error that nothing in the worker has caught. Without `prevent_default` it would also reach the console.
fn listen_errors(worker: &Worker, on_message: Callback<WorkerMessage>) -> EventListener {
    EventListener::new_with_options(worker, "error", EventListenerOptions::enable_prevent_default(), move |event| {
        event.prevent_default();
        let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).filter(|message| !message.is_empty());
        on_message.emit(WorkerMessage::Failed(message.unwrap_or_else(|| format!("{SCRIPT} could not be loaded"))));
    })
}

fn listen_unreadable(worker: &Worker, on_message: Callback<WorkerMessage>) -> EventListener {
    EventListener::new(worker, "messageerror", move |_| {
        on_message.emit(WorkerMessage::Failed("a message was unreadable".into()))
    })
}

/// A message of the worker: bytes from the engine, `{download: {done, total}}` or `{failed: "why"}` from `engine.js`.
fn read(data: &JsValue) -> Option<WorkerMessage> {
    if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
        return Some(match protocol::decode(&bytes.to_vec()) {
            Ok(event) => WorkerMessage::Event(event),
            Err(error) => WorkerMessage::Failed(error.to_string()),
        });
    }
    let property = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
    if let Some(message) = property(data, "failed").as_string() {
        return Some(WorkerMessage::Failed(message));
    }
    let download = property(data, "download");
    let bytes = |name| property(&download, name).as_f64().map(|bytes| bytes as u64);
    Some(WorkerMessage::Download { done: bytes("done")?, total: bytes("total") })
}

/// What an error of JavaScript says.
pub(super) fn describe(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}
