//! Labelled images of one's own, in the forms that people keep them in.

use super::*;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn accuracy(data: &Path, more: &[&str]) -> Value {
    let out = data.with_extension("out.json");
    let fixed = ["dataset", "accuracy", "--model", MODEL, "--data", text(data), "--out", text(&out)];
    let found = json(&[fixed.as_slice(), more].concat());
    ["json", "json.scores"].iter().for_each(|end| fs::remove_file(data.with_extension(format!("out.{end}"))).unwrap());
    found
}

fn archive(method: CompressionMethod, arrays: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, array) in arrays {
        file.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        file.write_all(array).unwrap();
    }
    file.finish().unwrap().into_inner()
}

#[test]
fn every_form_of_the_same_images_has_the_same_accuracy() {
    let folder = folder("own_data");
    let data = folder.join("data");
    fs::create_dir(&data).unwrap();
    test_set(&data);
    let expected = accuracy(&data, &[]);
    let read = |name: &str| fs::read(data.join(name)).unwrap();
    let (images, labels) = (read("test_images.npy"), read("test_labels.npy"));
    let other_labels = [array(&[8], 0..8_i32), array(&[8], 0..8_u8), array(&[8, 1], 0..8_i64)];
    for other in &other_labels {
        fs::write(data.join("test_labels.npy"), other).unwrap();
        assert_eq!(accuracy(&data, &[])["clean"], expected["clean"]);
    }
    let floats = fixtures()[..8].iter().flat_map(|image| image.pixels().to_vec()).collect::<Vec<f32>>();
    fs::write(data.join("test_images.npy"), array(&[8, 3, 32, 32], floats.into_iter())).unwrap();
    assert_eq!(accuracy(&data, &[])["clean"], expected["clean"]);

    let (npz, packed) = (folder.join("a.npz"), folder.join("b.npz"));
    let arrays = [("images.npy", images.as_slice()), ("labels.npy", labels.as_slice())];
    fs::write(&npz, archive(CompressionMethod::Stored, &arrays)).unwrap();
    fs::write(&packed, archive(CompressionMethod::Deflated, &arrays)).unwrap();
    assert_eq!(accuracy(&npz, &[])["question"], expected["question"]);
    assert_eq!(accuracy(&packed, &[])["clean"], expected["clean"]);
    let over = ["dataset", "accuracy", "--model", MODEL, "--data", text(&npz), "--force", "--out", text(&npz)];
    assert_refused(&over, "it is read here, and would be overwritten");
    let [file, label_file] = ["own.npy", "own_labels.npy"].map(|name| folder.join(name));
    fs::write(&file, &images).unwrap();
    fs::write(&label_file, &labels).unwrap();
    assert_eq!(accuracy(&file, &["--labels", text(&label_file)])["clean"], expected["clean"]);

    let out = folder.join("x.json");
    let refused = |data: &Path, expected: &str| {
        assert_refused(&["dataset", "of", "--model", MODEL, "--data", text(data), "--out", text(&out)], expected);
    };
    refused(&file, "its labels are missing: name their .npy file with --labels");
    fs::write(&npz, archive(CompressionMethod::Stored, &[("weights.npy", &images)])).unwrap();
    refused(&npz, "it holds weights.npy: call one of its arrays one of test_images, images");
    fs::write(&npz, "none").unwrap();
    refused(&npz, "it is no .npz file");
    refused(&folder.join("none"), "none: it does not exist; a data set is a folder of test_images.npy");
    let empty = folder.join("empty");
    fs::create_dir(&empty).unwrap();
    refused(
        &empty,
        "empty: it holds no data set; a data set is a folder of test_images.npy and test_labels.npy, a folder",
    );
    for data in [&npz, &data] {
        let labelled = ["dataset", "of", "--model", MODEL, "--data", text(data), "--labels", text(&label_file)];
        assert_refused(&with(&labelled, &["--out", text(&out)]), "it has labels of its own: leave out --labels");
    }
    fs::write(data.join("test_labels.npy"), array(&[8], [0.5_f32; 8].into_iter())).unwrap();
    refused(&data, "x.astype(\"int64\")");
}

#[test]
fn the_first_of_class_folders_are_said_to_be_of_few_classes() {
    let folder = folder("own_data_few_classes");
    let data = folder.join("data");
    for class in ["cat", "dog"] {
        fs::create_dir_all(data.join(class)).unwrap();
        for name in ["a.npy", "b.npy"] {
            fs::copy(first_image(&folder), data.join(class).join(name)).unwrap();
        }
    }
    let said = |limit: &str, out: &str| {
        let out = folder.join(out);
        let fixed = ["dataset", "accuracy", "--model", MODEL, "--data", text(&data), "--out", text(&out)];
        let output = lab(&with(&fixed, &["--limit", limit]));
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let few = said("2", "few.json");
    assert!(few.contains("lab: the first 2 images hold 1 of the 2 classes of --data"), "{few}");
    assert!(!said("3", "all.json").contains("classes of --data"));
}
