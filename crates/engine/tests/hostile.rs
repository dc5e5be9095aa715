//! Files that mean harm, or are simply broken: each is refused in a sentence that says what is wrong with it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_core::device::DeviceChoice;
use freqscope_engine::{
    engine::Engine,
    model::{
        geometry::Architecture,
        invalid::InvalidModel,
        pack::{folded::Folded, pack, pytorch_checkpoint::PytorchCheckpoint},
        source::WeightSource,
    },
};
use pollster::block_on;
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

/// A safetensors file taken apart.
#[derive(Clone)]
struct File {
    header: Value,
    data: Vec<u8>,
}

impl File {
    fn read(path: &str) -> Self {
        let bytes = fs::read(path).unwrap();
        let (length, rest) = bytes.split_first_chunk().unwrap();
        let (header, data) = rest.split_at(u64::from_le_bytes(*length) as usize);
        Self { header: serde_json::from_slice(header).unwrap(), data: data.to_vec() }
    }

    fn bytes(&self) -> Vec<u8> {
        raw(&self.header.to_string(), &self.data)
    }

    fn say(&mut self, key: &str, value: &str) {
        self.header["__metadata__"][key] = value.into();
    }

    fn set(&mut self, tensor: &str, key: &str, value: Value) {
        self.header[tensor][key] = value;
    }

    fn range(&self, tensor: &str) -> std::ops::Range<usize> {
        let at = |i: usize| self.header[tensor]["data_offsets"][i].as_u64().unwrap() as usize;
        at(0)..at(1)
    }

    fn put(&mut self, tensor: &str, value: f32) {
        let start = self.range(tensor).start;
        self.data[start..start + 4].copy_from_slice(&value.to_le_bytes());
    }

    fn add(&mut self, tensor: &str, values: usize) {
        let offsets = [self.data.len(), self.data.len() + 4 * values];
        self.header[tensor] = json!({ "dtype": "F32", "shape": [values], "data_offsets": offsets });
        self.data.resize(offsets[1], 0);
    }

    fn remove(&mut self, tensor: &str) {
        let gone = self.range(tensor);
        self.data.drain(gone.clone());
        let tensors = self.header.as_object_mut().unwrap();
        tensors.remove(tensor);
        for (_, other) in tensors.iter_mut().filter(|(name, _)| *name != "__metadata__") {
            let offsets: [usize; 2] = serde_json::from_value(other["data_offsets"].clone()).unwrap();
            if offsets[0] >= gone.end {
                other["data_offsets"] = json!(offsets.map(|offset| offset - gone.len()));
            }
        }
    }

    fn rename(&mut self, tensor: &str, name: &str) {
        let tensors = self.header.as_object_mut().unwrap();
        let value = tensors.remove(tensor).unwrap();
        tensors.insert(name.into(), value);
    }
}

fn raw(header: &str, data: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), data].concat()
}

type Edit = fn(&mut File);

const PACKED: &str = "../../tests/fixtures/networks/resnet50.safetensors";

/// What is done to a good file, and what is said of it then.
const EDITS: [(&str, Edit, &str); 28] = [
    ("cut off", |f| f.data.truncate(f.data.len() - 1), "” ends behind the end of the file"),
    ("bytes at the end", |f| f.data.push(0), "it has bytes after its last tensor"),
    (
        "overlap",
        |f| f.set("stem.bias", "data_offsets", json!([0, 16])),
        "” does not begin where the tensor before it ends",
    ),
    ("out of range", |f| f.set("stem.bias", "data_offsets", json!([0, u64::MAX])), "“stem.bias” ends behind the end"),
    ("backwards", |f| f.set("stem.bias", "data_offsets", json!([16, 0])), "does not begin where"),
    ("negative", |f| f.set("stem.bias", "data_offsets", json!([-4, 0])), "its header cannot be read"),
    (
        "wrong type",
        |f| f.set("stem.weight", "dtype", json!("U8")),
        "“stem.weight” is U8 [4, 3, 3, 3], not I8 [4, 3, 3, 3]",
    ),
    ("unknown type", |f| f.set("stem.weight", "dtype", json!("Q3")), "its header cannot be read"),
    (
        "wrong shape",
        |f| f.set("stem.weight", "shape", json!([3, 4, 3, 3])),
        "“stem.weight” is I8 [3, 4, 3, 3], not I8 [4,",
    ),
    ("huge shape", |f| f.set("stem.weight", "shape", json!([1_u64 << 62, 8])), "the shape of a tensor is absurd"),
    ("shape and bytes", |f| f.set("stem.weight", "shape", json!([4])), "do not match its type and shape"),
    ("NaN scale", |f| f.put("stem.scale", f32::NAN), "“stem.scale” holds a value that is not finite"),
    ("huge scale", |f| f.put("stem.scale", 3e38), "“stem.weight” holds a value that is not finite"),
    ("infinite bias", |f| f.put("head.bias", f32::INFINITY), "“head.bias” holds a value that is not finite"),
    ("missing layer", |f| f.remove("stages.1.0.shortcut.weight"), "“stages.1.0.shortcut.weight” is missing"),
    ("missing scale", |f| f.remove("head.scale"), "“head.scale” is missing"),
    ("surplus tensor", |f| f.add("extra", 3), "it holds “extra”, which its resnet50 does not have"),
    ("unknown network", |f| f.say("architecture", "resnet9000"), "its architecture “resnet9000” is not known"),
    ("another network", |f| f.say("architecture", "vgg19"), "“features.0.weight” is missing"),
    ("absurd width", |f| f.say("widths", "[1000000000, 16, 32, 64]"), "is 1000000000 channels wide"),
    ("no width", |f| f.say("widths", "[0, 16, 32, 64]"), "is 0 channels wide"),
    ("odd width", |f| f.say("widths", "[18, 16, 32, 64]"), "are multiples of four"),
    ("width beyond numbers", |f| f.say("widths", "[1e400]"), "its widths cannot be read"),
    ("many blocks", |f| f.say("blocks", "[1000000, 1, 2, 1]"), "has 1000000 blocks"),
    ("other blocks", |f| f.say("blocks", "[2, 1, 2, 2]"), "“stages.3.1.conv1.weight” is missing"),
    ("no JSON", |f| f.say("widths", "sixteen"), "its widths cannot be read"),
    ("numbers in metadata", |f| f.header["__metadata__"]["format"] = json!(1), "its header cannot be read"),
    ("endless name", |f| f.rename("stem.bias", &"x".repeat(500_000)), "“stem.bias” is missing"),
];

