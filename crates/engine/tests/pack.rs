//! Checkpoints of PyTorch, torchvision and MadryLab/robustness: what becomes of them computes what they did.
//!
//! The fixtures come from `training/pack_fixtures.py`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_core::image::{Image, npy};
use freqscope_engine::{
    device,
    model::{
        classifier::Classifier,
        geometry::Architecture,
        header::Normalisation,
        pack::{folded::Folded, pack, pytorch_checkpoint::PytorchCheckpoint},
        packed::Packed,
        source::WeightSource,
    },
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
    let classifier = Classifier::new(source, &device::cpu(String::new(), false).device).unwrap();
    let logits = pollster::block_on(classifier.logits(&images())).unwrap();
    logits.iter().flat_map(|logits| logits.0).collect()
}

fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// Each checkpoint with its architecture, and whether it says itself how to normalise.
const CHECKPOINTS: [(&str, &str, Architecture, bool); 4] = [
    ("robustness_resnet50", "pt", Architecture::Resnet50, true),
    ("robustness_vgg", "pt", Architecture::Vgg19, true),
    ("torchvision_resnet18", "safetensors", Architecture::Resnet18, false),
    ("project_resnet18", "safetensors", Architecture::Resnet18, false),
];

fn folded(name: &str, extension: &str, architecture: Architecture, says: bool) -> Folded {
    let given = Normalisation::new([0.4914, 0.4822, 0.4465], [0.247, 0.2435, 0.2616]).unwrap();
    let checkpoint = PytorchCheckpoint::open(&fixture(&format!("pack/{name}.{extension}"))).unwrap();
    Folded::find(checkpoint, architecture, (!says).then_some(given)).unwrap()
}

#[test]
fn folded_networks_agree_with_pytorch() {
    for (name, extension, architecture, says) in CHECKPOINTS {
        let (_, expected) = npy::read_array(&read(&format!("pack/{name}_logits.npy"))).unwrap();
        let difference = largest_difference(&logits(&folded(name, extension, architecture, says)), &expected);
        eprintln!("{name}: logits differ by at most {difference:e}");
        assert!(difference <= 1e-3, "{name}: {difference}");
    }
}

/// `training/pack_fixtures.py --full DIR` writes the checkpoint, 94 MB, to the folder that FREQSCOPE_FULL then names.
#[test]
#[ignore = "needs a checkpoint that is too large for the repository"]
fn a_full_size_checkpoint_agrees_with_pytorch() {
    let folder = PathBuf::from(std::env::var("FREQSCOPE_FULL").unwrap());
    let expected = npy::read_array(&std::fs::read(folder.join("robustness_resnet50_logits.npy")).unwrap()).unwrap().1;
    let checkpoint = PytorchCheckpoint::open(&folder.join("robustness_resnet50.pt")).unwrap();
    let folded = Folded::find(checkpoint, Architecture::Resnet50, None).unwrap();
    assert_eq!(folded.header().geometry.widths(), [256, 512, 1024, 2048]);
    let difference = largest_difference(&logits(&folded), &expected);
    eprintln!("logits differ by at most {difference:e}");
    assert!(difference <= 1e-3, "{difference}");
}

#[test]
fn int8_weights_are_close() {
    for (name, extension, architecture, says) in CHECKPOINTS {
        let folded = folded(name, extension, architecture, says);
        let file = pack(&folded).unwrap();
        let packed = Packed::open(&file).unwrap();
        for (layer, dimensions) in folded.header().geometry.layers() {
            let (float, int8) = (folded.layer(layer, &dimensions).unwrap(), packed.layer(layer, &dimensions).unwrap());
            let lost: f32 = float.weight.iter().zip(&int8.weight).map(|(a, b)| (a - b).powi(2)).sum();
            let whole: f32 = float.weight.iter().map(|a| a.powi(2)).sum();
            assert!(lost.sqrt() < 0.01 * whole.sqrt(), "{name}, {layer}: {}", (lost / whole).sqrt());
            assert_eq!(float.bias, int8.bias);
        }
    }
}

#[test]
fn packing_packed_weights_changes_no_weight() {
    for name in ["networks/resnet50.safetensors", "networks/vgg19.safetensors"] {
        let theirs = read(name);
        let theirs = Packed::open(&theirs).unwrap();
        let ours = pack(&theirs).unwrap();
        let ours = Packed::open(&ours).unwrap();
        assert_eq!(ours.header(), theirs.header());
        for (name, dimensions) in ours.header().geometry.layers() {
            let (ours, theirs) = (ours.layer(name, &dimensions).unwrap(), theirs.layer(name, &dimensions).unwrap());
            assert!(largest_difference(&ours.weight, &theirs.weight) < 1e-6, "{name}");
            assert_eq!(ours.bias, theirs.bias);
        }
    }
}
