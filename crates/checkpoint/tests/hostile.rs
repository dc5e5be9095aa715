//! Whatever the bytes, what comes of them is tensors or one sentence, soon, and within 64 MB.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs, unsafe_code)]

use freqscope_checkpoint::Checkpoint;
use proptest::prelude::*;
use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    fs,
    sync::LazyLock,
    time::{Duration, Instant},
};

/// Counts the bytes that a thread holds.
struct Counting;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: isize) {
    let _ = HELD.try_with(|held| {
        held.set(held.get() + bytes);
        let _ = MOST.try_with(|most| most.set(most.get().max(held.get())));
    });
}

// SAFETY: it hands on what it is asked for.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MOST_BYTES: isize = 64 << 20;
const LONGEST: Duration = Duration::from_secs(1);

/// How long this thread has computed, where the system says it, else the time.
fn computed() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let said = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = said.and_then(|said| said.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Opens a file and reads every tensor of it. Returns the sentence, where it cannot be opened.
fn read(file: Vec<u8>) -> Option<String> {
    let start = computed();
    MOST.set(HELD.get());
    let before = HELD.get();
    let sentence = match Checkpoint::open(file) {
        Ok(checkpoint) => {
            let names: Vec<String> = checkpoint.names().map(str::to_owned).collect();
            let failed = |name: &String| checkpoint.floats(name).err().map(|error| error.to_string());
            assert!(names.iter().filter_map(failed).all(|sentence| sentence.len() < 1000));
            None
        }
        Err(error) => Some(error.to_string()),
    };
    let held = MOST.get() - before;
    assert!(held < MOST_BYTES, "{} MB for: {sentence:?}", held >> 20);
    let time = computed() - start;
    assert!(time < LONGEST, "{time:?} for: {sentence:?}");
    if let Some(sentence) = &sentence {
        assert!((10..1000).contains(&sentence.len()), "{sentence}");
    }
    sentence
}

fn form(name: &str) -> Vec<u8> {
    fs::read(format!("../../tests/fixtures/checkpoints/forms/{name}")).unwrap()
}

const GOOD: [&str; 9] = [
    "plain.pt",
    "legacy.pt",
    "company.pt",
    "legacy_company.pt",
    "deflated.npz",
    "stored.npz",
    "arrays_0.pkl",
    "arrays_5.pkl",
    "plain.safetensors",
];

#[test]
fn files_that_are_cut_off_anywhere_end_in_a_sentence() {
    for name in GOOD {
        let good = form(name);
        for length in (0..good.len()).step_by(good.len().div_ceil(200)) {
            assert!(read(good[..length].to_vec()).is_some(), "{name} to {length}");
        }
        assert_eq!(read(good), None, "{name}");
    }
}

/// A pickle of protocol 2.
fn pickle(instructions: &[u8]) -> Vec<u8> {
    [b"\x80\x02", instructions, b"."].concat()
}

/// A legacy file whose object is this pickle, with no storage.
fn legacy(object: &[u8]) -> Vec<u8> {
    let magic = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
    [&magic[..], &pickle(b"M\xe9\x03"), &pickle(b"}"), object, &pickle(b"]")].concat()
}

/// A tensor of a storage that is not there, with these dimensions.
fn tensor(shape: &[u8]) -> Vec<u8> {
    let storage = b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x01tQ";
    let call: &[u8] = b"ctorch._utils\n_rebuild_tensor_v2\n(";
    [call, storage, b"K\x00", shape, b")\x89N", b"tR"].concat()
}

#[test]
fn ten_ways_to_fill_memory_fill_none() {
    let chain = |unit: &[u8], times: usize| unit.repeat(times);
    let lists = [b"]q\x00".as_slice(), &chain(b"h\x00h\x00", 4_000_000)].concat();
    let nested = [chain(b"]", 1_000_000), chain(b"a", 999_999)].concat();
    let names = {
        let key = [b"X\x00\x04\x00\x00".as_slice(), &[b'k'; 1024]].concat();
        let level = [b"}".as_slice(), &key].concat();
        [level.repeat(1000), tensor(b")"), b"s".repeat(1000)].concat()
    };
    let doubled = [b"]q\x00]q\x01".as_slice(), &b"(h\x00h\x00eq\x01(h\x01h\x01eq\x00".repeat(100_000)].concat();
    let sets =
        [b"(".as_slice(), &b"N".repeat(500_000), b"lq\x000", &b"c__builtin__\nset\nh\x00\x85R0".repeat(100_000), b"N"]
            .concat();
    let shapes = [b"(".as_slice(), &b"K\x01".repeat(500_000), b"tq\x050", &tensor(b"h\x05")].concat();
    let huge = u32::MAX.to_le_bytes();
    let claims = |code: &[u8]| pickle(&[code, &huge, b"short"].concat());
    let table = [
        ("a text that is not there", claims(b"X"), "ends too early"),
        ("bytes that are not there", claims(b"B"), "ends too early"),
        ("a number that is not there", claims(b"\x8b"), "ends too early"),
        ("a list of references", pickle(&[&lists[..], b"N"].concat()), "far more objects"),
        ("lists in lists", pickle(&nested), "far more objects"),
        ("lists that double", pickle(&doubled), "no tensor"),
        ("sets of one list", pickle(&sets), "far more objects"),
        ("places of a memo", pickle(&[b"N".as_slice(), &chain(b"\x94", 2_000_000)].concat()), "far more objects"),
        ("long names within long names", legacy(&pickle(&names)), "no tensor"),
        ("a tensor of a million axes", legacy(&pickle(&shapes)), "no tensor"),
        ("a class without an end", pickle(&[b"c".as_slice(), &b"x".repeat(1_000_000)].concat()), "endless"),
        ("an unknown instruction", pickle(b"\xff"), "unknown instruction 0xff"),
        ("an empty stack", pickle(b"R"), "its pickle is broken"),
        ("a mark that is not there", pickle(b"t"), "its pickle is broken"),
        ("a memo that is empty", pickle(b"h\x07"), "its pickle is broken"),
    ];
    for (name, file, expected) in table {
        let sentence = read(file).unwrap_or_else(|| panic!("{name} is read"));
        assert!(sentence.contains(expected), "{name}: {sentence}");
    }
}

/// An archive of one array whose header has as many brackets within each other as there is room for.
fn brackets() -> Vec<u8> {
    let mut zip = form("stored.npz");
    let header = zip.windows(8).position(|bytes| bytes == b"{'descr'").unwrap();
    zip[header..][..40].fill(b'[');
    zip
}

#[test]
fn archives_that_claim_or_expand_are_refused() {
    let good = form("deflated.npz");
    let entry = good.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let end = good.windows(4).rposition(|bytes| bytes == b"PK\x05\x06").unwrap();
    let with = |at: usize, bytes: &[u8]| {
        let mut zip = good.clone();
        zip[at..][..bytes.len()].copy_from_slice(bytes);
        zip
    };
    let table = [
        ("a directory that is not there", with(end + 16, &0x7fff_ffff_u32.to_le_bytes()), "ends too early"),
        (
            "a directory of 2 GB",
            with(end + 12, &0x7fff_ffff_u32.to_le_bytes()),
            "directory of its ZIP archive is broken",
        ),
        ("a directory elsewhere", with(end + 16, &[255; 4]), "is broken"),
        ("an entry that is not there", with(entry + 42, &[255, 255, 255, 127]), "too early"),
        ("another way to compress", with(entry + 10, &[12, 0]), "compressed in a way"),
        ("bytes that do not inflate", with(45, &[0xff; 40]), ".npy"),
        ("a header that takes years", brackets(), "brackets within each other"),
    ];
    for (name, file, expected) in table {
        let sentence = read(file).unwrap_or_else(|| panic!("{name} is read"));
        assert!(sentence.contains(expected), "{name}: {sentence}");
    }
}

#[test]
fn headers_of_safetensors_that_lie_are_refused() {
    let file = |header: &str| [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &[0; 8]].concat();
    let of = |shape: &str, offsets: &str| {
        file(&format!("{{\"a\":{{\"dtype\":\"F32\",\"shape\":{shape},\"data_offsets\":{offsets}}}}}"))
    };
    let table = [
        ("ends outside", of("[2]", "[0,80]"), "ends behind the end"),
        ("begins late", of("[1]", "[4,8]"), "does not begin where"),
        ("backwards", of("[2]", "[8,0]"), "does not begin where"),
        ("bytes at the end", of("[1]", "[0,4]"), "bytes after its last tensor"),
        ("negative", of("[-1]", "[0,8]"), "cannot be read"),
        ("no shape", file("{\"a\":{\"dtype\":\"F32\"}}"), "cannot be read"),
        ("deep", file(&format!("{{\"a\":{}", "[".repeat(100_000))), "cannot be read"),
        ("a list", file("[1]"), "no file of PyTorch's"),
        ("a length of 8 EB", [&u64::MAX.to_le_bytes()[..], b"{}"].concat(), "no file of PyTorch's"),
        ("a length beyond the end", [&900_000_u64.to_le_bytes()[..], b"{}"].concat(), "ends too early"),
    ];
    for (name, file, expected) in table {
        let sentence = read(file).unwrap_or_else(|| panic!("{name} is read"));
        assert!(sentence.contains(expected), "{name}: {sentence}");
    }
    // What a tensor claims is seen when it is read.
    assert_eq!(read(of("[1000000000]", "[0,8]")), None);
    let checkpoint = Checkpoint::open(of("[1000000000]", "[0,8]")).unwrap();
    assert!(checkpoint.floats("a").unwrap_err().to_string().contains("claims more numbers than are stored"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_tensors_or_a_sentence(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read(bytes);
    }

    #[test]
    fn any_pickle_gives_tensors_or_a_sentence(
        codes in prop::collection::vec(prop::sample::select(b"(012NK]})tlduaseRbq\x00h\x00\x81\x85\x86\x87\x88\x94\x93QcX".to_vec()), 0..500)
    ) {
        read(pickle(&codes));
        read(legacy(&pickle(&codes)));
    }

    #[test]
    fn any_change_of_a_good_file_gives_tensors_or_a_sentence(
        which in 0..GOOD.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut file = form(GOOD[which]);
        for (place, byte) in edits {
            let at = place.index(file.len());
            file[at] = byte;
        }
        read(file);
    }
}
