use crate::words::device::Words;

pub const WORDS: Words = Words { reason: ToString::to_string };
