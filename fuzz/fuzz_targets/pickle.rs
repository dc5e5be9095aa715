//! Any bytes as the object of PyTorch's file from before it was an archive: what stands around it is right.
#![no_main]

use freqscope_fuzz::checkpoint::read_all;
use libfuzzer_sys::fuzz_target;

/// The number that such a file begins with, its version and what it says of the machine: a pickle each.
const BEFORE: &[u8] = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.\x80\x02}.";
/// The names of the storages, of which there is one, how many numbers that has, and eight of them.
const BEHIND: &[u8] =
    b"\x80\x02]X\x01\0\0\x000a.\x08\0\0\0\0\0\0\0\0\0\x80?\0\0\0@\0\0@@\0\0\x80@\0\0\xa0@\0\0\xc0@\0\0\xe0@\0\0\0A";

fuzz_target!(|object: &[u8]| read_all(&[BEFORE, object, BEHIND].concat()));
