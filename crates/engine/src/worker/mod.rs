//! The engine inside a Web Worker: bytes in, bytes out; to a script, texts.

mod browser;
mod nested;
mod taken;

use crate::{
    device,
    files::Files,
    jobs::Jobs,
    pool::{Link, MemberId, Pool},
    script::{self, Ordered},
    service::{Arrival, Service},
};
use browser::Browser;
use freqscope_core::{
    error::Result,
    protocol::{self, Event, Request},
};
use gloo::{events::EventListener, timers::callback::Interval};
use js_sys::Uint8Array;
use nested::Heard;
use std::{
    cell::RefCell,
    collections::VecDeque,
    rc::Rc,
    sync::atomic::{AtomicBool, Ordering},
};
use taken::taken;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Milliseconds between two [`Event::Alive`].
const HEARTBEAT: u32 = 1000;

/// Answers the page's messages for as long as the worker lives.
pub fn run() {
    std::panic::set_hook(Box::new(|panic| post(Event::Crashed { message: panic.to_string() })));
    let (jobs, desk) = (Jobs::default(), Rc::<Desk<_, _>>::default());
    let hearing = desk.clone();
    let opener = move |pool: &Pool, id| open(pool, id, hearing.clone());
    let pool = Pool::new(Box::new(opener), post, jobs.clone());
    desk.service.replace(Some(Service::new(Browser, post, jobs.clone(), pool.clone())));
    let clock = pool.clone();
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
        if let Request::Cancel { job } = request {
            pool.cancel(job);
        }
        desk.queue.borrow_mut().push_back(WorkerTask::Answer(request));
        desk.share(&pool);
        spawn_local(drain(desk.clone(), pool.clone()));
    });
    listener.forget();
    post(Event::Alive);
    let beat = move || {
        post(Event::Alive);
        clock.tick();
    };
    Interval::new(HEARTBEAT, beat).forget();
}

/// Opens a member of the pool, and hears it.
fn open<F, E>(pool: &Pool, id: MemberId, desk: Rc<Desk<F, E>>) -> Result<Box<dyn Link>>
where
    F: Files + 'static,
    E: Fn(Event) + 'static,
{
    let pool = pool.clone();
    let hear = move |heard| {
        match heard {
            Heard::Event(event) => pool.heard(id, event),
            Heard::Lost => pool.lost(id),
        }
        desk.share(&pool);
        spawn_local(drain(desk.clone(), pool.clone()));
    };
    Ok(Box::new(nested::open(hear)?))
}

/// What the service has to do.
enum WorkerTask {
    Answer(Request),
    TakeIn(Arrival),
}

/// What waits, and the service unless it is at work.
struct Desk<F, E> {
    queue: RefCell<VecDeque<WorkerTask>>,
    service: RefCell<Option<Service<F, E>>>,
}

impl<F, E> Default for Desk<F, E> {
    fn default() -> Self {
        Self { queue: RefCell::default(), service: RefCell::new(None) }
    }
}

impl<F, E> Desk<F, E> {
    /// Takes back what lost members did, and gives members what waits while the service is at work.
    fn share(&self, pool: &Pool) {
        let mut queue = self.queue.borrow_mut();
        pool.orphans().into_iter().for_each(|request| queue.push_front(WorkerTask::Answer(request)));
        if self.service.borrow().is_none() {
            queue.retain(|task| !matches!(task, WorkerTask::Answer(request) if pool.takes(request)));
        }
    }
}

/// Does what waits, unless that is being done already. Downloads go on beside it, and queue when they have ended.
async fn drain<F, E>(desk: Rc<Desk<F, E>>, pool: Pool)
where
    F: Files + 'static,
    E: Fn(Event) + 'static,
{
    let Some(mut service) = desk.service.take() else { return };
    loop {
        let next = desk.queue.borrow_mut().pop_front();
        desk.share(&pool);
        let download = match next {
            Some(WorkerTask::Answer(request)) => service.handle(request).await,
            Some(WorkerTask::TakeIn(arrival)) => {
                service.arrive(arrival).await;
                None
            }
            None => break,
        };
        if let Some(download) = download {
            let (desk, pool) = (desk.clone(), pool.clone());
            spawn_local(async move {
                let arrival = download.await;
                desk.queue.borrow_mut().push_back(WorkerTask::TakeIn(arrival));
                drain(desk, pool).await;
            });
        }
    }
    desk.service.replace(Some(service));
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
        None => protocol::decode(&data.dyn_ref().map(taken).unwrap_or_default()).map(Ordered::Request),
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