#[test]
fn hostile_packed_files_are_refused() {
    let good = File::read(PACKED);
    let mut engine = block_on(Engine::start(DeviceChoice::Cpu));
    block_on(engine.load_unlisted("good", "good", good.bytes())).unwrap();
    for (name, edit, expected) in EDITS {
        let mut file = good.clone();
        edit(&mut file);
        assert_refused(&mut engine, name, file.bytes(), expected);
    }
    assert!(engine.has("good") && !engine.has("hostile"));
}

#[test]
fn weights_that_overflow_are_the_files_fault_and_not_the_devices() {
    let mut engine = block_on(Engine::start(DeviceChoice::Cpu));
    let mut file = File::read(PACKED);
    file.put("stem.scale", 1e20);
    file.put("head.scale", 1e20);
    assert_refused(&mut engine, "overflow", file.bytes(), "a logit of it is not a finite number");
    assert!(!engine.device_changed());
}

#[test]
fn what_is_no_safetensors_file_is_refused() {
    let mut engine = block_on(Engine::start(DeviceChoice::Cpu));
    let good = File::read(PACKED).bytes();
    let deep = "[".repeat(100_000);
    let table = [
        ("empty", Vec::new(), "it has 0 bytes"),
        ("seven bytes", good[..7].to_vec(), "it has 7 bytes"),
        ("a picture", fs::read("../../tests/fixtures/resize_input.png").unwrap(), "it is no safetensors file"),
        ("a checkpoint", fs::read("../../tests/fixtures/pack/robustness_vgg.pt").unwrap(), "it is no safetensors file"),
        ("huge header", [&u64::MAX.to_le_bytes(), &good[8..]].concat(), "its header claims 18446744073709551615 bytes"),
        ("long header", [&900_000_u64.to_le_bytes(), &good[8..]].concat(), "it is truncated"),
        ("cut in the header", good[..100].to_vec(), "it is truncated"),
        ("no JSON", raw("{\"stem", &[]), "its header is no JSON object"),
        ("a list", raw("[]", &[]), "its header is no JSON object"),
        ("deep", raw(&deep, &[]), "its header is no JSON object"),
        ("not text", raw("\u{0}", &[]), "its header is no JSON object"),
        ("nothing in it", raw("{}", &[]), "it does not say that its format is “freqscope/1”"),
        ("too large", vec![0; (128 << 20) + 1], "more than the 128 MiB that are read"),
    ];
    for (name, file, expected) in table {
        assert_refused(&mut engine, name, file, expected);
    }
}

fn assert_refused(engine: &mut Engine, name: &str, file: Vec<u8>, expected: &str) {
    let text = block_on(engine.load_unlisted("hostile", "hostile", file)).unwrap_err().to_string();
    assert!(text.starts_with("“hostile” cannot be used as a model ("), "{name}: {text}");
    assert!(text.contains(expected), "{name}: {text}");
    assert!(text.len() < 1000, "{name}: {text}");
}

const CHECKPOINT: &str = "../../tests/fixtures/pack/project_resnet18.safetensors";

