//! Bounds in time: what a browser's GPU leaves unanswered for too long is given up.
//!
//! Ticks are counted and no clock is read: the time in which a browser stops its tabs, or a machine sleeps, is not the
//! GPU's. Natively nothing ticks, and whoever waits there can end the program.

use freqscope_core::error::{Error, Result};
use std::{future::poll_fn, pin::pin, task::Poll};

/// Milliseconds of a tick.
#[cfg(target_arch = "wasm32")]
const TICK: u32 = 250;
/// Ticks in a second.
const SECOND: u32 = 4;
/// Ticks in which numbers have to come once there is nothing left to compute.
const IDLE: u32 = 10;
/// Ticks in which all that was asked for has to be computed, shaders compiled too.
const BUSY: u32 = 60 * SECOND;

/// The answer, or none where it does not come in so many seconds.
pub async fn at_most<T>(seconds: u32, answer: impl Future<Output = T>) -> Option<T> {
    let mut ticks = 0;
    let is_over = || {
        ticks += 1;
        ticks >= seconds * SECOND
    };
    within(answer, tick, is_over).await
}

/// Numbers that are read back.
///
/// # Errors
/// [`Error::Silent`] where they do not come.
pub async fn read_back<T>(numbers: impl Future<Output = T>) -> Result<T> {
    let (mut watch, mut queue) = (Watch::default(), Queue::new());
    within(numbers, tick, || watch.is_over(queue.was_idle())).await.ok_or(Error::Silent)
}

/// The answer, or none where a tick is the last.
async fn within<T, Tick: Future<Output = ()>>(
    answer: impl Future<Output = T>,
    tick: impl Fn() -> Tick,
    mut is_over: impl FnMut() -> bool,
) -> Option<T> {
    let mut answer = pin!(answer);
    loop {
        let mut tick = pin!(tick());
        let first = poll_fn(|context| match answer.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending => tick.as_mut().poll(context).map(|()| None),
        });
        match first.await {
            None if is_over() => return None,
            None => (),
            answer => return answer,
        }
    }
}

/// How long a queue has been without work, or at it, in ticks.
#[derive(Debug, Default)]
struct Watch {
    idle: u32,
    busy: u32,
}

impl Watch {
    /// Counts a tick at whose beginning the queue was idle or not.
    fn is_over(&mut self, was_idle: bool) -> bool {
        match was_idle {
            true => (self.idle, self.busy) = (self.idle + 1, 0),
            false => (self.idle, self.busy) = (0, self.busy + 1),
        }
        self.idle >= IDLE || self.busy >= BUSY
    }
}

#[cfg(target_arch = "wasm32")]
async fn tick() {
    gloo::timers::future::TimeoutFuture::new(TICK).await;
}

#[cfg(not(target_arch = "wasm32"))]
async fn tick() {
    std::future::pending().await
}

#[cfg(all(feature = "gpu", target_arch = "wasm32"))]
use browser::Queue;
#[cfg(all(feature = "gpu", target_arch = "wasm32"))]
pub use browser::watch;

/// Only a browser's queue is asked.
#[cfg(all(feature = "gpu", not(target_arch = "wasm32")))]
pub fn watch<Q>(_: &Q) {}

#[cfg(not(all(feature = "gpu", target_arch = "wasm32")))]
struct Queue;

#[cfg(not(all(feature = "gpu", target_arch = "wasm32")))]
impl Queue {
    fn new() -> Self {
        Self
    }

    fn was_idle(&mut self) -> bool {
        true
    }
}

/// The queue of the device that is open.
#[cfg(all(feature = "gpu", target_arch = "wasm32"))]
mod browser {
    use burn::tensor::wgpu::wgpu;
    use std::{
        cell::RefCell,
        sync::{
            Arc,
            atomic::{AtomicBool, Ordering},
        },
    };

    thread_local! {
        static OPEN: RefCell<Option<wgpu::Queue>> = const { RefCell::new(None) };
    }

    /// This queue is asked from now on.
    pub fn watch(queue: &wgpu::Queue) {
        OPEN.with_borrow_mut(|open| *open = Some(queue.clone()));
    }

    /// Asks the queue again and again whether it is done.
    pub struct Queue {
        /// Set when the last question is answered.
        answered: Option<Arc<AtomicBool>>,
    }

    impl Queue {
        /// Before the first question.
        pub fn new() -> Self {
            Self { answered: None }
        }

        /// Whether the last question has been answered; asks the next one if so. Without a queue nothing is at work.
        pub fn was_idle(&mut self) -> bool {
            let answered = self.answered.as_ref().is_some_and(|answered| answered.load(Ordering::Relaxed));
            if answered || self.answered.is_none() {
                self.answered = Some(ask());
            }
            answered
        }
    }

    fn ask() -> Arc<AtomicBool> {
        let answered = Arc::new(AtomicBool::new(false));
        OPEN.with_borrow(|open| match open {
            Some(queue) => {
                let answered = answered.clone();
                queue.on_submitted_work_done(move || answered.store(true, Ordering::Relaxed));
            }
            None => answered.store(true, Ordering::Relaxed),
        });
        answered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pollster::block_on;
    use std::future::{pending, ready};

    /// Ticks until a read-back that never comes is given up, by what the queue says at each.
    fn patience(was_idle: impl Fn(u32) -> bool) -> u32 {
        let (mut watch, mut ticks) = (Watch::default(), 0);
        let is_over = || {
            ticks += 1;
            watch.is_over(was_idle(ticks))
        };
        assert_eq!(block_on(within(pending::<()>(), || ready(()), is_over)), None);
        ticks
    }

    #[test]
    fn a_read_back_that_never_comes_is_given_up() {
        assert_eq!(patience(|_| true), IDLE);
        assert_eq!(patience(|_| false), BUSY);
    }

    #[test]
    fn a_queue_at_work_is_waited_for() {
        assert_eq!(patience(|tick| tick > 100), 100 + IDLE);
        assert_eq!(patience(|tick| tick % 9 != 0 || tick > 900), 900 + IDLE);
    }

    #[test]
    fn an_answer_ends_the_wait() {
        assert_eq!(block_on(within(ready(7), || ready(()), || true)), Some(7));
        let mut polls = 0;
        let late = poll_fn(|_| {
            polls += 1;
            if polls < 4 { Poll::Pending } else { Poll::Ready(7) }
        });
        let mut ticks = 0;
        let is_over = || {
            ticks += 1;
            ticks == 4
        };
        assert_eq!(block_on(within(late, || ready(()), is_over)), Some(7));
    }
}
