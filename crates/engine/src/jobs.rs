//! Which jobs are wanted, and how who is at work hears of it.

use freqscope_core::{
    error::{Error, Result},
    protocol::{JobId, Request},
};
use std::{cell::RefCell, collections::HashSet, rc::Rc};

/// The jobs that have been asked for, have not ended, and have not been cancelled. Clones share one list, so that a
/// cancellation can arrive while the service is at work.
#[derive(Debug, Clone, Default)]
pub struct Jobs(Rc<RefCell<HashSet<JobId>>>);

impl Jobs {
    /// Notes a request at the moment that it arrives: its job is wanted, or no longer.
    pub fn note(&self, request: &Request) {
        match request {
            Request::Ask { job, .. } => self.0.borrow_mut().insert(*job),
            Request::Cancel { job } => self.0.borrow_mut().remove(job),
            Request::Start { .. } | Request::Load { .. } | Request::Unload { .. } | Request::Open { .. } => false,
            Request::ForgetStored | Request::LookForGpu => false,
            Request::Keep { .. } | Request::Forget { .. } | Request::Rename { .. } | Request::Threads { .. } => false,
        };
    }

    /// Whether a job is still wanted.
    ///
    /// # Errors
    /// [`Error::Cancelled`] where it is not.
    pub fn check(&self, job: JobId) -> Result<()> {
        if self.0.borrow().contains(&job) { Ok(()) } else { Err(Error::Cancelled) }
    }

    /// Notes that a job has ended.
    pub fn end(&self, job: JobId) {
        self.0.borrow_mut().remove(&job);
    }
}

/// Lets the browser deliver what has been sent until now, such as a cancellation, in the middle of a computation on its
/// one thread.
pub async fn yield_now() {
    #[cfg(not(target_arch = "wasm32"))]
    {
        let mut yielded = false;
        let look_again = |context: &mut std::task::Context<'_>| match std::mem::replace(&mut yielded, true) {
            true => std::task::Poll::Ready(()),
            false => {
                context.waker().wake_by_ref();
                std::task::Poll::Pending
            }
        };
        std::future::poll_fn(look_again).await;
    }
    #[cfg(target_arch = "wasm32")]
    // Without a channel nothing can be waited for, and nothing is lost but the moment to look up.
    let _ = own_message().await;
}

/// Comes back with a message to itself, which arrives after all that were sent before. A timer would do, but the
/// browser lets nested ones wait for four milliseconds.
#[cfg(target_arch = "wasm32")]
async fn own_message() -> std::result::Result<(), wasm_bindgen::JsValue> {
    let channel = web_sys::MessageChannel::new()?;
    let (receiver, sender) = (channel.port1(), channel.port2());
    let arrival = js_sys::Promise::new(&mut |resolve, _| receiver.set_onmessage(Some(&resolve)));
    sender.post_message(&wasm_bindgen::JsValue::NULL)?;
    wasm_bindgen_futures::JsFuture::from(arrival).await?;
    receiver.close();
    Ok(())
}
