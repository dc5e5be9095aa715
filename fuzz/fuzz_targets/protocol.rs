//! Any bytes as a message of page or engine: what is understood is written as it is read.
#![no_main]

use freqscope_core::{
    device::times::Measurement,
    image::picture::Picture,
    protocol::{Event, Request, decode, encode},
};
use freqscope_fuzz::limit::in_time;
use libfuzzer_sys::fuzz_target;
use serde::{Serialize, de::DeserializeOwned};

fuzz_target!(|message: &[u8]| in_time(message, |message| {
    if let Some(Request::Ask { task, .. }) = read(message) {
        let _ = task.check();
    }
    read::<Event>(message);
    read::<Picture>(message);
    read::<Measurement>(message);
}));

/// Compares bytes, because a number that is none does not equal itself.
fn read<M: DeserializeOwned + Serialize>(bytes: &[u8]) -> Option<M> {
    let message: M = decode(bytes).ok()?;
    let written = encode(&message).expect("what was read can be written");
    let again: M = decode(&written).expect("what was written can be read");
    assert_eq!(encode(&again).as_deref(), Ok(&written[..]));
    Some(message)
}
