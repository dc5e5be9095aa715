//! Any bytes as the entries of a ZIP archive whose directory is right: of PyTorch's, or of arrays of NumPy's.
//!
//! The first byte says how many entries there are and how they are compressed; the rest is shared out among them.
#![no_main]

use freqscope_fuzz::checkpoint::read_all;
use libfuzzer_sys::fuzz_target;

/// What entries are called, so that all readers of archives are asked.
const NAMES: [&[&str]; 2] = [&["a/data.pkl", "a/data/0", "a/byteorder"], &["weight.npy", "bias.npy"]];

fuzz_target!(|input: &[u8]| {
    let Some((&form, rest)) = input.split_first() else { return };
    let names = NAMES[usize::from(form & 1)];
    let share = (rest.len() / names.len()).max(1);
    let method = if form & 2 == 0 { 0 } else { 8 };
    // A pickle gets most of the bytes: a storage and a word need few.
    let cut = if form & 4 == 0 { share } else { rest.len().saturating_sub(40) };
    let (first, mut rest) = rest.split_at(cut.min(rest.len()));
    let mut entries = vec![(names[0], first)];
    for name in &names[1..] {
        let (bytes, behind) = rest.split_at((rest.len() / 2).max(1).min(rest.len()));
        entries.push((name, bytes));
        rest = behind;
    }
    read_all(&archive(&entries, method));
});

/// An archive of these entries, whose checksums are 0: nobody looks at them.
fn archive(entries: &[(&str, &[u8])], method: u16) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let (at, length) = (file.len() as u32, bytes.len() as u32);
        let common = [
            &[20, 0, 0, 0][..],
            &method.to_le_bytes(),
            &[0; 8],
            &length.to_le_bytes(),
            &length.to_le_bytes(),
            &(name.len() as u16).to_le_bytes(),
            &[0; 2],
        ]
        .concat();
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
        file.extend([b"PK\x03\x04", &common[..], name.as_bytes(), bytes].concat());
    }
    let count = (entries.len() as u16).to_le_bytes();
    let (at, length) = ((file.len() as u32).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    [&file[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &length, &at, &[0; 2]].concat()
}
