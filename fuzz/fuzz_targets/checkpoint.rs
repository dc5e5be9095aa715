//! Any bytes as the file of a checkpoint, whatever form they say they have.
#![no_main]

use freqscope_fuzz::checkpoint::read_all;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| read_all(file));
