//! Reading a checkpoint to its end.

use crate::limit::in_time;
use freqscope_checkpoint::{Checkpoint, unreadable::Unreadable};

/// The longest sentence that says what is wrong with a file, in bytes.
const LONGEST_SENTENCE: usize = 1000;

/// Opens a file and reads all that it holds.
///
/// # Panics
/// When a sentence about it is endless, or a list of numbers has not the length that its shape says.
pub fn read_all(file: &[u8]) {
    in_time(file, |file| match Checkpoint::open(file.to_vec()) {
        Err(error) => assert_short(&error),
        Ok(checkpoint) => {
            checkpoint.names().for_each(|name| read_tensor(&checkpoint, name));
            assert!(checkpoint.lists().all(|(_, values)| !values.is_empty()));
            checkpoint.modules().for_each(drop);
            assert_eq!(checkpoint.bytes().map(|bytes| bytes.len()).ok(), Some(file.len()));
        }
    });
}

fn read_tensor(checkpoint: &Checkpoint, name: &str) {
    match checkpoint.floats(name) {
        Err(error) => assert_short(&error),
        Ok(values) => {
            let shape = checkpoint.tensor(name).map(|tensor| tensor.shape()).unwrap_or_default();
            assert_eq!(values.len(), shape.iter().product::<usize>(), "{name}");
        }
    }
}

fn assert_short(error: &Unreadable) {
    let sentence = error.to_string();
    assert!((10..LONGEST_SENTENCE).contains(&sentence.len()), "{sentence}");
}
