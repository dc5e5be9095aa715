//! Files that mean harm, or are simply broken: each is refused in a sentence that says what is wrong with it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_checkpoint::Checkpoint;
use freqscope_core::{
    device::DeviceChoice,
    model::{Hints, Normalisation, Questions},
};
use freqscope_engine::engine::Engine;
use freqscope_weights::{
    geometry::Architecture,
    invalid::InvalidModel,
    pack::{
        folded::{Folded, Refusal},
        pack,
    },
    packed::Packed,
    source::WeightSource,
};
use pollster::block_on;
use serde_json::{Value, json};
use std::fs;

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
        self.put_at(tensor, 0, value);
    }

    fn put_at(&mut self, tensor: &str, index: usize, value: f32) {
        let start = self.range(tensor).start + 4 * index;
        self.data[start..start + 4].copy_from_slice(&value.to_le_bytes());
    }

    fn add(&mut self, tensor: &str, values: usize) {
        let offsets = [self.data.len(), self.data.len() + 4 * values];
        self.header[tensor] = json!({ "dtype": "F32", "shape": [values], "data_offsets": offsets });
        self.data.resize(offsets[1], 0);
    }

    /// Puts zeros of another shape in place of a tensor.
    fn shape(&mut self, tensor: &str, shape: &[usize]) {
        self.remove(tensor);
        self.add(tensor, shape.iter().product());
        self.set(tensor, "shape", json!(shape));
    }

    /// Adds a tensor of the shape of another.
    fn copy(&mut self, tensor: &str, name: &str) {
        let shape: Vec<usize> = serde_json::from_value(self.header[tensor]["shape"].clone()).unwrap();
        self.add(name, shape.iter().product());
        self.set(name, "shape", json!(shape));
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

    /// Puts something before the names of all tensors.
    fn prefix(&mut self, prefix: &str) {
        let names: Vec<String> = self.header.as_object().unwrap().keys().cloned().collect();
        names
            .iter()
            .filter(|name| *name != "__metadata__")
            .for_each(|name| self.rename(name, &format!("{prefix}{name}")));
    }

    /// Adds the tensors of another file.
    fn join(&mut self, other: &Self) {
        let start = self.data.len() as u64;
        for (name, tensor) in other.header.as_object().unwrap().iter().filter(|(name, _)| *name != "__metadata__") {
            let mut tensor = tensor.clone();
            let offsets = [0, 1].map(|i| tensor["data_offsets"][i].as_u64().unwrap() + start);
            tensor["data_offsets"] = json!(offsets);
            self.header[name] = tensor;
        }
        self.data.extend(&other.data);
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
const CHECKPOINT_EDITS: [(&str, Edit, &str); 12] = [
    ("missing weight", |f| f.remove("stages.2.1.conv2.weight"), "“stages.2.1.conv2.weight” is missing"),
    (
        "missing stage",
        |f| f.remove("stages.3.0.conv1.weight"),
        "it is a ResNet of [2, 2, 2] blocks of two convolutions",
    ),
    ("missing statistics", |f| f.remove("bn_stem.running_var"), "“bn_stem.running_var” is missing"),
    ("missing bias", |f| f.remove("head.bias"), "“head.bias” is missing"),
    ("no head", |f| f.rename("head.weight", "tail.weight"), "“head.weight” is missing"),
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
    (
        "negative variance",
        |f| f.put("bn_stem.running_var", -1.0),
        "“bn_stem.running_var” holds -1, and no variance is negative",
    ),
    ("overlap", |f| f.set("stem.weight", "data_offsets", json!([0, 432])), "does not begin where"),
    ("other names", |f| f.rename("stages.0.0.conv1.weight", "x"), "no ResNet and no VGG that is known"),
];

fn given() -> Hints {
    Hints { normalisation: Some(Normalisation { mean: [0.5; 3], std: [0.25; 3] }), key: None }
}

fn folded(bytes: Vec<u8>, architecture: Option<Architecture>, hints: &Hints) -> Result<Folded, Refusal> {
    let checkpoint = Checkpoint::open(bytes);
    let refused = |error: freqscope_checkpoint::unreadable::Unreadable| InvalidModel::new(error.to_string());
    Folded::find(checkpoint.map_err(refused)?, architecture, hints)
}

/// The packed file, or why there is none.
fn convert(bytes: &[u8], architecture: Architecture) -> Result<Vec<u8>, String> {
    match folded(bytes.to_vec(), Some(architecture), &given()) {
        Ok(folded) => pack(&folded).map_err(|invalid| invalid.to_string()),
        Err(Refusal::Invalid(invalid)) => Err(invalid.to_string()),
        Err(Refusal::Open(questions)) => Err(format!("{questions:?}")),
    }
}

#[test]
fn hostile_checkpoints_are_refused() {
    for (name, edit, expected) in CHECKPOINT_EDITS {
        let mut file = File::read(CHECKPOINT);
        edit(&mut file);
        let text = convert(&file.bytes(), Architecture::Resnet18).unwrap_err();
        assert!(text.contains(expected), "{name}: {text}");
    }
}

/// What is done to torchvision's checkpoint, and which network is named then.
const OTHER_NETWORKS: [(&str, Edit, &str); 9] = [
    ("stem of ImageNet", |f| f.shape("conv1.weight", &[4, 3, 7, 7]), "it is a resnet18 for ImageNet"),
    ("classes of ImageNet", |f| f.shape("fc.weight", &[1000, 16]), "it tells 1000 classes apart"),
    ("pre-activation", |f| f.remove("bn1.weight"), "it is a pre-activation ResNet"),
    ("three stages", of_three_stages, "it is a ResNet of three stages, such as ResNet-20"),
    ("wide", |f| f.rename("layer2.0.downsample.0.weight", "block1.layer.0.conv1.weight"), "it is a wide ResNet"),
    ("squeeze", |f| f.rename("layer2.0.downsample.0.weight", "layer1.0.se.0.weight"), "squeeze-and-excitation"),
    ("dense", |f| f.rename("layer2.0.downsample.0.weight", "features.denseblock1.x"), "it is a DenseNet"),
    ("transformer", |f| f.rename("layer2.0.downsample.0.weight", "blocks.0.attn.qkv.weight"), "it is a transformer"),
    ("more blocks", |f| f.copy("layer1.1.conv1.weight", "layer1.2.conv1.weight"), "a ResNet of [3, 2, 2, 2] blocks"),
];

/// Without a fourth stage, and without convolutions beside the blocks.
fn of_three_stages(file: &mut File) {
    let names: Vec<String> = file.header.as_object().unwrap().keys().cloned().collect();
    let goes = |name: &&String| name.starts_with("layer4.") || name.contains("downsample");
    names.iter().filter(goes).for_each(|name| file.remove(name));
}

const TORCHVISION: &str = "../../tests/fixtures/pack/torchvision_resnet18.safetensors";

#[test]
fn networks_that_are_not_supported_are_named() {
    for (name, edit, expected) in OTHER_NETWORKS {
        let mut file = File::read(TORCHVISION);
        edit(&mut file);
        let text = convert(&file.bytes(), Architecture::Resnet18).unwrap_err();
        assert!(text.contains(expected) && text.contains("support") | text.contains("CIFAR-10"), "{name}: {text}");
    }
    let text = convert(&File::read(TORCHVISION).bytes(), Architecture::Resnet50).unwrap_err();
    assert!(text.contains("it is a resnet18 by its names and shapes, and no resnet50"), "{text}");
}

#[test]
fn a_model_that_was_saved_whole_says_what_it_is_made_of() {
    let good = fs::read("../../tests/fixtures/checkpoints/layouts/torchvision_resnet18_whole.pth").unwrap();
    assert!(convert(&good, Architecture::Resnet18).is_ok());
    let (old, new) = (b"torch.nn.modules.linear\nIdentity", b"torch.nn.modules.linea\nMaxPool2d");
    let at = good.windows(old.len()).position(|bytes| bytes == old).unwrap();
    let mut pooled = good.clone();
    pooled[at..at + new.len()].copy_from_slice(new);
    let text = convert(&pooled, Architecture::Resnet18).unwrap_err();
    assert!(text.contains("its “maxpool” is a MaxPool2d"), "{text}");
}

/// The project's network as `model`, and with another bias as `ema`.
fn two_networks() -> File {
    let (mut model, mut ema) = (File::read(CHECKPOINT), File::read(CHECKPOINT));
    ema.put("head.bias", 7.0);
    model.prefix("model.");
    ema.prefix("ema.module.");
    model.join(&ema);
    model
}

#[test]
fn of_two_networks_one_is_chosen_by_name() {
    let file = two_networks().bytes();
    let questions = |hints: &Hints| match folded(file.clone(), None, hints) {
        Err(Refusal::Open(questions)) => questions,
        other => panic!("{other:?}"),
    };
    let keys = vec!["ema.module".to_owned(), "model".to_owned()];
    assert_eq!(questions(&given()), Questions { keys: keys.clone(), normalisation: false });
    assert_eq!(questions(&Hints::default()), Questions { keys, normalisation: true });
    let bias = |key: &str| {
        let folded = folded(file.clone(), None, &Hints { key: Some(key.into()), ..given() }).unwrap();
        let (name, dimensions) = folded.header().geometry.layers().pop().unwrap();
        (folded.key().to_owned(), folded.layer(name, &dimensions).unwrap().bias[0])
    };
    assert_eq!(bias("ema"), ("ema.module".into(), 7.0));
    assert_eq!(bias("ema.module"), bias("ema"));
    assert_ne!(bias("model").1, 7.0);
    let unknown = folded(file.clone(), None, &Hints { key: Some("em".into()), ..given() }).unwrap_err();
    assert!(
        format!("{unknown:?}").contains("no network that is called “em”, but “ema.module”, “model”"),
        "{unknown:?}"
    );
}

#[test]
fn company_of_a_network_is_no_second_one() {
    let mut file = two_networks();
    file.remove("ema.module.bn_stem.running_var");
    assert_eq!(folded(file.bytes(), None, &given()).unwrap().key(), "model");
}

#[test]
fn what_is_called_like_no_part_of_the_network_is_passed_over_with_a_word() {
    let with = |names: &[&str]| {
        let mut file = File::read(TORCHVISION);
        names.iter().for_each(|name| file.add(name, 3));
        folded(file.bytes(), None, &given())
    };
    let beside = with(&["criterion.weight", "rotation_head.weight"]).unwrap();
    let said = beside.assumptions().pop().unwrap();
    assert!(said.contains("“criterion.weight” and 1 more") && said.contains("passed over"), "{said}");
    assert_eq!(pack(&beside).unwrap(), pack(&with(&[]).unwrap()).unwrap());
    assert!(!with(&[]).unwrap().assumptions().iter().any(|said| said.contains("passed over")));
    for inside in ["layer1.0.gate", "fc2.weight", "bn2.bias", "0.weight", "head.se.fc1.weight"] {
        let text = format!("{:?}", with(&["criterion.weight", inside]).unwrap_err());
        assert!(
            text.contains(inside) && text.contains("does not have") && text.contains("state.pop"),
            "{inside}: {text}"
        );
    }
}

#[test]
fn a_key_that_nothing_is_called_by_is_refused_with_what_there_is() {
    let hints = Hints { key: Some("nonsense".into()), ..given() };
    let text = format!("{:?}", folded(File::read(TORCHVISION).bytes(), None, &hints).unwrap_err());
    assert!(text.contains("called “nonsense”, but one whose names have nothing before them: give no key"), "{text}");
}

#[test]
fn arrays_of_images_are_no_network_and_become_pictures() {
    let mut file = File::read(TORCHVISION);
    let names: Vec<String> = file.header.as_object().unwrap().keys().cloned().collect();
    let goes = |name: &&String| !["conv1.weight", "__metadata__"].contains(&name.as_str());
    names.iter().filter(goes).for_each(|name| file.remove(name));
    file.rename("conv1.weight", "x");
    for (shape, one) in [(vec![6, 3, 32, 32], "archive[\\\"x\\\"][0]"), (vec![32, 32, 3], "archive[\\\"x\\\"])")] {
        file.shape("x", &shape);
        let text = format!("{:?}", folded(file.bytes(), None, &given()).unwrap_err());
        assert!(text.contains("“x” is of images") && text.contains(one), "{text}");
    }
}

#[test]
fn normalisation_is_taken_from_the_file() {
    let stored = |names: [&str; 2], mean: f32, hints: &Hints| {
        let mut file = File::read(CHECKPOINT);
        file.prefix("state_dict.1.");
        names.iter().for_each(|name| file.add(name, 3));
        for (name, value) in [(names[0], mean), (names[1], 0.25)] {
            (0..3).for_each(|index| file.put_at(name, index, value));
        }
        folded(file.bytes(), None, hints)
    };
    for names in [["state_dict.0.mean", "state_dict.0.std"], ["state_dict.1.mu", "state_dict.1.sigma"], ["mean", "std"]]
    {
        let folded = stored(names, 0.5, &Hints::default()).unwrap();
        assert!(folded.normalisation_is_stored());
        assert_eq!(folded.header().normalisation, Normalisation { mean: [0.5; 3], std: [0.25; 3] }, "{names:?}");
        assert!(stored(names, 0.5, &given()).is_ok());
        let other = format!("{:?}", stored(names, 0.4, &given()).unwrap_err());
        assert!(other.contains("it says itself that its mean is [0.4, 0.4, 0.4]"), "{other}");
        let bytes = format!("{:?}", stored(names, 125.3, &Hints::default()).unwrap_err());
        assert!(
            bytes.contains("125.3, which is of pixels from 0 to 255") && bytes.contains("divide them by 255"),
            "{bytes}"
        );
    }
}

#[test]
fn broken_checkpoints_of_pytorch_end_in_an_error() {
    let good = fs::read("../../tests/fixtures/pack/robustness_vgg.pt").unwrap();
    let convert = |bytes: &[u8]| match folded(bytes.to_vec(), None, &Hints::default()) {
        Ok(folded) => pack(&folded).is_ok(),
        Err(_) => false,
    };
    assert!(convert(&good));
    for length in (0..good.len()).step_by(good.len() / 20) {
        assert!(!convert(&good[..length]), "{length}");
    }
    // A flipped byte may be one that nobody reads; whatever is said, nothing may panic.
    for at in (0..good.len()).step_by(641) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        convert(&bytes);
    }
}

#[test]
fn the_edits_start_from_good_files() {
    assert!(convert(&File::read(CHECKPOINT).bytes(), Architecture::Resnet18).is_ok());
    let good = File::read(PACKED).bytes();
    let packed = Packed::open(good).unwrap();
    assert_eq!(packed.header().geometry.widths(), [16, 16, 32, 64]);
}
