//! Being asked to end: the first Ctrl-C or SIGTERM ends a long run after what it computes now, the second ends it at once.

use freqscope_core::error::{Error, Result};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};
use std::{
    io,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

/// The exit code of a run that was stopped.
pub const EXIT_CODE: u8 = 130;

static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Listens from now on. Where a signal cannot be listened to, it ends the program as ever.
pub fn listen() {
    for signal in [SIGINT, SIGTERM] {
        let _: io::Result<()> = register(signal);
    }
}

/// The order is what lets the first one pass: it finds the flag unset, and then sets it.
fn register(signal: i32) -> io::Result<()> {
    flag::register_conditional_shutdown(signal, EXIT_CODE.into(), Arc::clone(&ASKED))?;
    flag::register(signal, Arc::clone(&ASKED))?;
    Ok(())
}

/// Ends what is being computed when that was asked for.
///
/// # Errors
/// [`Error::Cancelled`].
pub fn check() -> Result<()> {
    if ASKED.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { Ok(()) }
}
