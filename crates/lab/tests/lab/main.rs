//! The command line as a person uses it: answers on standard output, one sentence and exit code 2 for bad input.
#![allow(clippy::unwrap_used, missing_docs)]

mod answers;
mod batches;
mod dataset;
mod faults;
mod folders;
mod help;
#[cfg(target_os = "linux")]
mod limits;
mod outputs;
mod own_data;
mod refusals;
mod report;
mod schema;
mod stops;
mod threads;

use freqscope_core::{
    class::Class,
    image::{Image, npy, one_or_many::OneOrMany},
};
use npyz::WriterBuilder;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

/// The root of the repository, where the program runs.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const MODEL: &str = "resnet18-natural";
/// A network that answers at once, where it does not matter what.
const SMALL: &str = "tests/fixtures/networks/vgg19.safetensors";

fn lab(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lab"))
        .current_dir(ROOT)
        .args(["--device", "cpu"])
        .args(arguments)
        .output()
        .unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = lab(&[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer = serde_json::from_slice(&output.stdout).unwrap();
    assert_valid(&answer);
    answer
}

/// Asserts that an answer is of the form that docs/schemas/ says.
fn assert_valid(answer: &Value) {
    let mut first = answer;
    while let Some(answers) = first.as_array() {
        first = &answers[0];
    }
    let format = first["format"].as_str().or(first["provenance"]["format"].as_str()).unwrap();
    let (name, _) = format.strip_prefix("freqscope-").and_then(|format| format.split_once('/')).unwrap();
    let schema = fs::read(Path::new(ROOT).join(format!("docs/schemas/{name}.json"))).unwrap();
    let schema = serde_json::from_slice(&schema).unwrap();
    if let Err(error) = schema::check(answer, &schema, &schema) {
        panic!("{format}: {error}");
    }
}

/// Asserts that the command is refused in one line that holds `expected`.
fn assert_refused(arguments: &[&str], expected: &str) {
    let output = lab(arguments);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains(expected), "{text}");
    assert!(output.stdout.is_empty());
}

/// A folder for one test's files, empty at its start.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The images of the fixtures.
fn fixtures() -> Vec<Image> {
    npy::read(include_bytes!("../../../../tests/fixtures/images.npy")).unwrap()
}

/// The first fixture image as a file of its own.
fn first_image(folder: &Path) -> PathBuf {
    let path = folder.join("first.npy");
    fs::write(&path, npy::write(&OneOrMany::One(fixtures().swap_remove(0))).unwrap()).unwrap();
    path
}

/// Both, one behind the other.
fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

/// The commands that are about images of one's own, each without its image; the last three write `out`.
fn commands(out: &str) -> [Vec<&str>; 6] {
    let model = ["--model", MODEL];
    [
        with(&["classify"], &model),
        with(&["of"], &model),
        vec!["prop1"],
        vec!["ablate", "--bands", "5", "--out", out],
        [["attack", "--method", "fgsm", "--out", out].as_slice(), &model].concat(),
        [["invert", "--start", "www/samples/cat-0.png", "--steps", "1", "--out", out].as_slice(), &model].concat(),
    ]
}

/// The first eight images of the fixtures, in the form of the whole test set.
fn test_set(folder: &Path) {
    test_set_of(folder, 8);
}

/// So many of the 24 images of the fixtures.
fn test_set_of(folder: &Path, count: usize) {
    let images = fixtures();
    let bytes = images[..count].iter().flat_map(Image::pixels).map(|value| (value * 255.0).round() as u8);
    fs::write(folder.join("test_images.npy"), array(&[count as u64, 3, 32, 32], bytes)).unwrap();
    let labels = (0..count as i64).map(|position| position % 10);
    fs::write(folder.join("test_labels.npy"), array(&[count as u64], labels)).unwrap();
}

/// A folder of eleven pictures: more than are computed at once.
fn photos(folder: &Path) -> PathBuf {
    let photos = folder.join("photos");
    fs::create_dir(&photos).unwrap();
    for (number, image) in fixtures().iter().take(11).enumerate() {
        fs::write(photos.join(format!("{number}.png")), image.to_png().unwrap()).unwrap();
    }
    photos
}

fn started(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lab"));
    let command = command.current_dir(ROOT).args(["--device", "cpu"]).args(arguments);
    command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap()
}

/// Waits until the file has so many lines.
fn wait_for_lines(path: &Path, enough: usize, child: &mut Child) {
    let lines = || fs::read(path).map_or(0, |bytes| bytes.iter().filter(|&&byte| byte == b'\n').count());
    while lines() < enough && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn array<T: npyz::Serialize + npyz::AutoSerialize>(shape: &[u64], values: impl Iterator<Item = T>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = npyz::WriteOptions::new().default_dtype().shape(shape).writer(&mut file).begin_nd().unwrap();
    writer.extend(values).unwrap();
    writer.finish().unwrap();
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}
