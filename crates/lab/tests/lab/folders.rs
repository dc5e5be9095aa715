//! Folders of images as people have them.

use super::*;

/// A folder of these files, each the picture of a fixture image, by position.
fn pictures(folder: &Path, names: &[&str]) {
    for (name, image) in names.iter().zip(fixtures()) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, image.to_png().unwrap()).unwrap();
    }
}

fn classify(folder: &Path) -> (Value, String) {
    let output = lab(&["classify", "--model", MODEL, "--json", "--image", text(folder)]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    (serde_json::from_slice(&output.stdout).unwrap(), said)
}

fn names(answers: &Value) -> Vec<&str> {
    answers.as_array().unwrap().iter().map(name).collect()
}

fn name(answer: &Value) -> &str {
    Path::new(answer["file"].as_str().unwrap()).file_name().unwrap().to_str().unwrap()
}

#[test]
fn images_come_in_natural_order_and_what_is_left_out_is_said() {
    let folder = folder("natural_order");
    pictures(&folder, &["10.png", "2.png", "1.PNG", "._2.png", ".hidden.png"]);
    for other in ["Thumbs.db", "b.webp", "e.bmp", "f.txt"] {
        fs::write(folder.join(other), "something else").unwrap();
    }
    fs::write(folder.join(".DS_Store"), "something else").unwrap();
    let jpeg = include_bytes!("../../../../tests/fixtures/resize_input.png");
    ["c.jfif", "d.jpe"].iter().for_each(|name| fs::write(folder.join(name), jpeg).unwrap());
    let (answers, said) = classify(&folder);
    assert_eq!(names(&answers), ["1.PNG", "2.png", "10.png", "c.jfif", "d.jpe"]);
    assert!(
        said.contains("left out Thumbs.db, b.webp, e.bmp and 1 more: only .png, .jpg and .npy files are read"),
        "{said}"
    );
    let said = lab(&["classify", "--model", MODEL, "--image", text(&folder)]);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.lines().nth(1).unwrap().contains("2.png: "), "{said}");
}

#[test]
fn a_broken_image_is_left_out_and_does_not_shift_pairs() {
    let folder = folder("broken_image");
    let photos = folder.join("photos");
    pictures(&photos, &["a.png", "b.png", "c.png"]);
    fs::write(photos.join("b.png"), "").unwrap();
    let (answers, said) = classify(&photos);
    assert_eq!(names(&answers), ["a.png", "c.png"]);
    assert!(said.contains("left out: ") && said.contains("b.png: the file is empty"), "{said}");
    let out = folder.join("out.npy");
    let attack = ["attack", "--model", MODEL, "--image", text(&photos), "--method", "fgsm", "--out", text(&out)];
    assert_eq!(json(&attack).as_array().unwrap().len(), 2);
    assert_eq!(npy::read(&fs::read(&out).unwrap()).unwrap().len(), 2);
    assert_refused(&["rct", "--clean", text(&photos), "--adversarial", text(&out)], "b.png: the file is empty");
    ["a.png", "c.png"].iter().for_each(|name| fs::write(photos.join(name), "").unwrap());
    assert_refused(&["classify", "--model", MODEL, "--image", text(&photos)], "a.png: the file is empty");
}

#[test]
fn a_subfolder_that_is_called_as_a_class_says_what_is_in_it() {
    let folder = folder("class_folders");
    let (photos, out) = (folder.join("photos"), folder.join("out.npy"));
    pictures(&photos, &["dog/1.png", "cat/2.png", "cat/10.png", "notes/x.png"]);
    let (answers, said) = classify(&photos);
    assert_eq!(names(&answers), ["2.png", "10.png", "1.png"]);
    assert_eq!((&answers[0]["label"], &answers[2]["label"]), (&"cat".into(), &"dog".into()));
    assert!(said.contains("left out notes"), "{said}");
    let attack = ["attack", "--model", MODEL, "--image", text(&photos), "--method", "fgsm", "--out", text(&out)];
    for answer in json(&attack).as_array().unwrap() {
        // Where the model says otherwise than the folder, the image is left alone.
        assert_eq!(answer["outcome"] == "misclassified", answer["class_before"] != answer["label"], "{answer}");
    }
    let accuracy = folder.join("accuracy.json");
    fs::remove_dir_all(photos.join("notes")).unwrap();
    let found = json(&["dataset", "accuracy", "--model", MODEL, "--data", text(&photos), "--out", text(&accuracy)]);
    let right = answers.as_array().unwrap().iter().filter(|answer| answer["class"] == answer["label"]).count();
    assert_eq!(found["clean"]["mean"].as_f64(), Some(right as f64 / 3.0));
    assert_eq!(found["question"]["data"]["images"], 3);
}

#[test]
fn folders_that_are_called_otherwise_than_classes_are_told_how() {
    let folder = folder("called_otherwise");
    let (photos, out) = (folder.join("photos"), folder.join("out.json"));
    pictures(&photos, &["cats/1.png", "dogs/2.png"]);
    let expected = "its folders, such as cats, dogs, are not called like classes: airplane, automobile, bird, cat, ";
    assert_refused(&["classify", "--model", MODEL, "--image", text(&photos)], expected);
    let data = ["dataset", "accuracy", "--model", MODEL, "--data", text(&photos), "--out", text(&out)];
    assert_refused(&data, expected);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = folder("named_files");
    let (image, broken) = (first_image(&folder), folder.join("broken.npy"));
    fs::write(&broken, &fs::read(&image).unwrap()[..1000]).unwrap();
    let expected = "broken.npy: the .npy file cannot be used: it ends before its last number";
    assert_refused(&["rct", "--clean", text(&image), "--adversarial", text(&broken)], expected);
    assert_refused(&["classify", "--model", MODEL, "--image", text(&broken)], expected);
    let out = folder.join("out.svg");
    let figure = ["figure", "www/results/of-resnet18-natural.json", "Cargo.toml", "--out", text(&out)];
    assert_refused(&figure, "lab: Cargo.toml: the means cannot be used");
}

#[test]
fn what_leaves_the_range_is_classified_and_not_attacked() {
    let folder = folder("out_of_range");
    let (image, ablated, out) = (first_image(&folder), folder.join("ablated.npy"), folder.join("out.npy"));
    json(&["ablate", "--image", text(&image), "--bands", "0", "--out", text(&ablated)]);
    let output = lab(&["classify", "--model", MODEL, "--image", text(&ablated)]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success() && said.contains("values leave [0, 1]") && said.contains("is it normalised?"),
        "{said}"
    );
    let attack = lab(&["attack", "--model", MODEL, "--image", text(&ablated), "--method", "cw", "--out", text(&out)]);
    let said = String::from_utf8(attack.stderr).unwrap();
    assert!(attack.status.code() == Some(2) && said.contains("limit them, numpy.clip(x, 0, 1)"), "{said}");
}
