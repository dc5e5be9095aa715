//! Checkpoints of PyTorch, torchvision and MadryLab/robustness: what becomes of them computes what they did.
//!
//! The fixtures come from `training/pack_fixtures.py` and `training/checkpoint_fixtures.py`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_checkpoint::{Checkpoint, source::FileSource};
use freqscope_core::{
    device::reason::Reason,
    image::{Image, npy},
    logits::Logits,
    model::{Hints, Normalisation},
};
use freqscope_engine::{
    device,
    model::{classifier::Classifier, comparison::Comparison, passing::pack_passing},
};
use freqscope_weights::{
    geometry::Architecture,
    manifest::sha256,
    pack::{folded::Folded, pack},
    packed::Packed,
    source::WeightSource,
};
use std::path::PathBuf;

fn fixture(name: &str) -> PathBuf {
    ["..", "..", "tests", "fixtures", name].iter().collect()
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(fixture(name)).unwrap()
}

fn images() -> Vec<Image> {
    npy::read(&read("images.npy")).unwrap()[..4].to_vec()
}

fn logits(source: &impl WeightSource) -> Vec<f32> {
    let classifier = Classifier::new(source, &device::cpu(Reason::AtOnce, false).device).unwrap();
    let logits = pollster::block_on(classifier.logits(&images())).unwrap();
    logits.iter().flat_map(|logits| logits.0).collect()
}

fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// A checkpoint, its architecture, and whether it says itself how to normalise.
type Case = (&'static str, Architecture, bool);

/// Those of `training/pack_fixtures.py`, and those of `training/checkpoint_fixtures.py`.
const CHECKPOINTS: [Case; 15] = [
    ("pack/robustness_resnet50.pt", Architecture::Resnet50, true),
    ("pack/robustness_vgg.pt", Architecture::Vgg19, true),
    ("pack/torchvision_resnet18.safetensors", Architecture::Resnet18, false),
    ("pack/project_resnet18.safetensors", Architecture::Resnet18, false),
    ("checkpoints/layouts/torchvision_resnet34.pth", Architecture::Resnet34, false),
    ("checkpoints/layouts/torchvision_resnet101.safetensors", Architecture::Resnet101, false),
    ("checkpoints/layouts/torchvision_resnet18_whole.pth", Architecture::Resnet18, false),
    ("checkpoints/layouts/torchvision_vgg16_bn.pth", Architecture::Vgg16, false),
    ("checkpoints/layouts/torchvision_vgg13.pth", Architecture::Vgg13, false),
    ("checkpoints/layouts/timm_resnet18.pth.tar", Architecture::Resnet18, false),
    ("checkpoints/layouts/timm_vgg11_bn.safetensors", Architecture::Vgg11, false),
    ("checkpoints/layouts/cifar_resnet34.pth", Architecture::Resnet34, false),
    ("checkpoints/layouts/cifar100_resnet18.pth", Architecture::Resnet18, false),
    ("checkpoints/layouts/lightning_resnet18.ckpt", Architecture::Resnet18, true),
    ("checkpoints/layouts/numpy_resnet18.npz", Architecture::Resnet18, false),
];

/// Beginnings of the SHA-256 of what each is packed to: quicker ways to choose scales must choose the same.
const PACKED: [&str; 15] = [
    "3b221dc180b57fea",
    "14c8a21cbbf3847f",
    "a81f763b9eb68f5c",
    "68ca44bf3208b83e",
    "a9ace640184e9a4a",
    "5fff9641b3f17d19",
    "36379d03a93f882b",
    "2de2ac42c0308d98",
    "97fc5f59db61bfe1",
    "36cf2b433ce9e3c8",
    "bd94b2627b70446c",
    "8b5e615e9830b27c",
    "866779b6ed0b3e2c",
    "706d0f52855bd983",
    "0e6f97f0498ca3b6",
];

fn folded((file, architecture, says): Case) -> Folded {
    let checkpoint = Checkpoint::open(FileSource::open(&fixture(file)).unwrap()).unwrap();
    let normalisation = (!says).then_some(Normalisation::CIFAR10);
    let folded = Folded::find(checkpoint, None, &Hints { key: None, normalisation });
    let folded = folded.unwrap_or_else(|refusal| panic!("{file}: {refusal:?}"));
    assert_eq!(folded.header().geometry.architecture(), architecture, "{file}");
    folded
}

/// PyTorch's logits of a checkpoint's network.
fn expected(file: &str) -> Vec<f32> {
    let (name, _) = file.split_once('.').unwrap();
    npy::read_array(&read(&format!("{name}_logits.npy"))).unwrap().1
}

#[test]
fn folded_networks_agree_with_pytorch() {
    for case in CHECKPOINTS {
        let (exact, int8) = (folded(case), pack(&folded(case)).unwrap());
        let (exact, int8) = (logits(&exact), logits(&Packed::open(int8).unwrap()));
        let difference = largest_difference(&exact, &expected(case.0));
        eprintln!("{}: {difference:.1e} from PyTorch, int8 {:.3}", case.0, largest_difference(&exact, &int8));
        assert!(difference <= 1e-3, "{}: {difference}", case.0);
    }
}

#[test]
fn the_same_network_is_packed_to_the_same_bytes_whether_an_image_passes_or_not() {
    for (case, sha) in CHECKPOINTS.into_iter().zip(PACKED) {
        let (folded, image) = (folded(case), &images()[..1]);
        let file = pack(&folded).unwrap();
        assert_eq!(&sha256(&file)[..16], sha, "{}", case.0);
        let (passed, logits) = pollster::block_on(pack_passing(&folded, &image[0]).unwrap().finish()).unwrap();
        assert!(passed == file, "{}", case.0);
        let classifier = Classifier::new(&folded, &device::cpu(Reason::AtOnce, false).device).unwrap();
        assert_eq!(logits, pollster::block_on(classifier.logits(image)).unwrap(), "{}", case.0);
    }
}

#[test]
fn logits_of_other_code_agree_or_not() {
    let ours = Logits::from_flat(&logits(&folded(CHECKPOINTS[4]))).unwrap();
    let theirs = Logits::from_flat(&expected(CHECKPOINTS[4].0)).unwrap();
    let comparison = Comparison::new(&ours, &theirs);
    assert!(comparison.agrees && comparison.same_class == 4 && comparison.images == 4, "{comparison:?}");
    let mut others = theirs;
    others[2].0[1] += 0.1;
    let comparison = Comparison::new(&ours, &others);
    assert!(!comparison.agrees && (comparison.largest_difference - 0.1).abs() < 0.01, "{comparison:?}");
}

/// `training/pack_fixtures.py --full DIR` writes the checkpoint, 94 MB, to the folder that FREQSCOPE_FULL then names.
#[test]
#[ignore = "needs a checkpoint that is too large for the repository"]
fn a_full_size_checkpoint_agrees_with_pytorch() {
    let folder = PathBuf::from(std::env::var("FREQSCOPE_FULL").unwrap());
    let expected = npy::read_array(&std::fs::read(folder.join("robustness_resnet50_logits.npy")).unwrap()).unwrap().1;
    let checkpoint = Checkpoint::open(FileSource::open(&folder.join("robustness_resnet50.pt")).unwrap()).unwrap();
    let folded = Folded::find(checkpoint, Some(Architecture::Resnet50), &Hints::default()).unwrap();
    assert_eq!(folded.header().geometry.widths(), [256, 512, 1024, 2048]);
    let difference = largest_difference(&logits(&folded), &expected);
    eprintln!("logits differ by at most {difference:e}");
    assert!(difference <= 1e-3, "{difference}");
}

#[test]
fn int8_weights_are_close() {
    for case in CHECKPOINTS {
        let (name, folded) = (case.0, folded(case));
        let file = pack(&folded).unwrap();
        let packed = Packed::open(file).unwrap();
        for (layer, dimensions) in folded.header().geometry.layers() {
            let (float, int8) = (folded.layer(layer, &dimensions).unwrap(), packed.layer(layer, &dimensions).unwrap());
            let (weight, rounded) = (float.weight.floats(), int8.weight.floats());
            let lost: f32 = weight.iter().zip(rounded.iter()).map(|(a, b)| (a - b).powi(2)).sum();
            let whole: f32 = weight.iter().map(|a| a.powi(2)).sum();
            assert!(lost.sqrt() < 0.01 * whole.sqrt(), "{name}, {layer}: {}", (lost / whole).sqrt());
            assert_eq!(float.bias, int8.bias);
        }
    }
}

#[test]
fn packing_packed_weights_changes_no_weight() {
    for name in ["networks/resnet50.safetensors", "networks/vgg19.safetensors"] {
        let theirs = read(name);
        let theirs = Packed::open(theirs).unwrap();
        let ours = pack(&theirs).unwrap();
        let ours = Packed::open(ours).unwrap();
        assert_eq!(ours.header(), theirs.header());
        for (name, dimensions) in ours.header().geometry.layers() {
            let (ours, theirs) = (ours.layer(name, &dimensions).unwrap(), theirs.layer(name, &dimensions).unwrap());
            assert!(largest_difference(&ours.weight.floats(), &theirs.weight.floats()) < 1e-6, "{name}");
            assert_eq!(ours.bias, theirs.bias);
        }
    }
}
