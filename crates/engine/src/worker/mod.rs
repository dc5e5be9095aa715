//! The engine inside a Web Worker: bytes in, bytes out.

mod browser;

use crate::{
    device,
    service::{Arrival, Files, Jobs, Service},
};
use browser::Browser;
use freqscope_core::protocol::{self, Event, Request};
use gloo::{events::EventListener, timers::callback::Interval};
use js_sys::Uint8Array;
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
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
        let bytes = Uint8Array::new(&message.data()).to_vec();
        let request: Request = match protocol::decode(&bytes) {
            Ok(request) => request,
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

/// Sends an event to the page. There is nobody to tell when that fails.
fn post(event: Event) {
    if let Ok(bytes) = protocol::encode(&event) {
        let _ = scope().post_message(&Uint8Array::from(bytes.as_slice()));
    }
}

/// Panics. Callable only from the worker's console, so that the page's recovery can be seen at work.
#[wasm_bindgen]
pub fn provoke_panic() {
    panic!("provoked from the console");
}
