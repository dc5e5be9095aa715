//! Any text as the header of a safetensors file that a visitor opens: packed weights, or a checkpoint, which is packed.
#![no_main]

use freqscope_checkpoint::Checkpoint;
use freqscope_core::model::{Hints, Normalisation};
use freqscope_fuzz::limit::in_time;
use freqscope_weights::{
    header,
    pack::{
        folded::{Folded, Refusal},
        pack,
    },
    packed::Packed,
    source::WeightSource,
};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use std::collections::BTreeMap;

/// Bytes of numbers that a file gets at most.
const MOST_NUMBERS: u64 = 1 << 20;

fuzz_target!(|header: &[u8]| in_time(header, |header| read(file(header))));

/// The header, behind its length and before as many numbers as it says, all of them small and positive.
fn file(header: &[u8]) -> Vec<u8> {
    let tensors: BTreeMap<String, Value> = serde_json::from_slice(header).unwrap_or_default();
    let end = tensors.values().filter_map(|tensor| tensor["data_offsets"][1].as_u64()).max();
    let numbers = vec![0x3c; end.unwrap_or_default().min(MOST_NUMBERS) as usize];
    [&(header.len() as u64).to_le_bytes()[..], header, &numbers].concat()
}

/// As `freqscope_engine::visitor_file` does, but that no image passes through the network.
fn read(file: Vec<u8>) {
    let Ok(checkpoint) = Checkpoint::open(file.clone()) else { return drop(Packed::open(file)) };
    if header::is_packed(checkpoint.metadata()) {
        return drop(Packed::open(file).map(|packed| read_layers(&packed)));
    }
    let hints = Hints { key: None, normalisation: Some(Normalisation::CIFAR10) };
    match Folded::find(checkpoint, None, &hints) {
        Err(Refusal::Invalid(reason)) => assert!(!reason.to_string().is_empty()),
        Err(Refusal::Open(questions)) => assert!(questions.normalisation || questions.keys.len() > 1),
        Ok(folded) => {
            assert!(!folded.assumptions().is_empty());
            let packed = pack(&folded).map(Packed::open);
            packed.into_iter().for_each(|packed| read_layers(&packed.expect("what was packed can be read")));
        }
    }
}

fn read_layers(packed: &Packed) {
    for (name, dimensions) in packed.header().geometry.layers() {
        let _ = packed.layer(name, &dimensions);
    }
}
