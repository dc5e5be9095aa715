//! The engine inside a Web Worker: bytes in, bytes out; to a script, texts.

mod browser;

use crate::{
    device,
    files::Files,
    script::{self, Ordered},
    service::{Arrival, Jobs, Service},
};
use browser::Browser;
use freqscope_core::{
    error::Result,
    protocol::{self, Event, Request},
};
use gloo::{events::EventListener, timers::callback::Interval};
use js_sys::Uint8Array;
use std::{
    cell::RefCell,
    collections::VecDeque,
    rc::Rc,
    sync::atomic::{AtomicBool, Ordering},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Milliseconds between two [`Event::Alive`].
const HEARTBEAT: u32 = 1000;

/// Answers the page's messages for as long as the worker lives.
pub fn run() {
    std::panic::set_hook(Box::new(|panic| post(Event::Crashed { message: panic.to_string() })));
    let jobs = Jobs::default();
    let queue = Queue::default();
    let service = Rc::new(RefCell::new(Some(Service::new(Browser, post, jobs.clone()))));
    let listener = EventListener::new(&scope(), "message", move |message| {
        let message: &MessageEvent = message.unchecked_ref();
        let request = match read(&message.data()) {
            Ok(Ordered::Request(request)) => request,
            Ok(Ordered::Answer(text)) => return send(&text.into()),
            Err(error) => return post(Event::Unavailable { model: None, error }),
        };
        if request == Request::LookForGpu {
            return spawn_local(async { post(Event::Offer(device::offer().await)) });
        }
        jobs.note(&request);
        queue.borrow_mut().push_back(WorkerTask::Answer(request));
        spawn_local(drain(service.clone(), queue.clone()));
    });
    listener.forget();
    post(Event::Alive);
    Interval::new(HEARTBEAT, || post(Event::Alive)).forget();
}

/// What the service has to do.
enum WorkerTask {
    Answer(Request),
    TakeIn(Arrival),
}

type Queue = Rc<RefCell<VecDeque<WorkerTask>>>;
type Slot<S> = Rc<RefCell<Option<S>>>;

/// Does what waits in the queue, unless that is being done already: then the service is not in its slot. Downloads go
/// on beside it, and queue when they have ended.
async fn drain<F, E>(slot: Slot<Service<F, E>>, queue: Queue)
where
    F: Files + 'static,
    E: Fn(Event) + 'static,
{
    let Some(mut service) = slot.borrow_mut().take() else { return };
    loop {
        let next = queue.borrow_mut().pop_front();
        let download = match next {
            Some(WorkerTask::Answer(request)) => service.handle(request).await,
            Some(WorkerTask::TakeIn(arrival)) => {
                service.arrive(arrival).await;
                None
            }
            None => break,
        };
        if let Some(download) = download {
            let (slot, queue) = (slot.clone(), queue.clone());
            spawn_local(async move {
                let arrival = download.await;
                queue.borrow_mut().push_back(WorkerTask::TakeIn(arrival));
                drain(slot, queue).await;
            });
        }
    }
    *slot.borrow_mut() = Some(service);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Whether a script asks, which reads and writes texts: its first message says so.
static SCRIPT: AtomicBool = AtomicBool::new(false);

fn read(data: &JsValue) -> Result<Ordered> {
    match data.as_string() {
        Some(text) => {
            SCRIPT.store(true, Ordering::Relaxed);
            script::read(&text)
        }
        None => protocol::decode(&Uint8Array::new(data).to_vec()).map(Ordered::Request),
    }
}

/// Sends an event to the page.
fn post(event: Event) {
    if SCRIPT.load(Ordering::Relaxed) {
        script::write(event).into_iter().for_each(|text| send(&text.into()));
    } else if let Ok(bytes) = protocol::encode(&event) {
        send(&Uint8Array::from(bytes.as_slice()));
    }
}

/// There is nobody to tell when that fails.
fn send(message: &JsValue) {
    let _ = scope().post_message(message);
}

/// Panics. Callable only from the worker's console, so that the page's recovery can be seen at work.
#[wasm_bindgen]
pub fn provoke_panic() {
    panic!("provoked from the console");
}
