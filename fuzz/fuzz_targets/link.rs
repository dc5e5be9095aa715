//! Any text as what follows the `#` of an address.
#![no_main]

use freqscope_fuzz::limit::in_time;
use libfuzzer_sys::fuzz_target;
use page::fuzzing;

fuzz_target!(|hash: &[u8]| in_time(hash, |hash| fuzzing::link(&String::from_utf8_lossy(hash))));
