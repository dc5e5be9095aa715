//! What `torch.save` writes: a ZIP archive with a pickle and a file for each storage; before PyTorch 1.6 five pickles and
//! the storages one after another.

use crate::{
    pickle::{Bytes, Heap, Machine, Value},
    source::{self, Source},
    tensor::Data,
    tree::Tree,
    unreadable::{Cure, Unreadable},
    zip::{Archive, Entry, Method},
};
use std::collections::HashMap;

/// The pickle of an archive, in the folder that all entries are in.
const PICKLE: &str = "data.pkl";
/// What only archives of TorchScript hold.
const CONSTANTS: &str = "constants.pkl";
/// The number by which the older form is known, as the first of its pickles.
const MAGIC: &[u8] = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
/// Pickles before that of the object: the number, a version, and sizes of integers.
const PREAMBLE: usize = 3;
/// Bytes that say how many numbers a storage has.
const COUNT: u64 = 8;

/// Reads the archive of today's `torch.save`.
///
/// # Errors
/// [`Unreadable`].
pub fn archive(source: &dyn Source, archive: &Archive) -> Result<Tree, Unreadable> {
    let pickle = archive.entries().find_map(|(name, entry)| {
        let root = name.strip_suffix(PICKLE).filter(|root| root.is_empty() || root.ends_with('/'));
        root.map(|root| (root.to_owned(), *entry))
    });
    let (root, entry) = pickle
        .ok_or_else(|| Unreadable::new("it is a ZIP archive, but none of PyTorch's or NumPy's").with(Cure::Unpack))?;
    if archive.get(&format!("{root}{CONSTANTS}")).is_some() {
        let reason = "it is a program of TorchScript, not a state_dict";
        return Err(Unreadable::new(reason).with(Cure::SaveScripted));
    }
    let at = stored(source, &entry, PICKLE)?;
    check_order(source, archive.get(&format!("{root}byteorder")))?;
    let mut heap = Heap::default();
    let top = Machine::new(&mut Bytes::new(source, at, entry.len), &mut heap).run()?;
    Tree::of(&heap, top, |key| {
        let entry = archive.get(&format!("{root}data/{key}"))?;
        Some(Data::Range { at: stored(source, entry, key).ok()?, len: entry.len })
    })
}

/// Where the bytes of an entry begin, which torch.save never compresses.
fn stored(source: &dyn Source, entry: &Entry, name: &str) -> Result<u64, Unreadable> {
    match entry.method {
        Method::Stored => entry.start(source),
        _ => {
            let reason = format!("“{name}” is compressed in it, as torch.save never does");
            Err(Unreadable::new(reason).with(Cure::SaveAgain))
        }
    }
}

fn check_order(source: &dyn Source, entry: Option<&Entry>) -> Result<(), Unreadable> {
    let Some(entry) = entry else { return Ok(()) };
    match source::exactly(source, entry.start(source)?, entry.len.min(3))?.as_slice() {
        b"big" => Err(Unreadable::new("it was written by a machine whose numbers begin with the highest byte")),
        _ => Ok(()),
    }
}

/// Whether a file begins as one of before PyTorch 1.6.
pub fn is_legacy(start: &[u8]) -> bool {
    start.starts_with(MAGIC)
}

/// Reads the older form.
///
/// # Errors
/// [`Unreadable`].
pub fn legacy(source: &dyn Source) -> Result<Tree, Unreadable> {
    let (mut bytes, mut heap) = (Bytes::new(source, 0, source.size()), Heap::default());
    for _ in 0..PREAMBLE {
        Machine::new(&mut bytes, &mut heap).run()?;
    }
    let top = Machine::new(&mut bytes, &mut heap).run()?;
    let keys = Machine::new(&mut bytes, &mut heap).run()?;
    let storages = storages(source, &heap, keys, bytes.place())?;
    Tree::of(&heap, top, |key| storages.get(key).cloned())
}

/// Where each storage lies, in the order of the keys from `at`.
fn storages(source: &dyn Source, heap: &Heap, keys: Value, mut at: u64) -> Result<HashMap<String, Data>, Unreadable> {
    let sizes = heap.storage_sizes();
    let mut storages = HashMap::new();
    for key in heap.sequence(keys) {
        let key = heap.text(*key).unwrap_or_default();
        let size = sizes.get(key).copied().ok_or_else(|| {
            Unreadable::new(format!("its storage {key} is of a type that is not known")).with(Cure::SaveAgain)
        })?;
        let count = source::exactly(source, at, COUNT)?;
        let count = count.try_into().map_or(0, u64::from_le_bytes);
        let len = count.checked_mul(size as u64).ok_or_else(Unreadable::truncated)?;
        storages.insert(key.to_owned(), Data::Range { at: at + COUNT, len });
        at = (at + COUNT).checked_add(len).filter(|&end| end <= source.size()).ok_or_else(Unreadable::truncated)?;
    }
    Ok(storages)
}

/// Reads a pickle that stands alone: arrays of NumPy's lie in it.
///
/// # Errors
/// [`Unreadable`].
pub fn plain_pickle(source: &dyn Source) -> Result<Tree, Unreadable> {
    let mut heap = Heap::default();
    let top = Machine::new(&mut Bytes::new(source, 0, source.size()), &mut heap).run()?;
    Tree::of(&heap, top, |_| None)
}
