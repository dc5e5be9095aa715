//! Any text as the header of a safetensors file, whose length is right, before 64 bytes of numbers.
#![no_main]

use freqscope_fuzz::checkpoint::read_all;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|header: &[u8]| read_all(&[&(header.len() as u64).to_le_bytes()[..], header, &[0x3c; 64]].concat()));