/// What is done to a good checkpoint, and what is said of it then.
const CHECKPOINT_EDITS: [(&str, Edit, &str); 11] = [
    ("missing weight", |f| f.remove("stages.2.0.conv1.weight"), "“stages.2.0.conv1.weight” is missing"),
    ("missing statistics", |f| f.remove("bn_stem.running_var"), "“bn_stem.running_var” is missing"),
    ("missing bias", |f| f.remove("head.bias"), "“head.bias” is missing"),
    (
        "no head",
        |f| f.rename("head.weight", "tail.weight"),
        "no linear layer is called one of head, fc, linear, classifier",
    ),
    ("two heads", |f| f.rename("bn_stem.bias", "ema.head.weight"), "“ema.head” and “head”"),
    (
        "left over",
        |f| f.add("stages.0.0.gate", 3),
        "it holds “stages.0.0.gate”, which a resnet18 in the project layout",
    ),
    (
        "another shape",
        |f| f.set("stages.0.0.conv1.weight", "shape", json!([4, 4, 9])),
        "is [4, 4, 9], not [4, 4, 3, 3]",
    ),
    ("another type", |f| f.set("bn_stem.bias", "dtype", json!("I32")), "“bn_stem.bias” does not hold floats"),
    ("NaN", |f| f.put("stem.weight", f32::NAN), "“stem.weight” holds a value that is not finite"),
    ("negative variance", |f| f.put("bn_stem.running_var", -1.0), "the batch-norm of “stem” cannot be folded"),
    ("overlap", |f| f.set("stem.weight", "data_offsets", json!([0, 432])), "does not begin where"),
];

fn convert(name: &str, bytes: &[u8], architecture: Architecture) -> Result<Vec<u8>, InvalidModel> {
    let path: PathBuf = [env!("CARGO_TARGET_TMPDIR"), name].iter().collect();
    fs::write(&path, bytes).unwrap();
    let normalisation = freqscope_engine::model::header::Normalisation::new([0.5; 3], [0.25; 3]).unwrap();
    let folded = Folded::find(PytorchCheckpoint::open(&path)?, architecture, Some(normalisation))?;
    pack(&folded)
}

#[test]
fn hostile_checkpoints_are_refused() {
    for (name, edit, expected) in CHECKPOINT_EDITS {
        let mut file = File::read(CHECKPOINT);
        edit(&mut file);
        let text = convert("hostile.safetensors", &file.bytes(), Architecture::Resnet18).unwrap_err().to_string();
        assert!(text.contains(expected), "{name}: {text}");
    }
}

#[test]
fn pickles_run_no_code() {
    let victim: PathBuf = [env!("CARGO_TARGET_TMPDIR"), "victim"].iter().collect();
    let _ = fs::remove_file(&victim);
    let pickle = format!("cos\nsystem\n(S'touch {}'\ntR.", victim.display());
    let error = convert("pickle.pt", pickle.as_bytes(), Architecture::Resnet18).unwrap_err();
    assert!(!victim.exists(), "{error}");
    for bytes in [&b""[..], b"PK\x03\x04", b"\x80\x02}q\x00.", b"hello"] {
        let error = convert("broken.pt", bytes, Architecture::Resnet18).unwrap_err().to_string();
        assert!(error.len() > 10, "{error}");
    }
}

#[test]
fn archives_that_may_expand_are_refused() {
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let good = fs::read("../../tests/fixtures/pack/robustness_vgg.pt").unwrap();
    // The first entry of the archive's directory: data.pkl.
    let entry = good.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let with = |at: usize, bytes: &[u8]| {
        let mut zip = good.clone();
        zip[entry + at..][..bytes.len()].copy_from_slice(bytes);
        zip
    };
    let table = [
        ("tar", tar, "it is a TAR archive, the form before PyTorch 0.1.10: load it with PyTorch and save it again"),
        ("deflated", with(10, &[8]), "/data.pkl” is compressed in it, as torch.save never does: load it"),
        ("huge", with(24, &5_000_000_u32.to_le_bytes()), "/data.pkl” has 5000000 bytes, more than the 4194304"),
    ];
    for (name, file, expected) in table {
        let text = convert("expanding.pt", &file, Architecture::Vgg19).unwrap_err().to_string();
        assert!(text.contains(expected), "{name}: {text}");
    }
}

#[test]
fn broken_checkpoints_of_pytorch_end_in_an_error() {
    let good = fs::read("../../tests/fixtures/pack/robustness_vgg.pt").unwrap();
    let convert = |bytes: &[u8]| convert("broken_vgg.pt", bytes, Architecture::Vgg19);
    assert!(convert(&good).is_ok());
    for length in (0..good.len()).step_by(good.len() / 20) {
        assert!(convert(&good[..length]).is_err(), "{length}");
    }
    // A flipped byte may be one that nobody reads; whatever is said, nothing may panic.
    for at in (0..good.len()).step_by(641) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        let _ = convert(&bytes);
    }
}

#[test]
fn the_edits_start_from_good_files() {
    assert!(convert("good.safetensors", &File::read(CHECKPOINT).bytes(), Architecture::Resnet18).is_ok());
    let good = File::read(PACKED).bytes();
    let packed = freqscope_engine::model::packed::Packed::open(&good).unwrap();
    assert_eq!(packed.header().geometry.widths(), [16, 16, 32, 64]);
}
