//! The engine inside a Web Worker: bytes in, bytes out.

use crate::{
    error::{Error, Result},
    protocol::{self, Event, Request},
    service::{Jobs, Service},
};
use gloo::{events::EventListener, net::http, timers::callback::Interval};
use js_sys::{Reflect, Uint8Array};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, ReadableStreamDefaultReader};

/// Milliseconds between two [`Event::Alive`].
const HEARTBEAT: u32 = 1000;

/// Answers the page's messages for as long as the worker lives.
pub fn run() {
    std::panic::set_hook(Box::new(|panic| post(Event::Crashed { message: panic.to_string() })));
    let jobs = Jobs::default();
    let queue = Queue::default();
    let service = Rc::new(RefCell::new(Some(Service::new(fetch, post, jobs.clone()))));
    let listener = EventListener::new(&scope(), "message", move |message| {
        let message: &MessageEvent = message.unchecked_ref();
        let bytes = Uint8Array::new(&message.data()).to_vec();
        let request: Request = match protocol::decode(&bytes) {
            Ok(request) => request,
            Err(error) => return post(Event::Unavailable { model: None, error }),
        };
        jobs.note(&request);
        queue.borrow_mut().push_back(request);
        spawn_local(drain(service.clone(), queue.clone()));
    });
    listener.forget();
    post(Event::Alive);
    Interval::new(HEARTBEAT, || post(Event::Alive)).forget();
}

type Queue = Rc<RefCell<VecDeque<Request>>>;
type Slot<S> = Rc<RefCell<Option<S>>>;

/// Answers what waits in the queue, unless that is being done already: then the service is not in its slot.
async fn drain<F, E>(slot: Slot<Service<F, E>>, queue: Queue)
where
    F: AsyncFn(&str, &dyn Fn(u64)) -> Result<Vec<u8>>,
    E: Fn(Event),
{
    let Some(mut service) = slot.borrow_mut().take() else { return };
    loop {
        let next = queue.borrow_mut().pop_front();
        let Some(request) = next else { break };
        service.handle(request).await;
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

/// Downloads `url`, telling `progress` the bytes so far.
async fn fetch(url: &str, progress: &dyn Fn(u64)) -> Result<Vec<u8>> {
    let fail = |reason: String| Error::Download { url: url.into(), reason };
    let response = http::Request::get(url).send().await.map_err(|error| fail(error.to_string()))?;
    if !response.ok() {
        return Err(fail(format!("the server answered {}", response.status())));
    }
    let body = response.body().ok_or_else(|| fail("the answer is empty".into()))?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut file = Vec::new();
    while let Some(chunk) = read(&reader).await.map_err(|error| fail(format!("{error:?}")))? {
        file.extend(chunk.to_vec());
        progress(file.len() as u64);
    }
    Ok(file)
}

async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let chunk = JsFuture::from(reader.read()).await?;
    let done = Reflect::get(&chunk, &"done".into())?.is_truthy();
    Ok((!done).then_some(Reflect::get(&chunk, &"value".into())?).map(JsCast::unchecked_into))
}

/// Panics. Callable only from the worker's console, so that the page's recovery can be seen at work.
#[wasm_bindgen]
pub fn provoke_panic() {
    panic!("provoked from the console");
}
