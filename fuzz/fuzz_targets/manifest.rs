//! Any bytes as the list of the networks that ship.
#![no_main]

use freqscope_fuzz::limit::in_time;
use freqscope_weights::manifest::{Entry, Manifest};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| in_time(file, |file| {
    let Ok(manifest) = Manifest::parse(file) else { return };
    assert!(!manifest.models().is_empty());
    manifest.models().iter().for_each(check);
}));

fn check(entry: &Entry) {
    assert_eq!(entry.card().id, entry.id);
    assert!(!entry.file.contains('/'));
    let _ = entry.verify(b"file");
}
