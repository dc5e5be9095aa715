//! Pickles, read as descriptions: a machine builds what they describe out of plain values and runs nothing. A class is a
//! name, a call of one an object that remembers it; only the few calls that make tensors and collections are understood.
//!
//! `bytes` are read through a window, `machine` obeys the instructions, `heap` holds what they make within a budget, and
//! `calls` knows the names.

mod bytes;
mod calls;
pub mod heap;
mod machine;

pub use bytes::Bytes;
pub use heap::{Heap, Value};
pub use machine::Machine;

/// How a pickle of protocol 2 and newer begins.
const PROTOCOL: u8 = 0x80;
const NEWEST: u8 = 5;

/// Whether a file begins as a pickle does.
pub fn is_pickle(start: &[u8]) -> bool {
    matches!(start, [PROTOCOL, 2..=NEWEST, ..]) || start.starts_with(b"(dp") || start.starts_with(b"c")
}
