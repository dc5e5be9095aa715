//! That something has happened, for who waits for it.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    task::{Poll, Waker},
};

/// Several tell, one waits.
#[derive(Debug, Default)]
pub struct News {
    happened: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl News {
    /// Something has happened.
    pub fn tell(&self) {
        self.happened.set(true);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Comes back once something has happened since it last did.
    pub async fn next(&self) {
        poll_fn(|context| match self.happened.take() {
            true => Poll::Ready(()),
            false => {
                self.waiting.replace(Some(context.waker().clone()));
                Poll::Pending
            }
        })
        .await;
    }
}
