//! The same two tensors in every form that is read: `training/checkpoint_fixtures.py` writes them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_checkpoint::{
    Checkpoint,
    source::{FileSource, Source},
};
use std::{fs, path::PathBuf};

fn path(name: &str) -> PathBuf {
    ["..", "..", "tests", "fixtures", "checkpoints", "forms", name].iter().collect()
}

fn read(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap()
}

fn assert_holds(name: &str, source: impl Source + 'static, bias_bits: u32) {
    let checkpoint = Checkpoint::open(source).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(checkpoint.tensor("weight").unwrap().shape(), [2, 3, 4], "{name}");
    let weight: Vec<f32> = (0..24).map(|value| value as f32).collect();
    assert_eq!(checkpoint.floats("weight").unwrap(), weight, "{name}");
    let bias: Vec<u32> = checkpoint.floats("bias").unwrap().iter().map(|value| value.to_bits()).collect();
    assert_eq!(bias, [bias_bits, (-0.25_f32).to_bits()], "{name}");
}

const FORMS: [&str; 20] = [
    "plain.pt",
    "legacy.pt",
    "strided.pt",
    "legacy_strided.pt",
    "one_buffer.pt",
    "parameters.pt",
    "protocol_5.pt",
    "float16.pt",
    "bfloat16.pt",
    "float64.pt",
    "company.pt",
    "legacy_company.pt",
    "stored.npz",
    "deflated.npz",
    "fortran.npz",
    "arrays_0.pkl",
    "arrays_2.pkl",
    "arrays_4.pkl",
    "arrays_5.pkl",
    "plain.safetensors",
];

#[test]
fn every_form_gives_the_same_numbers() {
    for name in FORMS {
        assert_holds(name, read(name), 0.5_f32.to_bits());
        assert_holds(name, FileSource::open(&path(name)).unwrap(), 0.5_f32.to_bits());
    }
}

#[test]
fn company_is_passed_over_and_what_is_plain_of_it_is_kept() {
    for name in ["company.pt", "legacy_company.pt"] {
        let checkpoint = Checkpoint::open(read(name)).unwrap();
        let list = |name: &str| checkpoint.lists().find(|(list, _)| *list == name).map(|(_, values)| values.to_vec());
        assert_eq!(list("default.loss"), Some(vec![1.9, 1.2]), "{name}");
        assert_eq!(list("queue"), Some(vec![1.0, 2.0]), "{name}");
        assert_eq!(checkpoint.floats("ema.shadow.weight").unwrap().len(), 24, "{name}");
        assert_eq!(checkpoint.floats("small").unwrap(), [0.4914, 0.4822, 0.4465], "{name}");
        let array = checkpoint.floats("array").unwrap();
        assert_eq!((array.len(), array[0]), (600, 0.125_730_22), "{name}");
        assert_eq!(checkpoint.floats("generator").unwrap_err().to_string(), "“generator” does not hold floats");
    }
}

/// The first block of an archive whose first entry is called so.
fn tar(name: &str) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[257..262].copy_from_slice(b"ustar");
    block
}

#[test]
fn what_is_no_checkpoint_is_named_with_what_to_do() {
    let table = [
        (read("torchscript.pt"), "a program of TorchScript", "net = torch.jit.load"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n".to_vec(),
            "a pointer of Git LFS",
            "git lfs pull",
        ),
        (b"\n <!DOCTYPE html><html>".to_vec(), "a web page", "download the file itself"),
        (b"<html><body>".to_vec(), "a web page", "download the file itself"),
        (b"Entry not found".to_vec(), "a server's error", "download the file itself"),
        (b"\x89HDF\r\n\x1a\n".to_vec(), "an HDF5 file", "torch.save(net.state_dict()"),
        (b"\x08\x07\x12\x07pytorch".to_vec(), "an ONNX program", "torch.save(net.state_dict()"),
        (b"\x1f\x8b\x08".to_vec(), "compressed with gzip", "unpack it"),
        (tar("plain.pt"), "it is a TAR archive", "unpack it"),
        (tar("sys_info"), "the form before PyTorch 0.1.10", "torch.load"),
        (b"404: Not Found".to_vec(), "it is text", "download the file itself"),
        (b"{\"error\":\"Repository not found\"}".to_vec(), "it is text", "download the file itself"),
        (b"\x01\x02\x03 and so on".to_vec(), "no file of PyTorch's, safetensors or NumPy's", "torch.load"),
        (Vec::new(), "it is empty", "download"),
        (read("plain.pt")[..1000].to_vec(), "it ends too early", "download"),
        (read("legacy.pt")[..500].to_vec(), "it ends too early", "download"),
        (read("plain.safetensors")[..200].to_vec(), "it is truncated", "download"),
        (b"cat, dog\nand frog\n".to_vec(), "it is text", "download the file itself"),
        (b"hello, world".to_vec(), "it is text", "download the file itself"),
        (b"PK\x05\x06".iter().copied().chain([0; 18]).collect(), "a ZIP archive, but none of PyTorch's", "unpack it"),
        (b"\x80\x02}q\x00.".to_vec(), "no tensor", "torch.load"),
    ];
    for (file, what, cure) in table {
        let text = Checkpoint::open(file).unwrap_err().to_string();
        assert!(text.contains(what) && text.contains(cure), "{what}: {text}");
        assert!(text.len() < 600, "{text}");
    }
}

#[test]
fn pickles_run_no_code() {
    let victim: PathBuf = [env!("CARGO_TARGET_TMPDIR"), "victim"].iter().collect();
    let _ = fs::remove_file(&victim);
    for pickle in ["cos\nsystem\n(S'touch {}'\ntR.", "cbuiltins\nexec\n(S'open(\"{}\", \"w\")'\ntR."] {
        let pickle = pickle.replace("{}", &victim.display().to_string());
        let error = Checkpoint::open(pickle.into_bytes()).unwrap_err();
        assert!(!victim.exists() && error.to_string().contains("holds no tensor"), "{error}");
    }
}
