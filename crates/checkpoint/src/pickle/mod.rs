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
    matches!(start, [PROTOCOL, 2..=NEWEST, ..]) || start.starts_with(b"(dp") || names_class(start)
}

/// Whether the first instruction of an old pickle names a class, on two lines.
fn names_class(start: &[u8]) -> bool {
    let is_name =
        |line: &[u8]| !line.is_empty() && line.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(byte));
    let lines = start.strip_prefix(b"c").map(|rest| rest.splitn(3, |byte| *byte == b'\n').collect::<Vec<_>>());
    matches!(lines.as_deref(), Some([package, name, _]) if is_name(package) && is_name(name))
}
